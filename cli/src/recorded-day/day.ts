/** A recorded day: whether it is decided the same today, who came, and what was served. */
import type { Site, TraceRecord } from "@crossing/config";
import { type Quality, type RecordedDemand, recordedDay } from "@crossing/simulator";
import type { RecordingReader } from "../recording-file.ts";
import { type ReplayResult, createReplay } from "../replay.ts";
import { seenAs } from "./seen-as.ts";

/** What one reading of a recording gives. */
export interface Day {
  readonly site: Site;
  readonly replayed: ReplayResult;
  /** Who came, as far as the recording tells. */
  readonly demand: RecordedDemand;
  /** What detectors there were. */
  readonly seeing: Quality;
  /** Walks that were shown. */
  readonly walks: number;
}

/** Reads a recording for all of these at once. */
export function dayReader(site: Site): RecordingReader<Day> {
  const replay = createReplay(site);
  const who = recordedDay(site);
  const seen = seenAs();
  let walks = 0;
  let walking = false;
  return {
    tick(record: TraceRecord) {
      replay.tick(record);
      who.tick(record);
      seen.tick(record.inputs);
      const walk = record.outputs.ped === "walk";
      if (walk && !walking) walks += 1;
      walking = walk;
    },
    result: () => ({
      site,
      replayed: replay.result(),
      demand: who.result(),
      seeing: seen.result(),
      walks,
    }),
  };
}
