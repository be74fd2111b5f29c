/**
 * The eyes of a crossing as a process of its own, with nothing else in it but a note of how old counts are.
 *
 * Started with a site file whose cameras' sources are clips. Writes a line of JSON when a camera has told its first
 * count; to each line it reads it answers with an `EyesNote` on what happened since the last one. Ends with its input.
 */
import { readFileSync } from "node:fs";
import { setPriority } from "node:os";
import { createInterface } from "node:readline";
import { type Observation, type VisionReport, readSite } from "@crossing/config";
import { monotonic } from "@crossing/controller/loop";
import { startEyes } from "@crossing/vision";

/** A camera told its first count. */
export interface FirstCount {
  readonly first: string;
}

/** What happened since the last note. */
export interface EyesNote {
  /** Of every observation, ms from the picture's arrival to the counts. */
  readonly ages_ms: readonly number[];
  /** Looks per second of each camera, by its last report. */
  readonly fps: readonly number[];
  /** Frames never looked at since the start, all cameras together. */
  readonly dropped: number;
  readonly troubles: readonly string[];
}

// As the vision process of the product: inference takes what control leaves over.
setPriority(10);
const reading = readSite(readFileSync(process.argv[2]!, "utf8"));
if (!reading.ok) throw new Error(`${process.argv[2]}: not a site file`);
const { site } = reading;

let ages_ms: number[] = [];
const reports = new Map<string, VisionReport>();
const begun = new Set<string>();
const troubles = new Set<string>();

const eyes = startEyes({
  site,
  now: () => monotonic.now(),
  onObservation: heard,
  onReport: (report) => {
    reports.set(report.camera, report);
    if (report.trouble !== null) troubles.add(report.trouble);
  },
  onPicture: () => undefined,
});

createInterface({ input: process.stdin })
  .on("line", () => {
    const all = [...reports.values()];
    const dropped = all.reduce((sum, report) => sum + report.dropped, 0);
    const note = { ages_ms, fps: all.map(({ fps }) => fps), dropped, troubles: [...troubles] };
    tell(note satisfies EyesNote);
    ages_ms = [];
    troubles.clear();
  })
  .on("close", () => void eyes.stop().then(() => process.exit(0)));

function heard({ camera, at, frameAt }: Observation): void {
  ages_ms.push(at - frameAt);
  if (begun.has(camera)) return;
  begun.add(camera);
  tell({ first: camera } satisfies FirstCount);
}

function tell(what: EyesNote | FirstCount): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
