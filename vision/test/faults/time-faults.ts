/** What can happen to the order, the rate and the times of a camera's pictures. */
import { instant } from "@crossing/config";
import type { HealthSample } from "../../src/index.ts";

/** `past`: what came before the fault, oldest first; `turn`: looks since the fault began. Null: nothing comes. */
export type TimeFault = (
  sample: HealthSample,
  turn: number,
  past: readonly HealthSample[],
) => HealthSample | null;

/** The line is cut. */
export const lost: TimeFault = () => null;
/** The encoder hangs: the last picture comes again and again, with new times. */
export const frozen: TimeFault = (sample, _, past) => ({
  ...sample,
  picture: past.at(-1)!.picture,
});
/** The same, but a clock in the corner of the picture goes on. */
export const frozenWithClock: TimeFault = (sample, turn, past) => {
  const { rgb, width, height } = past.at(-1)!.picture;
  const ticking = Uint8Array.from(rgb);
  const digit = Math.floor(width / 40);
  for (let y = 4; y < 4 + digit * 2; y++)
    ticking.fill((turn * 53) % 256, (y * width + 4) * 3, (y * width + 4 + digit) * 3);
  return { ...sample, picture: { rgb: ticking, width, height } };
};
/** A recording of the last eight seconds plays in a loop. */
export const looped: TimeFault = (sample, turn, past) => {
  const tape = past.slice(-32);
  return { ...sample, picture: tape[turn % tape.length]!.picture };
};
/** One picture in two seconds. */
export const slow: TimeFault = (sample, turn, past) =>
  turn % 8 === 0 ? { ...sample, frames: past.at(-1)!.frames + turn / 8 + 1 } : null;
/** One picture a second, each handed on many times. */
export const doubled = (): TimeFault => {
  let kept: HealthSample | null = null;
  return (sample, turn) => {
    if (turn % 4 === 0 || kept === null) kept = sample;
    return { ...sample, picture: kept.picture };
  };
};
/** The pictures are five seconds late. */
export const late: TimeFault = (sample) => ({
  ...sample,
  frameAt: instant(sample.frameAt - 5000),
});
/** The camera's clock stands. */
export const clockStands: TimeFault = (sample, _, past) => ({
  ...sample,
  frameAt: past.at(-1)!.frameAt,
});
/** The camera's clock jumps an hour ahead. */
export const clockAhead: TimeFault = (sample) => ({
  ...sample,
  frameAt: instant(sample.frameAt + 3_600_000),
});
