/**
 * `npm run bench:vision [-- --only part,...] [--clip name,...] [--model file] [--every n] [--minutes n] [--pictures folder] [--json] [--write]`
 *
 * Measures how good the eyes are and prints a table; `--write` puts it into docs/bench-vision.md with pictures of the
 * drawn street, `--pictures` puts annotated pictures of the clips into a folder outside the project. Exit 0, 1 when a
 * must is missed, 2 for words that mean nothing.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Site, readSite } from "@crossing/config";
import { machine, machineWords } from "../machine.ts";
import type { Bench } from "../measurements.ts";
import { renewed } from "../results.ts";
import { measureAccuracy } from "./accuracy.ts";
import { type Asked, askedBy } from "./asked.ts";
import { measureCameras, measureHour } from "./cameras.ts";
import { NO_CLIPS, clipOf } from "./clips.ts";
import { measureCost } from "./cost.ts";
import { page } from "./page.ts";
import { PART_NAMES, type PartName } from "./parts.ts";
import { measurePeers } from "./peers.ts";
import { clipPictures, streetPictures } from "./pictures.ts";
import { measureRace } from "./race.ts";
import { type GoalRow, type PartRows, table } from "./rows.ts";
import { measureTracks } from "./tracking.ts";
import { measureZones } from "./zone-count.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

// What was started ends at our exit, so an interruption must be one.
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));
process.exit(await bench(process.argv.slice(2)));

type Measure = (asked: Asked, given: Bench) => Promise<readonly GoalRow[]>;

async function bench(argv: readonly string[]): Promise<number> {
  const asked = askedBy(argv);
  if ("trouble" in asked) return (say(asked.trouble), 2);
  if (asked.write && asked.clips.some((name) => clipOf(name) === null))
    return (say(`--write wants all clips, so that the page is true: ${NO_CLIPS}`), 2);
  const folder = mkdtempSync(join(tmpdir(), "crossing-bench-vision-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const given: Bench = { site: pilot(), folder, say };
  const before = machine();
  const parts = await measured(asked, given);
  if (asked.pictures !== undefined) await clipPictures(asked, asked.pictures);
  if (asked.json) console.log(JSON.stringify({ machine: before, parts }, null, 2));
  else console.log([machineWords(before), ...parts.map(({ rows }) => table(rows))].join("\n\n"));
  if (asked.write) {
    const pictures = await streetPictures(given, join(ROOT, "docs/images"));
    const made = parts.map((part) => ({ ...part, machine: before }));
    const results = renewed("vision", PART_NAMES, made);
    writeFileSync(join(ROOT, "docs/bench-vision.md"), page(results, pictures));
  }
  return parts.some(({ rows }) => rows.some(({ verdict }) => verdict === "missed")) ? 1 : 0;
}

async function measured(asked: Asked, given: Bench): Promise<readonly PartRows[]> {
  const measures: Readonly<Record<PartName, Measure>> = {
    accuracy: measureAccuracy,
    zones: measureZones,
    tracks: measureTracks,
    peers: measurePeers,
    race: (words, to) => measureRace(to, words),
    cost: (_, to) => measureCost(to),
    cameras: ({ minutes }, to) => measureCameras(to, minutes ?? undefined),
    hour: ({ minutes }, to) => measureHour(to, minutes ?? undefined),
  };
  const parts: PartRows[] = [];
  for (const name of asked.parts) {
    say(`${name} ...`);
    parts.push({ name, rows: await rowsOf(name, () => measures[name](asked, given)) });
  }
  return parts;
}

/** A part that falls over is a missed row, not the end of the others. */
async function rowsOf(
  name: PartName,
  measure: () => Promise<readonly GoalRow[]>,
): Promise<readonly GoalRow[]> {
  try {
    return await measure();
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const is = error instanceof Error ? error.message.split("\n")[0]! : String(error);
    const verdict = "missed" as const;
    return [{ what: name, must: "can be measured", try: null, is, verdict, how: "It fell over." }];
  }
}

function pilot(): Site {
  const file = join(ROOT, "config/sites/yudaihe-beixiaoyuan.json");
  const reading = readSite(readFileSync(file, "utf8"));
  if (!reading.ok) throw new Error(`${file} is not in order; run: crossing check ${file}`);
  return reading.site;
}

function say(line: string): void {
  process.stderr.write(`bench:vision: ${line}\n`);
}
