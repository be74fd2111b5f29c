/** `crossing cosim`: another program's street, our decisions, one line each way. */
import type { Command } from "commander";
import type { Counter } from "../program.ts";

interface CosimOptions {
  readonly site?: string;
  readonly policy?: string;
}

const EXAMPLES = `
Lines of JSON on stdin and stdout, in strict lock-step, with no clock but t_s: hello, then obs after obs, then end.

Examples:
  $ crossing cosim --site mill-lane.json --policy tongzhou-2019
  $ printf '%s\\n' '{"type":"hello","protocol":"crossing-cosim/1","dt_s":0.5}' '{"type":"end"}' | crossing cosim`;

export function addCosim(program: Command, { end }: Counter): void {
  program
    .command("cosim")
    .description("decide for another program's street, line by line on stdin and stdout")
    .option("--site <site.json>", "the base that the hello line is merged over (default: pilot)")
    .option("--policy <name>", "the timing policy, instead of the site file's")
    .addHelpText("after", EXAMPLES)
    .action(async (options: CosimOptions) => {
      const { goodSite } = await import("../site-file.ts");
      const { PILOT_SITE } = await import("../places.ts");
      const { createCosim } = await import("@crossing/simulator");
      const { talkInLines } = await import("../line-talk.ts");
      const cosim = createCosim(goodSite(options.site ?? PILOT_SITE), options.policy);
      end(await talkInLines(cosim, process.stdin, process.stdout));
    });
}
