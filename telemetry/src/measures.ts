/**
 * How the crossing does: waits, vehicle delay, empty greens and red crossings of the last hour.
 *
 * Knows no clock: every moment is the monotonic stamp of a trace or an event, in ms. Feed them in
 * order; an event that is older than the hour is left out.
 */
import type { EventView, LaneInput, MeasuresView, TraceRecord } from "@crossing/config";

/** What is counted of an event; both live events and lines of the log have it. */
export type Counted = Pick<EventView, "name" | "mono_ms" | "numbers">;

export interface Measures {
  /** Counts the vehicles of one tick. */
  trace(record: Pick<TraceRecord, "boot" | "seq" | "at"> & { inputs: Lanes }): void;
  event(event: Counted): void;
  /** The last hour up to `now` (ms); `since` (RFC 3339) is handed through. */
  view(now: number, since: string): MeasuresView;
  /** What was counted from `from` up to, not including, `to`; for a summary. */
  between(from: number, to: number): Span;
}

/** Counts between two moments. */
export interface Span {
  readonly waits: readonly number[];
  readonly gaveUp: number;
  readonly walks: number;
  readonly emptyWalks: number;
  readonly redCrossings: number;
  readonly passages: number;
  /** Time vehicles stood before the stop line, summed over vehicles, s. */
  readonly queued_s: number;
}

interface Lanes {
  readonly lanes: readonly Pick<LaneInput, "queue" | "passages">[];
}

const HOUR = 3_600_000;
const SPAN = 300_000;
/** Vehicle counts are kept in boxes of this length, so an hour is 360 of them. */
const BOX = 10_000;
/** A longer silence of control says nothing about the queue. */
const LONGEST_TICK = 2_000;
/** Far more than one crossing serves in an hour; keeps a mad event stream from growing the memory. */
const MOST = 20_000;
/** Waits that a begin-walk event names one by one: w0 to w15. */
const NAMED = 16;

export function createMeasures(): Measures {
  const waits: Sample[] = [];
  const left: Sample[] = [];
  const walks: Sample[] = [];
  const services: Sample[] = [];
  const red: Sample[] = [];
  const boxes: Box[] = [];
  let last: { boot: string; seq: number; at: number } | null = null;

  const counters: Record<string, (at: number, numbers: Counted["numbers"]) => void> = {
    "begin-walk": (at, numbers) => {
      push(walks, { at, value: 1 });
      for (const wait of waitsOf(numbers)) push(waits, { at, value: wait });
    },
    "left-waiting": (at, numbers) => {
      if (numbers["wait_s"] === undefined) return;
      push(waits, { at, value: numbers["wait_s"] });
      push(left, { at, value: 1 });
    },
    "service-end": (at, numbers) => {
      if (numbers["known"] === 1) push(services, { at, value: numbers["empty"] === 1 ? 1 : 0 });
    },
    "red-crossing": (at, numbers) => push(red, { at, value: numbers["people"] ?? 1 }),
  };

  return {
    trace(record) {
      const tick = tickOf(last, record);
      last = { boot: record.boot, seq: record.seq, at: record.at };
      if (tick > 0) addVehicles(boxes, record.at, tick, record.inputs.lanes);
    },
    event: (event) => counters[event.name]?.(event.mono_ms, event.numbers),
    view(now, since) {
      const from = now - HOUR;
      const to = now + 1;
      for (const list of [waits, left, walks, services, red, boxes]) forget(list, from);
      const served = valuesIn(waits, from, to);
      const known = valuesIn(services, from, to);
      return {
        since,
        wait_mean_s: rounded(mean(served)),
        wait_p95_s: rounded(nearestRank(served, 0.95)),
        vehicle_delay_s: rounded(delay(boxes, from, to)),
        walks: valuesIn(walks, from, to).length,
        empty_greens: rounded(mean(known), 1000),
        red_crossings: total(valuesIn(red, from, to)),
        wait_trend_s: trend(waits, now),
      };
    },
    between: (from, to) => ({
      waits: valuesIn(waits, from, to),
      gaveUp: valuesIn(left, from, to).length,
      walks: valuesIn(walks, from, to).length,
      emptyWalks: total(valuesIn(services, from, to)),
      redCrossings: total(valuesIn(red, from, to)),
      passages: total(inside(boxes, from, to).map((box) => box.passages)),
      queued_s: total(inside(boxes, from, to).map((box) => box.queued_s)),
    }),
  };
}

