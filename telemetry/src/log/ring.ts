/**
 * The newest events in memory, as text.
 *
 * An event as an object takes some 3 kB, as a line 200 bytes; few of them are ever asked for, and only the newest.
 */
import type { LoggedEvent } from "../events.ts";

/** Events in the order of their ids, no more than so many. */
export interface Ring {
  /** Ids must rise. */
  add(events: readonly LoggedEvent[]): void;
  /** The id of the oldest; null when there is none. */
  firstId(): number | null;
  /** The first after `id`; null when there is none. */
  next(id: number): LoggedEvent | null;
  /** Of those after `id` and up to `last` the oldest, at most `limit`, oldest first. */
  oldest(id: number, last: number, limit: number): readonly LoggedEvent[];
  /** Of those after `id` the newest, at most `limit`, oldest first. */
  newest(id: number, limit: number): readonly LoggedEvent[];
}

interface Kept {
  readonly id: number;
  readonly line: string;
}

export function createRing(most: number): Ring {
  const kept: Kept[] = [];

  /** The place of the first whose id is greater than `id`; the length when there is none. */
  function placeAfter(id: number): number {
    let [from, to] = [0, kept.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (kept[middle]!.id > id) to = middle;
      else from = middle + 1;
    }
    return from;
  }

  return {
    add(events) {
      for (const event of events) kept.push({ id: event.id, line: JSON.stringify(event) });
      if (kept.length > most) kept.splice(0, kept.length - most);
    },
    firstId: () => kept[0]?.id ?? null,
    next(id) {
      const found = kept[placeAfter(id)];
      return found === undefined ? null : read(found);
    },
    oldest: (id, last, limit) =>
      kept.slice(placeAfter(id), placeAfter(last)).slice(0, limit).map(read),
    newest(id, limit) {
      const from = Math.max(placeAfter(id), kept.length - limit);
      return kept.slice(from).map(read);
    },
  };
}

const read = ({ line }: Kept): LoggedEvent => JSON.parse(line) as LoggedEvent;
