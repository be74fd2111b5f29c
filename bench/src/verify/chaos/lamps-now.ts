/** What a record of lamps tells of a moment, and of the time after it. */
import type { Point } from "./deeds.ts";
import type { LampLine, LampsAt } from "./record.ts";

const REMOTE = 2;
const [YELLOWS, GREENS, WALKS] = [0b000000010010, 0b000000100100, 0b001010000000];

/** Whether the box leads the heads: the cabinet obeys, and does not flash by itself. */
export const ours = (lamps: LampLine | null): boolean =>
  lamps !== null && lamps.state === REMOTE && (lamps.flash & YELLOWS) === 0;

/** What the heads show at the end of the record. */
export function pointOf(record: readonly LampsAt[]): Point {
  const last = record.at(-1)?.lamps ?? null;
  if (last === null || !ours(last)) return "not-ours";
  if ((last.on & GREENS) !== 0) return "green";
  if ((last.on & YELLOWS) !== 0) return "yellow";
  if ((last.on & WALKS) !== 0) return (last.flash & WALKS) === 0 ? "walk" : "clearance";
  const before = record.at(-2)?.lamps ?? null;
  const cleared = before !== null && ours(before) && (before.flash & WALKS) !== 0;
  return cleared ? "red-after-walk" : "red-before-walk";
}

/**
 * When the box led again after `from`, ms of the record's clock. `kept`: it never ceased to; null: not yet.
 */
export function ledAgain(record: readonly LampsAt[], from: number): number | "kept" | null {
  const first = record.findIndex(({ at }) => at >= from);
  const before = first < 0 ? record.at(-1) : record[first - 1];
  const after = first < 0 ? [] : record.slice(first);
  const wasOurs = ours(before?.lamps ?? null);
  const lost = wasOurs ? after.findIndex(({ lamps }) => !ours(lamps)) : 0;
  if (lost < 0) return "kept";
  return after.slice(lost).find(({ lamps }) => ours(lamps))?.at ?? null;
}