interface Sample {
  readonly at: number;
  readonly value: number;
}

interface Box {
  readonly at: number;
  passages: number;
  queued_s: number;
}

/**
 * Each person's wait at the beginning of a walk, s; whose wait nobody knows is left out.
 *
 * The event names the first 16 waits. Whoever comes after them is counted with the mean of the rest.
 */
export function waitsOf(numbers: Counted["numbers"]): readonly number[] {
  const named = Array.from({ length: NAMED }, (_, place) => numbers[`w${place}`]).filter(
    (wait) => wait !== undefined,
  );
  const others = Math.min((numbers["waiting"] ?? 0) - NAMED, MOST);
  if (named.length < NAMED || others <= 0) return named;
  const rest = Math.max(0, (numbers["wait_sum_s"] ?? 0) - total(named));
  return [...named, ...Array.from({ length: others }, () => rest / others)];
}

/** The smallest value that at least `share` of all do not exceed; null of none. */
export function nearestRank(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}

/**
 * The time this trace speaks for, ms; 0 when it speaks for none.
 *
 * Passages are those of one tick. When traces were skipped, their passages are not known, so only
 * this trace's own share of the time counts: queue and passages stay in step.
 */
function tickOf(
  last: { boot: string; seq: number; at: number } | null,
  record: { boot: string; seq: number; at: number },
): number {
  if (last === null || last.boot !== record.boot || record.seq <= last.seq) return 0;
  const tick = (record.at - last.at) / (record.seq - last.seq);
  return tick > 0 && tick <= LONGEST_TICK ? tick : 0;
}

function addVehicles(boxes: Box[], at: number, tick: number, lanes: Lanes["lanes"]): void {
  const start = Math.floor(at / BOX) * BOX;
  let box = boxes.at(-1);
  if (box === undefined || box.at !== start) {
    box = { at: start, passages: 0, queued_s: 0 };
    boxes.push(box);
  }
  for (const { queue, passages } of lanes) {
    if (queue === null) continue;
    box.queued_s += (queue * tick) / 1000;
    box.passages += passages;
  }
}

/** Queue delay per vehicle, s; null while no vehicle has passed. */
function delay(boxes: readonly Box[], from: number, to: number): number | null {
  const known = inside(boxes, from, to);
  const passages = total(known.map((box) => box.passages));
  return passages === 0 ? null : total(known.map((box) => box.queued_s)) / passages;
}

/** Mean waits of twelve five-minute spans; the last one is still running. */
function trend(waits: readonly Sample[], now: number): (number | null)[] {
  const end = Math.floor(now / SPAN) * SPAN + SPAN;
  return Array.from({ length: 12 }, (_, place) => {
    const from = end - (12 - place) * SPAN;
    return rounded(mean(valuesIn(waits, from, from + SPAN)));
  });
}

const inside = <T extends { readonly at: number }>(list: readonly T[], from: number, to: number) =>
  list.filter(({ at }) => at >= from && at < to);

const valuesIn = (samples: readonly Sample[], from: number, to: number): number[] =>
  inside(samples, from, to).map(({ value }) => value);

function forget(list: { readonly at: number }[], before: number): void {
  const keep = list.findIndex(({ at }) => at >= before);
  list.splice(0, keep === -1 ? list.length : keep);
}

function push(list: Sample[], sample: Sample): void {
  list.push(sample);
  if (list.length > MOST) list.shift();
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : total(values) / values.length;

const rounded = (value: number | null, parts = 10): number | null =>
  value === null ? null : Math.round(value * parts) / parts;
