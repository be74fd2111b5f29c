/** `crossing run`: control a crossing. */
import { join, resolve } from "node:path";
import type { Command } from "commander";
import type { Overrides } from "../overrides.ts";
import type { Counter } from "../program.ts";

interface RunOptions extends Overrides {
  readonly logDir?: string;
  readonly model?: string;
  readonly recordTrace?: string;
}

const EXAMPLES = `
Control, vision and edge run as processes of their own and are started again when they fall over.
Ctrl-C ends all of them within 2 s; the cabinet is asked to go on by its own plan.

Examples:
  $ crossing run config/sites/yudaihe-beixiaoyuan.json
  $ crossing run mill-lane.json --camera A=rtsp://10.0.0.8/stream --camera B=/dev/video0
  $ crossing run mill-lane.json --camera A=people.mp4 --modbus 10.0.0.7:502 --mqtt mqtt://city:1883`;

export function addRun(program: Command, counter: Counter): void {
  program
    .command("run")
    .description("control a crossing (what systemd starts)")
    .argument("<site.json>", "the site file")
    .option("--camera <zone=source>", "file, rtsp://, device or http snapshot; repeatable", also)
    .option("--modbus <host:port>", "the cabinet, instead of the site file's")
    .option("--mqtt <url>", "the broker, instead of the site file's")
    .option("--http <host:port>", "page and API, instead of the site file's")
    .option("--log-dir <dir>", "folder of the event log (default: crossing-log/<site>)")
    .option("--model <file>", "the detector's model file")
    .option("--record-trace <file>", "record every tick, to be run again by: crossing replay")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: RunOptions) => run(file, options, counter));
}

const also = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

async function run(file: string, options: RunOptions, { desk, end }: Counter): Promise<void> {
  const { goodSite } = await import("../site-file.ts");
  const { overridden } = await import("../overrides.ts");
  const { refuseOpenDoor, refuseUnreadableSecrets } = await import("../secrets.ts");
  const { interruption } = await import("../interruption.ts");
  const { startStack } = await import("../stack.ts");

  const site = overridden(goodSite(file), options);
  refuseUnreadableSecrets(site);
  refuseOpenDoor(site.http);
  for (const { id, source } of site.cameras)
    if (source.startsWith("street:"))
      desk.say(
        `camera ${id}: ${source} is drawn by crossing demo only; use --camera ${id}=<source>`,
      );
  const interrupted = interruption();
  const stack = await startStack({
    site,
    siteFile: resolve(file),
    logDir: options.logDir ?? join("crossing-log", site.id),
    model: options.model ?? null,
    record: options.recordTrace ?? null,
    log: desk.say,
  });
  desk.say(`crossing ${site.id}: cabinet modbus ${site.cabinet.host}:${site.cabinet.port}`);
  void stack.page.then((url) => desk.say(`page and API ${url}`));
  end(await interrupted);
  await stack.stop();
}
