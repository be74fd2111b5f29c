/** `crossing check`: everything that is wrong with a site file, at once. */
import type { Command } from "commander";
import { EXIT } from "../exit.ts";
import type { Counter } from "../program.ts";

export function addCheck(program: Command, { desk, end }: Counter): void {
  program
    .command("check")
    .description("say all that is wrong with a site file; exit 2 malformed, 3 rule broken")
    .argument("<site.json>", "the site file")
    .option("--json", "one JSON object instead of lines")
    .addHelpText(
      "after",
      "\nExamples:\n  $ crossing check config/sites/yudaihe-beixiaoyuan.json" +
        "\n  $ crossing check mill-lane.json --json | jq .problems",
    )
    .action(async (file: string, options: { readonly json?: boolean }) => {
      const { inspectSite } = await import("../site-file.ts");
      const found = inspectSite(file);
      end(found.exit);
      if (options.json) return desk.out(JSON.stringify({ file, ...found.report }));
      for (const line of found.lines) desk.out(line);
      if (found.exit === EXIT.ok) desk.out(found.summary);
    });
}
