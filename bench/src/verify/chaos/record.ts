/** What a cabinet tells of itself while it is pestered: one JSON line each, read from outside. */

/** What its lamps do: lamp n in bit n - 1; `state` 1 local, 2 remote, 3 safe, as in the map. */
export interface LampLine {
  readonly on: number;
  readonly flash: number;
  readonly state: number;
}

/** The lamps at a moment; null: nothing is known, as the cabinet was not there. */
export interface LampsAt {
  readonly at: number;
  readonly lamps: LampLine | null;
}

/** Milliseconds of this machine's monotonic clock, the same for every process on it. */
export const now_ms = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Moments of another process's own clock, which began at some time: shifted by the promptest of its lines. */
export interface Shift {
  /** The moment here of its `t_s`, of a line that was read now. */
  at(t_s: number): number;
}

/** A pipe delays a line and never hastens it, so the least difference is the truest. */
export function shiftOf(now: () => number = now_ms): Shift {
  let least = Number.POSITIVE_INFINITY;
  return {
    at(t_s) {
      least = Math.min(least, now() - t_s * 1000);
      return t_s * 1000 + least;
    },
  };
}

/** What a line says; null for one that says nothing of these. */
export function readLine(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
