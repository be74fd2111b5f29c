/** What the moments of pictures tell: too few of them, or moments that cannot be true. */
import type { Instant } from "@crossing/config";

/** One look at what came. */
export interface Beat {
  readonly at: Instant;
  readonly frameAt: Instant;
  /** Frames that had come by then. */
  readonly frames: number;
  /** The picture differed from the one before. */
  readonly fresh: boolean;
}

export const NO_BEATS: readonly Beat[] = [];

/** Rates are taken over so long, ms, and not before half of it. */
const WINDOW = 8000;

/** The beats of the last seconds, with one more. */
export const withBeat = (beats: readonly Beat[], beat: Beat): readonly Beat[] => [
  ...beats.filter(({ at }) => beat.at - at <= WINDOW),
  beat,
];

/**
 * Whether fewer than half of `fps` come: frames, or pictures that differ. A reader that is asked for 10 a second may well
 * hand on each picture of a slow camera several times.
 */
export function isSlow(beats: readonly Beat[], fps: number): boolean {
  const span = (beats.at(-1)?.at ?? 0) - (beats[0]?.at ?? 0);
  if (span < WINDOW / 2) return false;
  let [frames, fresh] = [0, 0];
  for (let at = 1; at < beats.length; at++) {
    frames += Math.max(0, beats[at]!.frames - beats[at - 1]!.frames);
    if (beats[at]!.fresh) fresh += 1;
  }
  const looks = beats.length - 1;
  const seconds = span / 1000;
  return frames / seconds < fps / 2 || fresh < Math.min(looks, fps * seconds) / 2;
}

/** A frame may be so old when it is judged, or so far ahead by a clock's error, ms. */
const OLD = 2000;
const AHEAD = 500;

/** Whether the newest frame's moment cannot be true: too old, in the future, or not after the frame before. */
export function isStale(beats: readonly Beat[]): boolean {
  const [before, newest] = beats.slice(-2);
  const last = newest ?? before;
  if (last === undefined) return false;
  const age = last.at - last.frameAt;
  const stands = newest !== undefined && newest.frameAt <= before!.frameAt;
  return age > OLD || age < -AHEAD || stands;
}
