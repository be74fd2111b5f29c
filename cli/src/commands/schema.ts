/** `crossing schema`: the JSON Schema of a site file, for editors. */
import type { Command } from "commander";
import type { Counter } from "../program.ts";

export function addSchema(program: Command, { desk }: Counter): void {
  program
    .command("schema")
    .description("print the JSON Schema of a site file, for editors")
    .option("--json", "JSON, which it is anyway")
    .addHelpText("after", "\nExample:\n  $ crossing schema > config/site.schema.json")
    .action(async () => {
      const { siteJsonSchema } = await import("@crossing/config");
      desk.out(JSON.stringify(siteJsonSchema(), null, 2));
    });
}
