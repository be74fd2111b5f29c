/**
 * Whether a picture has been seen before, bit by bit.
 *
 * A living camera has noise: no picture comes twice. One that stands still is frozen; a series that comes again is a
 * recording in a loop, be it a stuck buffer or somebody's trick.
 */
import type { Instant } from "@crossing/config";

/** What was seen lately. */
export interface Repeats {
  /** When each picture was seen last, by fingerprint, oldest first. */
  readonly seen: ReadonlyMap<number, Instant>;
  /** Pictures that came again after others, by fingerprint: when. */
  readonly again: ReadonlyMap<number, Instant>;
}

export const NOTHING_SEEN: Repeats = { seen: new Map(), again: new Map() };

/** Loops longer than this are not noticed, ms. */
const REMEMBERED = 180_000;
/** Coming again so soon is standing still, not a loop, ms. */
const SOON = 2000;
/** So many different pictures must come again within `LATELY` ms. */
const LOOP = 8;
const LATELY = 15_000;

/** With one more picture. */
export function withPicture({ seen, again }: Repeats, print: number, now: Instant): Repeats {
  const before = seen.get(print);
  const back = before !== undefined && now - before > SOON;
  return {
    seen: put(seen, print, now, REMEMBERED),
    again: back ? put(again, print, now, LATELY) : again,
  };
}

/** Whether what comes is a recording in a loop. */
export const loops = ({ again }: Repeats, now: Instant): boolean =>
  [...again.values()].filter((at) => now - at <= LATELY).length >= LOOP;

/** With `print` at the end, and without what is older than `kept` ms. */
function put(
  map: ReadonlyMap<number, Instant>,
  print: number,
  now: Instant,
  kept: number,
): ReadonlyMap<number, Instant> {
  const fresh = new Map(map);
  fresh.delete(print);
  fresh.set(print, now);
  for (const [old, at] of fresh) {
    if (now - at <= kept) break;
    fresh.delete(old);
  }
  return fresh;
}

/** A number that two different pictures share by a chance of one in 2^53. */
export function fingerprint(grain: Uint8Array): number {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let at = 0; at < grain.length; at++) {
    const value = grain[at]!;
    a = Math.imul(a ^ value, 0x01000193);
    b = Math.imul(b, 0x85ebca6b) + value + 1;
  }
  return (a >>> 0) * 0x200000 + ((b ^ (b >>> 15)) & 0x1fffff);
}

/** Share of grains that are exactly as before, 0..1. */
export function unchanged(before: Uint8Array, now: Uint8Array): number {
  let same = 0;
  for (let at = 0; at < now.length; at++) if (before[at] === now[at]) same += 1;
  return same / now.length;
}
