/**
 * Waits taken from what detectors told, tick by tick: who stood at the kerb, for how long, and how it ended.
 *
 * A person is known by when they came. Served: they stood there as walk began. Crossed on red: they vanished from the
 * kerb in an interval of red while somebody stepped onto the road. Left: they vanished and nobody did. Whoever is lost
 * from sight in any other way is in no record.
 */
import type { Interval, LaneInput, ZoneInput } from "@crossing/config";
import type { Gap, WaitRecord } from "./records.ts";

/** What is needed of one tick. */
export interface WatchedTick {
  readonly t_s: number;
  readonly interval: Interval;
  readonly zones: Readonly<Record<string, ZoneInput | null>>;
  readonly crossing: number | null;
  readonly lanes: readonly LaneInput[];
  readonly lookahead_s: number;
}

/** The watch. */
export interface Watch {
  tick(tick: WatchedTick): void;
  /** Forgets whoever is waiting: after a gap in the recording, or a restart. */
  forget(): void;
  records(): readonly WaitRecord[];
  /** Ticks in which a count was known but not how long each had waited: such people are in no record. */
  countsOnly(): number;
}

/** The same person, when they came at the same moment within this, s. */
const SAME_S = 0.75;
/** Not seen for so long, s: gone. Detectors lose people for a moment. */
const GONE_S = 1.5;
/** Somebody on the road belongs to somebody gone from the kerb when it was about the same time, s. */
const STEPPED_BEFORE_S = 1;
const STEPPED_AFTER_S = GONE_S;
/** A vehicle past its stop line is on the crosswalk so long, s. */
const CLEARING_S = 1.2;
/** Somebody who steps off is seen at the kerb for the last time so long before at most, s. */
const STEPPING_S = 0.6;
/** Gaps are noted so often, s, and whenever one opens. */
const NOTED_S = 0.5;

/** Intervals in which somebody who steps off does so on red. */
const RED: readonly Interval[] = [
  "vehicle-green",
  "yellow-change",
  "red-clearance",
  "buffer",
  "red-yellow",
];

interface Waiter {
  readonly since: number;
  seen: number;
  /** First tick without them after that. */
  missed: number;
  /** What was on offer, and was not taken. */
  readonly gaps: Gap[];
  /** The gap on offer now, or as they stepped off, s. */
  open: number;
}

/** A new watch. Gaps count where vehicles are seen at least `longest_gap_s` ahead, which is all that anybody needs. */
export function watchWaits(longest_gap_s: number): Watch {
  const records: WaitRecord[] = [];
  const zones = new Map<string, Waiter[]>();
  let seesGaps = true;
  let steps: number[] = [];
  let road: number | null = null;
  let countsOnly = 0;
  let passedAt = -Infinity;

  function end(waiter: Waiter, ended: WaitRecord["ended"], at: number): void {
    const wait_s = rounded(at - waiter.since);
    if (wait_s < 0) return;
    const taken: readonly Gap[] = ended === "red" ? [[wait_s, rounded(waiter.open)]] : [];
    records.push({ wait_s, ended, ...(seesGaps ? { gaps: [...waiter.gaps, ...taken] } : {}) });
  }

  function vanished(waiter: Waiter, tick: WatchedTick): void {
    if (!RED.includes(tick.interval) || tick.crossing === null) return;
    const step = steps.findIndex(
      (at) => at >= waiter.seen - STEPPED_BEFORE_S && at <= waiter.seen + STEPPED_AFTER_S,
    );
    if (step >= 0) steps = steps.toSpliced(step, 1);
    end(waiter, step >= 0 ? "red" : "left", (waiter.seen + waiter.missed) / 2);
  }

  function look(id: string, zone: ZoneInput | null, tick: WatchedTick): void {
    const waits = zone?.waits_s;
    if (zone !== null && zone.waiting > 0 && waits === undefined) countsOnly += 1;
    if (waits === undefined) return void zones.delete(id);
    const here = matched(zones.get(id) ?? [], waits, tick.t_s);
    const gone = here.filter(({ seen }) => tick.t_s - seen > GONE_S);
    for (const waiter of gone) vanished(waiter, tick);
    const left = here.filter((waiter) => !gone.includes(waiter));
    if (tick.interval === "vehicle-green")
      for (const waiter of left) note(waiter, tick, gapAfter(tick), passedAt);
    zones.set(id, left);
  }

  return {
    tick(tick) {
      seesGaps &&= sees(tick, longest_gap_s);
      if (tick.lanes.some(({ passages }) => passages > 0)) passedAt = tick.t_s;
      for (let more = (tick.crossing ?? 0) - (road ?? tick.crossing ?? 0); more > 0; more--)
        steps.push(tick.t_s);
      steps = steps.filter((at) => tick.t_s - at < 2 * GONE_S);
      road = tick.crossing;
      if (tick.interval === "walk") {
        for (const waiter of [...zones.values()].flat())
          if (tick.t_s - waiter.seen <= GONE_S) end(waiter, "served", tick.t_s);
        zones.clear();
        return;
      }
      // In clearance the last of the walk step off: whoever vanishes then is judged by nobody.
      if (tick.interval === "ped-clearance") zones.clear();
      for (const [id, zone] of Object.entries(tick.zones)) look(id, zone, tick);
    },
    forget() {
      zones.clear();
      [steps, road] = [[], null];
    },
    records: () => records,
    countsOnly: () => countsOnly,
  };
}

/** To the tenth of a second, in which detectors speak. */
const rounded = (time_s: number): number => Math.round(time_s * 10) / 10;

/** Everybody known, seen again or not, and everybody new. */
function matched(known: readonly Waiter[], waits: readonly number[], t_s: number): Waiter[] {
  const came = waits.map((wait) => t_s - wait).toSorted((a, b) => a - b);
  for (const waiter of known) {
    const at = came.findIndex((since) => Math.abs(since - waiter.since) <= SAME_S);
    if (at < 0) {
      if (waiter.missed <= waiter.seen) waiter.missed = t_s;
      continue;
    }
    waiter.seen = t_s;
    came.splice(at, 1);
  }
  return [...known, ...came.map((since) => ({ since, seen: t_s, missed: t_s, gaps: [], open: 0 }))];
}

const sees = ({ lanes, lookahead_s }: WatchedTick, longest_gap_s: number): boolean =>
  lookahead_s >= longest_gap_s && lanes.every(({ queue }) => queue !== null);

/** Seconds to the next vehicle at the stop line, over all lanes. */
const gapAfter = ({ lanes, lookahead_s }: WatchedTick): number =>
  lanes.reduce(
    (least, { queue, eta_s }) => Math.min(least, queue === 0 ? Math.min(...eta_s, least) : 0),
    lookahead_s,
  );

/**
 * Notes what is on offer to somebody. A gap that was passed up had to be free of the vehicle before it; one that is
 * taken may begin at its tail, and is seen by the tick after somebody stepped off.
 */
function note(waiter: Waiter, { t_s }: WatchedTick, gap_s: number, passedAt: number): void {
  if (t_s - waiter.seen <= STEPPING_S)
    waiter.open = waiter.seen === t_s ? gap_s : Math.max(waiter.open, gap_s);
  if (waiter.seen !== t_s) return;
  const free_s = t_s - passedAt < CLEARING_S ? 0 : gap_s;
  const last = waiter.gaps.at(-1);
  const waited = rounded(t_s - waiter.since);
  if (last !== undefined && waited - last[0] < NOTED_S && free_s <= last[1]) return;
  waiter.gaps.push([waited, rounded(free_s)]);
}
