/**
 * Time that passes only when somebody lets it: events in the order of their moments, equal moments in the order in which
 * they were set.
 *
 * Whoever is held up (a process that is stopped, say) gets its events when it goes on: timers first, then what came over
 * the line, then what was put off, as the event loop of Node does it.
 */
export interface VirtualTime {
  /** Milliseconds since the world began, with fractions. */
  now(): number;
  /** Calls `run` once, `ms` from now. */
  after(ms: number, run: () => void, of?: Bearer, order?: Order): Planned;
  /** Runs every event up to `until`, and stays there. After each one `settled` is awaited, when it is given. */
  run(until: number, settled?: () => Promise<void>): Promise<void>;
  /** Events run so far. */
  readonly events: number;
}

/** An event that is still to come. */
export interface Planned {
  cancel(): void;
}

/** Who bears events: held up until a moment, or gone for good. Changed by whoever holds it up. */
export interface Bearer {
  heldUntil: number;
  gone: boolean;
  /** Whether what it does goes on in promises: then they are awaited after each of its events. */
  readonly promises: boolean;
}

/** The world itself: never held up. */
export const NOBODY: Bearer = { heldUntil: -Infinity, gone: false, promises: false };

/** In which order a process that was held up gets what came meanwhile. */
export type Order = "timer" | "line" | "soon";

interface Event {
  at: number;
  rank: number;
  run: (() => void) | null;
  readonly order: Order;
  readonly of: Bearer;
}

const ORDERS: Readonly<Record<Order, number>> = { timer: 0, line: 1, soon: 2 };

/** A world's time, from 0. Records are changed in place, for speed. */
export function createVirtualTime(): VirtualTime {
  const heap: Event[] = [];
  let now = 0;
  let made = 0;
  let events = 0;

  const put = (event: Event): void => {
    heap.push(event);
    rise(heap);
  };

  /** Whether the event was put off, because its bearer is held up. */
  function held(event: Event): boolean {
    if (event.of.heldUntil <= now) return false;
    event.at = event.of.heldUntil;
    // After the order of their kind comes the order in which they were set.
    event.rank = ORDERS[event.order] * 2 ** 48 + (event.rank % 2 ** 48);
    put(event);
    return true;
  }

  return {
    now: () => now,
    get events() {
      return events;
    },
    after(ms, run, of = NOBODY, order = "timer") {
      const event: Event = { at: now + Math.max(0, ms), rank: ++made, run, order, of };
      put(event);
      return {
        cancel: () => {
          event.run = null;
        },
      };
    },
    async run(until, settled) {
      while (heap.length > 0 && heap[0]!.at <= until) {
        const event = take(heap);
        now = Math.max(now, event.at);
        if (event.run === null || event.of.gone || held(event)) continue;
        events += 1;
        event.run();
        if (settled !== undefined && event.of.promises) await settled();
      }
      now = Math.max(now, until);
    },
  };
}

const before = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.rank < b.rank);

function rise(heap: Event[]): void {
  let at = heap.length - 1;
  const event = heap[at]!;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!before(event, heap[above]!)) break;
    heap[at] = heap[above]!;
    at = above;
  }
  heap[at] = event;
}

function take(heap: Event[]): Event {
  const first = heap[0]!;
  const last = heap.pop()!;
  if (heap.length > 0) {
    heap[0] = last;
    sink(heap);
  }
  return first;
}

function sink(heap: Event[]): void {
  const event = heap[0]!;
  let at = 0;
  for (;;) {
    let below = at * 2 + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && before(heap[below + 1]!, heap[below]!)) below += 1;
    if (!before(heap[below]!, event)) break;
    heap[at] = heap[below]!;
    at = below;
  }
  heap[at] = event;
}
