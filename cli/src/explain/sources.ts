/** Where decisions come from: a recording, or a fresh simulation. */
import type { Outputs } from "@crossing/config";
import { simulate } from "@crossing/simulator";
import { readRecording } from "../recording-file.ts";
import { EXIT, Refusal } from "../exit.ts";
import { type Job, asMeant } from "../simulation/job.ts";

/** Hears every tick: seconds since the beginning, and what was decided. */
export type Ticks = (t_s: number, outputs: Outputs) => void;

/** All ticks of a recording; throws a Refusal when it is none. */
export async function ticksOfRecording(file: string, tick: Ticks): Promise<void> {
  let begun: number | null = null;
  const read = await readRecording(file, () => ({
    tick({ at, outputs }) {
      begun ??= at;
      tick((at - begun) / 1000, outputs);
    },
    result: () => null,
  }));
  if (!read.ok) throw new Refusal(EXIT.usage, read.why);
}

/** All ticks of a run. */
export function ticksOfRun(job: Job, tick: Ticks): void {
  asMeant(() => simulate({ ...job, warm_up_s: 0, onTick: tick }));
}
