/** Sources of arrivals over time: lazy, in order, each arrival given once. */

/** Asked with growing times; gives what comes until then and was not given before. */
export type Source<T> = (until: number) => readonly T[];

interface Timed {
  readonly t: number;
}

/** One after the other: `next` gives the time of the one after, Infinity when no more will come. */
export function single<T>(next: () => number, draw: (t: number) => T): Source<T> {
  let due = next();
  return (until) => {
    const given: T[] = [];
    for (; due <= until; due = next()) given.push(draw(due));
    return given;
  };
}

/** Several at a time: those of a cluster come at its time or later, and may overlap with the next. */
export function clustered<T extends Timed>(
  next: () => number,
  draw: (t: number) => readonly T[],
): Source<T> {
  let due = next();
  let pending: T[] = [];
  return (until) => {
    for (; due <= until; due = next()) pending.push(...draw(due));
    if (pending.length === 0) return pending;
    pending.sort((a, b) => a.t - b.t);
    const given = pending.filter(({ t }) => t <= until);
    pending = pending.slice(given.length);
    return given;
  };
}

/** Arrivals in order that are all known. */
export function known<T extends Timed>(sorted: readonly T[]): Source<T> {
  let taken = 0;
  return (until) => {
    const from = taken;
    while (taken < sorted.length && sorted[taken]!.t <= until) taken += 1;
    return sorted.slice(from, taken);
  };
}

/** Several sources as one. */
export const together =
  <T extends Timed>(sources: readonly Source<T>[]): Source<T> =>
  (until) =>
    inOrder(sources.flatMap((source) => source(until)));

/** By time; those of the same time stay as they were. */
export const inOrder = <T extends Timed>(arrivals: readonly T[]): readonly T[] =>
  [...arrivals].sort((a, b) => a.t - b.t);
