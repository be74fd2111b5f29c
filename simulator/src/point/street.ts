/**
 * The crossing as a pair of point queues: the street of the timing study. Thousands of times faster than life, and
 * simple enough that the best possible plan for it can be computed.
 *
 * Vehicles: see lanes.ts. People step off at once in walk; in vehicle green, whoever has lost patience crosses on
 * red in the first gap over all lanes that is long enough. Nobody runs in yellow, all red or clearance; nobody on
 * the road holds up a vehicle.
 *
 * Records are changed in place: this is the inner loop of every run.
 */
import type { Indications, Weights } from "@crossing/config";
import { type PointTally, waitCost } from "./cost.ts";
import {
  type Gate,
  type PointLane,
  START_LOSS_S,
  STOP_S,
  YELLOW_USED_S,
  discharge,
  lanesOf,
  nextDeparture,
} from "./lanes.ts";
import type { PointPerson, PointStream } from "./stream.ts";

/** What became of somebody. */
export interface PointTrip {
  readonly outcome: "walk" | "red" | "left";
  readonly wait_s: number;
  /** When they stepped off or left, s. */
  readonly at: number;
}

/** Somebody on the road, until `until`, s. */
export interface Walker {
  readonly person: number;
  readonly until: number;
  readonly onRed: boolean;
}

