/** What was drawn, step by step, so that each step can be taken back and made again. Pure. */

/** The states before, the one shown, and those taken back. */
export interface Steps<T> {
  readonly before: readonly T[];
  readonly now: T;
  readonly after: readonly T[];
  /** What the last step was: steps of the same kind in a row are one. Null: each stands alone. */
  readonly kind: string | null;
}

/** More steps than this are forgotten. */
const KEPT = 200;

export const startSteps = <T>(now: T): Steps<T> => ({ before: [], now, after: [], kind: null });

/** One more step. With the same `kind` as the last one (a drag, a held key) both are one step. */
export function stepped<T>(steps: Steps<T>, next: T, kind: string | null = null): Steps<T> {
  if (next === steps.now) return steps;
  if (kind !== null && kind === steps.kind) return { ...steps, now: next, after: [] };
  return { before: [...steps.before, steps.now].slice(-KEPT), now: next, after: [], kind };
}

/** The next step stands alone, whatever its kind: a pull has ended. */
export const settled = <T>(steps: Steps<T>): Steps<T> => ({ ...steps, kind: null });

/** The step before; the same when there is none. */
export const undone = <T>({ before, now, after }: Steps<T>): Steps<T> =>
  before.length === 0
    ? { before, now, after, kind: null }
    : { before: before.slice(0, -1), now: before.at(-1)!, after: [now, ...after], kind: null };

/** The step that was taken back last; the same when there is none. */
export const redone = <T>({ before, now, after }: Steps<T>): Steps<T> =>
  after.length === 0
    ? { before, now, after, kind: null }
    : { before: [...before, now], now: after[0]!, after: after.slice(1), kind: null };
