/**
 * The phase band: spans of what was shown, from the states the page saw and, where it did not look,
 * from the event log.
 *
 * Moments are milliseconds since 1970 on the device's clock; spans are half open, `from <= t < to`.
 */
import type { EventView, PedIndication, VehicleIndication } from "@crossing/config";
import type { Sample, Unknown } from "../data/history.ts";

/** A time in which one row of the band does not change. */
export interface Span<T> {
  readonly from: number;
  readonly to: number;
  readonly value: T;
}

/** All rows of the band between two moments, oldest first; nothing where nobody knows. */
export interface Band {
  readonly vehicle: readonly Span<VehicleIndication>[];
  readonly ped: readonly Span<PedIndication>[];
  readonly waiting: readonly Span<number>[];
  readonly called: readonly Span<true>[];
  readonly faulty: readonly Span<true>[];
  readonly ticks: readonly Tick[];
}

/** A moment worth a mark: somebody asked, or somebody crossed on red. */
export interface Tick {
  readonly at: number;
  readonly kind: "call" | "red-crossing";
}

/** A sample says nothing about later than this, ms: states come at least once a second. */
const HOLDS_MS = 2500;

/** Begin of each indication in the hi-resolution event log (Purdue enumerations). */
const VEHICLE_BEGINS: Readonly<Record<number, VehicleIndication>> = {
  1: "green",
  8: "yellow",
  10: "red",
};
const PED_BEGINS: Readonly<Record<number, PedIndication>> = {
  21: "walk",
  22: "flashing-walk",
  23: "dont-walk",
};
/** Pedestrian call registered. */
const PED_CALL = 45;

/** The band between two moments. */
export function bandOf(
  history: readonly Sample[],
  events: readonly EventView[],
  window: { readonly from: number; readonly to: number },
): Band {
  const { from, to } = window;
  const log = [...events].sort((a, b) => Date.parse(a.ts) - Date.parse(b.ts));
  const row = <T>(pick: (sample: Sample) => T | null): readonly Span<T>[] =>
    spansOf(history, pick, to);
  const cut = <T>(spans: readonly Span<T>[]): readonly Span<T>[] => clip(spans, from, to);
  /** Where the page looked and the heads were not heard, the log of what was wanted says nothing. */
  const shown = <T>(seen: readonly Span<T | Unknown>[], logged: readonly Span<T>[]) =>
    cut(under(seen, logged)).filter((span): span is Span<T> => span.value !== "unknown");
  return {
    vehicle: shown(
      row((sample) => sample.vehicle),
      begun(log, VEHICLE_BEGINS, to),
    ),
    ped: shown(
      row((sample) => sample.ped),
      begun(log, PED_BEGINS, to),
    ),
    waiting: cut(row((sample) => sample.waiting)),
    called: cut(row((sample) => sample.called || null)),
    faulty: cut(row((sample) => sample.faulty || null)),
    ticks: log.flatMap(tickOf).filter(({ at }) => at >= from && at < to),
  };
}

/** Equal neighbours joined; a sample holds until the next one, or for `HOLDS_MS` when none comes. */
export function spansOf<T>(
  history: readonly Sample[],
  pick: (sample: Sample) => T | null,
  now: number,
): readonly Span<T>[] {
  const spans: Span<T>[] = [];
  history.forEach((sample, index) => {
    const value = pick(sample);
    if (value === null) return;
    const to = Math.min(history[index + 1]?.at ?? now, sample.at + HOLDS_MS);
    const last = spans.at(-1);
    if (last !== undefined && last.value === value && last.to === sample.at) {
      spans[spans.length - 1] = { ...last, to };
    } else {
      spans.push({ from: sample.at, to, value });
    }
  });
  return spans.filter((span) => span.to > span.from);
}

/** What the log says began, each until the next of its row. */
function begun<T>(
  log: readonly EventView[],
  begins: Readonly<Record<number, T>>,
  now: number,
): readonly Span<T>[] {
  const starts = log.flatMap(({ code, ts, boot }) => {
    const value = code === null ? undefined : begins[code];
    return value === undefined ? [] : [{ from: Date.parse(ts), value, boot }];
  });
  return starts.flatMap(({ from, value, boot }, index) => {
    const next = starts[index + 1];
    // Between two runs of control nobody knows when the old indication ended.
    if (next !== undefined && next.boot !== boot) return [];
    return [{ from, to: next?.from ?? now, value }];
  });
}

/** `seen`, with what it leaves uncovered filled from `logged`; equal neighbours are joined. */
export function under<T>(seen: readonly Span<T>[], logged: readonly Span<T>[]): readonly Span<T>[] {
  const holes = holesIn(seen);
  const filled = holes.flatMap((hole) => clip(logged, hole.from, hole.to));
  const all = [...seen, ...filled].sort((a, b) => a.from - b.from);
  return all.reduce<readonly Span<T>[]>((joined, span) => {
    const last = joined.at(-1);
    return last !== undefined && last.value === span.value && last.to === span.from
      ? [...joined.slice(0, -1), { ...last, to: span.to }]
      : [...joined, span];
  }, []);
}

function holesIn(seen: readonly Span<unknown>[]): readonly { from: number; to: number }[] {
  const edges = [-Infinity, ...seen.flatMap(({ from, to }) => [from, to]), Infinity];
  const holes: { from: number; to: number }[] = [];
  for (let i = 0; i < edges.length; i += 2) {
    const [from, to] = [edges[i] ?? 0, edges[i + 1] ?? 0];
    if (from < to) holes.push({ from, to });
  }
  return holes;
}

const clip = <T>(spans: readonly Span<T>[], from: number, to: number): readonly Span<T>[] =>
  spans
    .map((span) => ({ ...span, from: Math.max(span.from, from), to: Math.min(span.to, to) }))
    .filter((span) => span.to > span.from);

function tickOf({ code, name, ts }: EventView): readonly Tick[] {
  if (code === PED_CALL) return [{ at: Date.parse(ts), kind: "call" }];
  if (name === "red-crossing") return [{ at: Date.parse(ts), kind: "red-crossing" }];
  return [];
}
