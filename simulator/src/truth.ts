/** What perfect detectors would tell of a street, and what is counted of it. */
import type { LaneInput } from "@crossing/config";
import type { Inside } from "./street.ts";
import type { LaneState } from "./vehicles.ts";
import { isOnRoad, lengthOf } from "./people.ts";

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
}

export const noCounts = (): Counts => ({ collisions: 0, strandedSeconds: 0 });

/** Loops reach this far along the lane to either side of their middle, m. */
const LOOP_HALF_M = 1;
const STOP_LOOP_AT_M = -1.5;
/** Slower than this behind others, or at the line, is standing in the queue, m/s. */
const QUEUED_SPEED = 1.4;

export function truthOf(inside: Inside, lookahead_s: number): Truth {
  const { layout, people, t, lanes } = inside;
  const road = people.filter((person) => isOnRoad(layout, person));
  return {
    zones: Object.fromEntries(layout.zones.map(({ id }) => [id, zoneTruth(inside, id)])),
    onCrossing: road.length,
    onRed: road.filter(({ crossing }) => crossing?.onRed === true).length,
    buttons: Object.fromEntries(
      layout.zones
        .filter(({ button }) => button)
        .map(({ id }) => [id, (inside.pressedUntil.get(id) ?? -1) > t]),
    ),
    lanes: lanes.map((lane, index) =>
      laneTruth(inside, lane, inside.passages[index]!, lookahead_s),
    ),
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
      .map(({ x, y, path, arrival }) => ({
        eta_s: lengthOf([[x, y], ...path]) / arrival.behaviour.speed,
        det: arrival.behaviour.det,
      })),
  };
}

function laneTruth(
  { t }: Inside,
  lane: LaneState,
  passages: number,
  lookahead_s: number,
): LaneInput {
  const before = lane.vehicles.filter(({ s }) => s < 0);
  const queued = before.filter(({ v }) => v < QUEUED_SPEED);
  const rolling = before.filter(({ v }) => v >= QUEUED_SPEED);
  const seen = rolling.map(({ s, v }) => -s / Math.max(v, lane.layout.freeSpeed));
  const far = lane.entering.map((arrival) => arrival.t - t);
  return {
    id: lane.layout.id,
    queue: queued.length,
    eta_s: [...seen, ...far].filter((eta) => eta >= 0 && eta <= lookahead_s),
    passages,
  };
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