/** A street at one moment: all that is before `t_s` has happened. Only `stepStreet` changes it. */
export interface PointStreet {
  readonly stream: PointStream;
  readonly dt_s: number;
  readonly weights: Weights;
  tick: number;
  t_s: number;
  shown: Indications;
  readonly gate: Gate;
  readonly lanes: readonly PointLane[];
  /** How many people have arrived. */
  arrived: number;
  /** Who waits, as places in `stream.people`, first come first. */
  waiting: number[];
  road: Walker[];
  readonly trips: (PointTrip | undefined)[];
  readonly delays: number[];
  readonly tally: Mutable<PointTally>;
  walks: number;
  empty_walks: number;
  /** People who stepped off in walk and were on the road when vehicle green began. */
  stranded: number;
  walkUsed: boolean;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A vehicle due in less than this makes a conflict of a crossing on red. */
export const CONFLICT_S = 5;
/** Somebody out of patience gives up part of their gap, evenly over this time. */
export const SHRINK_S = 30;
export const SHRINK_TO = 0.7;

const BEGIN: Indications = { vehicle: "green", ped: "dont-walk" };

/** An empty street at 0 s, with vehicle green. `dt_s`: how far a step goes. */
export function pointStreet(stream: PointStream, weights: Weights, dt_s = 0.5): PointStreet {
  const street: PointStreet = {
    stream,
    dt_s,
    weights,
    tick: 0,
    t_s: 0,
    shown: BEGIN,
    gate: { open: -Infinity, close: Infinity },
    lanes: lanesOf(stream),
    arrived: 0,
    waiting: [],
    road: [],
    trips: Array.from({ length: stream.people.length }),
    delays: [],
    tally: {
      vehicle_delay_s: 0,
      stops: 0,
      weighed_waits: 0,
      violations: 0,
      conflicts: 0,
      leavers: 0,
    },
    walks: 0,
    empty_walks: 0,
    stranded: 0,
    walkUsed: true,
  };
  arrive(street, 0);
  return street;
}

/** Whether everybody of the stream is through, people off the road included. */
export const isThrough = (street: PointStreet): boolean =>
  street.arrived === street.stream.people.length &&
  street.waiting.length === 0 &&
  street.road.length === 0 &&
  street.lanes.every((lane) => lane.gone === lane.arrivals.length);

/** One step under `shown`, from now to `dt_s` later. */
export function stepStreet(street: PointStreet, shown: Indications): void {
  const until = (street.tick + 1) * street.dt_s;
  change(street, shown);
  if (shown.vehicle === "green") run(street);
  giveUp(street, shown.ped === "walk" ? street.t_s : until);
  if (shown.ped === "walk") walkOff(street, until);
  const note = (delay_s: number): void => noteVehicle(street, delay_s);
  for (const lane of street.lanes) discharge(lane, street.gate, until, note);
  street.tick += 1;
  street.t_s = until;
  arrive(street, until);
  if (street.road.length > 0) street.road = street.road.filter((walker) => walker.until > until);
}

/** Who is at the kerb by `until` waits. */
function arrive(street: PointStreet, until: number): void {
  const { people } = street.stream;
  while (street.arrived < people.length && people[street.arrived]!.t <= until)
    street.waiting.push(street.arrived++);
}

/** What a change of the heads does. */
function change(street: PointStreet, shown: Indications): void {
  const { gate, t_s } = street;
  const before = street.shown;
  street.shown = shown;
  if (before.vehicle === "green" && shown.vehicle !== "green")
    gate.close = t_s + (shown.vehicle === "yellow" ? YELLOW_USED_S : 0);
  if (before.vehicle !== "green" && shown.vehicle === "green") {
    gate.open = t_s + START_LOSS_S;
    gate.close = Infinity;
    street.stranded += street.road.filter(({ onRed }) => !onRed).length;
  }
  if (before.ped !== "walk" && shown.ped === "walk") {
    street.walks += 1;
    street.walkUsed = false;
  }
  if (before.ped === "walk" && shown.ped !== "walk" && !street.walkUsed) street.empty_walks += 1;
}

/** Who waits steps off now; who arrives while walk shows, on arrival. */
function walkOff(street: PointStreet, until: number): void {
  const { stream, t_s } = street;
  for (const person of street.waiting) cross(street, person, t_s);
  street.waiting.length = 0;
  while (street.arrived < stream.people.length && stream.people[street.arrived]!.t < until) {
    cross(street, street.arrived, stream.people[street.arrived]!.t);
    street.arrived += 1;
  }
}

function cross(street: PointStreet, person: number, at: number): void {
  street.walkUsed = true;
  ended(street, person, { outcome: "walk", at });
  stepOff(street, person, at, false);
}

/** Who has lost patience crosses on red, if the gap is long enough for them. */
function run(street: PointStreet): void {
  const { waiting, stream, t_s, tally } = street;
  let gap = -1;
  for (let place = 0; place < waiting.length; place++) {
    const person = stream.people[waiting[place]!]!;
    if (!outOfPatience(person, t_s)) continue;
    if (gap < 0) gap = gapNow(street);
    if (gap < gapOf(person, t_s)) continue;
    tally.violations += 1;
    if (gap < CONFLICT_S) tally.conflicts += 1;
    ended(street, waiting[place]!, { outcome: "red", at: t_s });
    stepOff(street, waiting[place]!, t_s, true);
    waiting.splice(place--, 1);
  }
}

export const outOfPatience = ({ t, patience }: PointPerson, now: number): boolean =>
  patience >= 0 && now - t >= patience;

/** The gap that is long enough for somebody out of patience, s. */
export function gapOf({ t, patience, gap }: PointPerson, now: number): number {
  const beyond = Math.min(1, (now - t - patience) / SHRINK_S);
  return gap * (1 - (1 - SHRINK_TO) * beyond);
}

/** Time to the next vehicle at the stop line, over all lanes, as long as vehicles have green; s. */
function gapNow({ lanes, gate, t_s }: PointStreet): number {
  let next = Infinity;
  for (const lane of lanes) next = Math.min(next, nextDeparture(lane, gate.open));
  return next - t_s;
}

/** Whoever waited as long as they bear to goes away. */
function giveUp(street: PointStreet, until: number): void {
  const { waiting, stream } = street;
  for (let place = 0; place < waiting.length; place++) {
    const at = leavesAt(stream.people[waiting[place]!]!);
    if (at >= until) continue;
    street.tally.leavers += 1;
    ended(street, waiting[place]!, { outcome: "left", at });
    waiting.splice(place--, 1);
  }
}

/** When somebody goes away unserved, s; Infinity: never. */
export const leavesAt = ({ t, leave }: PointPerson): number => (leave < 0 ? Infinity : t + leave);

function ended(
  street: PointStreet,
  person: number,
  { outcome, at }: Omit<PointTrip, "wait_s">,
): void {
  const wait_s = at - street.stream.people[person]!.t;
  street.trips[person] = { outcome, at, wait_s };
  street.tally.weighed_waits += waitCost(street.weights, wait_s);
}

function stepOff(street: PointStreet, person: number, at: number, onRed: boolean): void {
  const { width_m, people } = street.stream;
  street.road.push({ person, until: at + width_m / people[person]!.speed, onRed });
}

function noteVehicle({ tally, delays }: PointStreet, delay_s: number): void {
  tally.vehicle_delay_s += delay_s;
  if (delay_s >= STOP_S) tally.stops += 1;
  delays.push(delay_s);
}
