/** Which of several programmes holds at a time of day. */

/** Anything that begins at a time of day. */
export interface FromTime {
  /** Seconds after midnight, local time. */
  readonly from_s: number;
}

/**
 * The programme that began last; before the first of the day it is yesterday's last. The first of the list where the time
 * of day is not known (undefined). There must be one at least.
 */
export function programmeAt<T extends FromTime>(
  programmes: readonly T[],
  time_of_day_s: number | undefined,
): T {
  if (time_of_day_s === undefined) return programmes[0]!;
  const begun = programmes.filter(({ from_s }) => from_s <= time_of_day_s);
  const among = begun.length > 0 ? begun : programmes;
  return among.reduce((last, next) => (next.from_s > last.from_s ? next : last));
}

/** Seconds after midnight of `HH:MM`. */
export function afterMidnight(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return hours! * 3600 + minutes! * 60;
}
