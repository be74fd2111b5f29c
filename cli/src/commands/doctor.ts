/** `crossing doctor`: is everything there that a crossing needs? */
import type { Command } from "commander";
import { EXIT } from "../exit.ts";
import type { Overrides } from "../overrides.ts";
import type { Counter } from "../program.ts";

interface DoctorOptions extends Overrides {
  readonly model?: string;
  readonly logDir: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Looks only; the street is not touched. Exit 0 when nothing fails, 4 when a device cannot be reached, 6 when a
tool is missing, else 1.

Examples:
  $ crossing doctor
  $ crossing doctor mill-lane.json --modbus 10.0.0.7:502
  $ crossing doctor --json | jq '.findings[] | select(.state != "ok")'`;

export function addDoctor(program: Command, counter: Counter): void {
  program
    .command("doctor")
    .description("look at machine, model, cameras, cabinet, broker, clock, disk and scheduling")
    .argument("[site.json]", "the site file (default: the pilot crossing)")
    .option("--camera <zone=source>", "as in run; repeatable", also)
    .option("--modbus <host:port>", "as in run")
    .option("--mqtt <url>", "as in run")
    .option("--model <file>", "the detector's model file")
    .option("--log-dir <dir>", "folder of the event log", ".")
    .option("--json", "one JSON object")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string | undefined, options: DoctorOptions) =>
      doctor(file, options, counter),
    );
}

const also = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

async function doctor(
  file: string | undefined,
  options: DoctorOptions,
  { desk, end }: Counter,
): Promise<void> {
  const { goodSite } = await import("../site-file.ts");
  const { overridden } = await import("../overrides.ts");
  const { PILOT_SITE } = await import("../places.ts");
  const { examine } = await import("../doctor/examine.ts");
  const { adapterOf } = await import("../process/adapter-file.ts");
  const site = overridden(goodSite(file ?? PILOT_SITE), options);
  const findings = await examine(site, {
    model: options.model ?? null,
    logDir: options.logDir,
    adapter: adapterOf(site.cabinet, file ?? PILOT_SITE),
  });
  end(findings.find((finding) => finding.state === "fail")?.exit ?? EXIT.ok);
  if (options.json) return desk.out(JSON.stringify({ site: site.id, findings }));
  const { lineOf } = await import("../doctor/line.ts");
  for (const finding of findings) desk.out(lineOf(finding));
}
