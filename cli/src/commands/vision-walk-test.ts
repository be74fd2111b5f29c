/** `crossing vision walk-test`: proves at the kerb that a camera counts who it must count. */
import type { Command } from "commander";
import { EXIT, Refusal } from "../exit.ts";
import type { Counter } from "../program.ts";
import type { Task, WalkRecord } from "../vision/walk-test/record.ts";

interface WalkTestOptions {
  readonly site: string;
  readonly camera?: string;
  readonly from?: string;
  readonly script?: string;
  readonly only?: readonly string[];
  readonly again?: boolean;
  readonly out?: string;
  readonly model?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Asks for one thing after the other (an adult, a child, an umbrella, a group, somebody who walks past ...), watches
what the camera counts, and writes pass or fail with times into a report, as JSON and as a page to sign. End it with q
and run it again on another day, or after dark: what passed or failed is kept, the rest is asked for.
A camera that serves one viewer only must not be in use by crossing run meanwhile.
With a video as --from, --script says when each item is to be seen: [{"item": "adult", "zone": "A", "at_s": 3}, ...].
The simulated street (source street:<view>) walks by itself, as far as it can.

Examples:
  $ crossing vision walk-test --site mill-lane.json --camera A
  $ crossing vision walk-test --site mill-lane.json --camera A --only dark wheelchair
  $ crossing vision walk-test --site config/sites/yudaihe-beixiaoyuan.json --camera A`;

/** Adds the command to `crossing vision`. */
export function addWalkTest(vision: Command, counter: Counter): void {
  vision
    .command("walk-test")
    .description("a guided test at the kerb, with a report")
    .requiredOption("--site <site.json>", "the site file")
    .option("--camera <id>", "which camera (default: the first)")
    .option("--from <source>", "look through this (default: the site file's source)")
    .option("--script <file>", "nobody is asked: the script says when what is to be seen")
    .option("--only <items...>", "only these, done before or not")
    .option("--again", "everything anew, in place of the report that is there")
    .option("--out <file>", "the report (default: walk-test-<site>-<camera>.json)")
    .option("--model <file>", "the detector's model file")
    .option("--json", "the report on stdout too")
    .addHelpText("after", EXAMPLES)
    .action(async (options: WalkTestOptions) => test(options, counter));
}

async function test(options: WalkTestOptions, { desk, end }: Counter): Promise<void> {
  const { goodSite } = await import("../site-file.ts");
  const { cameraOfChoice } = await import("../vision/camera-choice.ts");
  const { drawCamera, isDrawn } = await import("../vision/drawn-camera.ts");
  const { withoutPassword } = await import("../vision/source-words.ts");
  const { walkTest } = await import("../vision/walk-test/walk-test.ts");
  const { openTasks, readRecord, tasksOf, writeRecord } =
    await import("../vision/walk-test/record.ts");
  const { simulatedFigures } = await import("../vision/walk-test/figures.ts");
  const walkers = await import("../vision/walk-test/walkers.ts");

  const site = goodSite(options.site);
  const camera = cameraOfChoice(site, options);
  const zones = camera.zones.map(({ zone }) => zone);
  const out = options.out ?? `walk-test-${site.id}-${camera.id}.json`;
  const known = options.again ? null : readRecord(out, { site: site.id, camera: camera.id });
  const record: WalkRecord = known ?? {
    type: "walk-test",
    site: site.id,
    camera: camera.id,
    source: withoutPassword(camera.source),
    begun: new Date().toISOString(),
    done: [],
  };
  const all = tasksOf(zones);
  const tasks = options.only === undefined ? openTasks(all, record) : only(all, options.only);
  if (known !== null) desk.say(`${out}: ${known.done.length} done before, ${tasks.length} to do`);
  const figures = isDrawn(camera) ? simulatedFigures(site) : null;
  const drawn =
    figures === null
      ? null
      : await drawCamera(site, camera, { placed: () => figures.now(), vehicles_per_h: 300 });
  const walker =
    options.script === undefined
      ? (figures ?? walkers.askedPeople(desk.say, process.stdin))
      : walkers.scriptedWalker(options.script);
  try {
    const after = await walkTest({
      site,
      camera: drawn?.camera ?? camera,
      model: options.model,
      tasks,
      record,
      walker,
      say: desk.say,
      keep: (now) => writeRecord(out, now),
    });
    if (options.json) desk.out(JSON.stringify(after));
    const count = (wanted: string): number =>
      after.done.filter(({ verdict }) => verdict === wanted).length;
    const failed = count("fail");
    const left = openTasks(all, after).length;
    desk.say(`${out}: ${count("pass")} passed, ${failed} failed, ${left} not proven yet`);
    end(failed > 0 ? EXIT.failed : EXIT.ok);
  } finally {
    await drawn?.stop();
  }
}

/** The named items; throws a Refusal that names those there are. */
function only(all: readonly Task[], names: readonly string[]): readonly Task[] {
  const known = new Set(all.map(({ item }) => item.id));
  const wrong = names.find((name) => !known.has(name));
  if (wrong !== undefined)
    throw new Refusal(EXIT.usage, `--only ${wrong}: items are ${[...known].join(", ")}`);
  return all.filter(({ item }) => names.includes(item.id));
}
