/** What perfect detectors would tell of a street, and what is counted of it. */
import type { LaneInput } from "@crossing/config";
import type { Inside } from "./street.ts";
import { ENTRY_M, type LaneState } from "./vehicles.ts";

export interface Truth {
  readonly zones: Readonly<Record<string, ZoneTruth>>;
  readonly onCrossing: number;
  /** Walking on the road since they stepped off against red. */
  readonly onRed: number;
  /** Held down now. */
  readonly buttons: Readonly<Record<string, boolean>>;
  readonly lanes: readonly LaneInput[];
  readonly loops: readonly LoopTruth[];
}

export interface ZoneTruth {
  readonly waiting: readonly Waiting[];
  readonly approaching: readonly { readonly eta_s: number; readonly det: boolean }[];
}

export interface Waiting {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly wait_s: number;
  /** False: no detector sees this person. */
  readonly det: boolean;
}

/** One loop in the road. `number`: which input of the cabinet. */
export interface LoopTruth {
  readonly number: number;
  readonly lane: string;
  readonly at: "advance" | "stop";
  readonly occupied: boolean;
  /** Vehicles since the street began. */
  readonly count: number;
}

/** Since the street began. */
export interface Counts {
  collisions: number;
  /** Person-seconds on the road while vehicles have green, of people who stepped off in walk. */
  strandedSeconds: number;
  /** People who stepped off in walk and were still on the road when vehicles got green. */
  onRoadAtGreen: number;
}

export const noCounts = (): Counts => ({ collisions: 0, strandedSeconds: 0, onRoadAtGreen: 0 });

/** Loops reach this far along the lane to either side of their middle, m. */
const LOOP_HALF_M = 1;
const STOP_LOOP_AT_M = -1.5;
/** Slower than this behind others, or at the line, is standing in the queue, m/s. */
export const QUEUED_SPEED = 1.4;
/** Who has been due at the far end for longer finds no room there, s. */
const AT_ONCE_S = 0.05;

export function truthOf(inside: Inside, lookahead_s: number): Truth {
  const { layout, walkers, t, lanes } = inside;
  return {
    zones: Object.fromEntries(layout.zones.map(({ id }) => [id, zoneTruth(inside, id)])),
    onCrossing: walkers.length,
    onRed: walkers.filter(({ crossing }) => crossing?.onRed === true).length,
    buttons: Object.fromEntries(
      layout.zones
        .filter(({ button }) => button)
        .map(({ id }) => [id, (inside.pressedUntil.get(id) ?? -1) > t]),
    ),
    lanes: lanes.map((lane) => laneTruth(lane, t, lookahead_s)),
    loops: lanes.flatMap(loopsOf),
  };
}

function zoneTruth({ people, t }: Inside, id: string): ZoneTruth {
  const here = people.filter(({ zone }) => zone.id === id);
  const waiting = here
    .filter(({ doing }) => doing === "wait")
    .map(({ id: who, x, y, since, arrival }) => ({
      id: who,
      x,
      y,
      wait_s: t - since!,
      det: arrival.behaviour.det,
    }));
  return {
    waiting: waiting.sort((a, b) => b.wait_s - a.wait_s),
    approaching: here
      .filter(({ doing }) => doing === "approach")
      .map(({ arrival }) => ({ eta_s: arrival.t - t, det: arrival.behaviour.det })),
  };
}

/** One lane. A vehicle that finds no room at the far end of the street stands in the queue. */
export function laneTruth(lane: LaneState, t: number, lookahead_s: number): LaneInput {
  const { id, freeSpeed } = lane.layout;
  const eta_s: number[] = [];
  let queue = 0;
  for (const { s, v } of lane.vehicles) {
    if (s >= 0) continue;
    if (v < QUEUED_SPEED) queue += 1;
    else if (-s <= lookahead_s * freeSpeed) eta_s.push(-s / freeSpeed);
  }
  for (const arrival of lane.entering) {
    const due = arrival.t - t;
    if (due > lookahead_s) break;
    if (due < ENTRY_M / freeSpeed - AT_ONCE_S) queue += 1;
    else eta_s.push(due);
  }
  return { id, queue, eta_s, passages: lane.passages };
}

function loopsOf(lane: LaneState): readonly LoopTruth[] {
  const { id, advance, advanceLoop, stopLoop } = lane.layout;
  const over = (at: number): boolean =>
    lane.vehicles.some(({ s, length }) => s > at - LOOP_HALF_M && s - length < at + LOOP_HALF_M);
  const loops: LoopTruth[] = [];
  if (advanceLoop !== null)
    loops.push({
      number: advanceLoop,
      lane: id,
      at: "advance",
      occupied: over(-advance),
      count: lane.advanceCount,
    });
  if (stopLoop !== null)
    loops.push({
      number: stopLoop,
      lane: id,
      at: "stop",
      occupied: over(STOP_LOOP_AT_M),
      count: lane.stopCount,
    });
  return loops;
}
