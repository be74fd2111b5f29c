/** The files of one run: what became of everybody, quarters of an hour, events, signals, and who came. */
import {
  type SimulationResult,
  arrivalLines,
  demandOf,
  hiresLines,
  intervalLines,
  recordRun,
  traceLines,
  tripLines,
} from "@crossing/simulator";
import { type LinesFile, openLines } from "../lines-file.ts";
import { type Job, asMeant } from "./job.ts";
import { progressOn } from "./progress.ts";

/** Where each file goes; left out: not written. */
export interface RunFiles {
  readonly trips?: string;
  readonly intervals?: string;
  readonly events?: string;
  readonly trace?: string;
  readonly arrivalsOut?: string;
}

/** Whether any file is wanted. */
export const wantsFiles = ({ trips, intervals, events, trace, arrivalsOut }: RunFiles): boolean =>
  [trips, intervals, events, trace, arrivalsOut].some((file) => file !== undefined);

/** Makes a run in this process, and writes the files that are wanted of it. They are opened before the run begins. */
export async function runWithFiles(job: Job, files: RunFiles): Promise<SimulationResult> {
  const open = {
    trips: await opened(files.trips),
    intervals: await opened(files.intervals),
    events: await opened(files.events),
    trace: await opened(files.trace),
    arrivals: await opened(files.arrivalsOut),
  };
  const progress = progressOn("simulating");
  const { result, trips, events, states } = asMeant(() =>
    recordRun({ ...job, onProgress: progress.tell }),
  );
  progress.close();
  await write(open.trips, () => tripLines(trips));
  await write(open.intervals, () => intervalLines(result.intervals));
  await write(open.events, () => hiresLines(events, { signal: job.site.id, began: beganAt(job) }));
  await write(open.trace, () => traceLines(states));
  await write(open.arrivals, () => arrivalsIn(job));
  return result;
}

const opened = async (file: string | undefined): Promise<LinesFile | null> =>
  file === undefined ? null : openLines(file);

async function write(file: LinesFile | null, lines: () => Iterable<string>): Promise<void> {
  if (file === null) return;
  for (const line of lines()) file.write(line);
  await file.close();
}

/** A simulated day has a time of day where its demand has one, and no date: the first there is stands for it. */
const beganAt = ({ spec }: Job): Date => new Date((spec.time_of_day_s ?? 0) * 1000);

/** Seconds after the last arrival until everybody has got away. */
const AFTER_S = 600;

/** Who came in the run, to be run again. */
function arrivalsIn({ site, spec, seed, hours }: Job): Iterable<string> {
  const end_s = hours * 3600;
  return arrivalLines(demandOf(spec, { seed, site }), {
    id: `${site.id}-${seed}`,
    arrivals_end_s: end_s,
    end_s: end_s + AFTER_S,
    lanes: site.lanes.length,
    width_m: site.crossing.length_m,
  });
}
