/**
 * People: they walk up, wait, cross, lose patience, give up, and walk on.
 *
 *   approach -> wait -> cross -> leave -> (gone)
 *                  \-> leave (gave up)
 *
 * Who walks up is at the kerb at their time; where they are until then, and after they have crossed, is worked out only
 * when somebody looks (views). Hot loop: records are changed in place.
 */
import type { Indications } from "@crossing/config";
import type { PersonArrival } from "./demand.ts";
import type { Layout, ZoneLayout } from "./layout.ts";
import type { PersonTrip } from "./trips.ts";
import type { LaneState } from "./vehicles.ts";
import { type Way, lengthOf, wayOff, wayOn } from "./ways.ts";
import { gapOf, laneBlocked } from "./yielding.ts";

export type { PersonTrip } from "./trips.ts";

export type Doing = "approach" | "wait" | "cross" | "leave";

/** Somebody on the carriageway, as drivers see them. */
export interface Walker {
  readonly x: number;
  readonly y: number;
  /** Speed across the road, m/s. */
  readonly vy: number;
}

export interface Person {
  readonly id: number;
  readonly zone: ZoneLayout;
  readonly arrival: PersonArrival;
  readonly look: number;
  /** Index of the standing place; null: none was free. */
  readonly place: number | null;
  doing: Doing;
  /** Where they stand or cross; out of date on a way. */
  x: number;
  y: number;
  vy: number;
  heading: number;
  /** Strides walked, ways left out. */
  stride: number;
  moving: boolean;
  /** The way they are on, or were on last, and when they began it, s. */
  way: Way;
  wayFrom: number;
  /** When they leave the street, s; Infinity while that is open. */
  goneAt: number;
  /** Since when at the kerb, s; null: not there yet. */
  since: number | null;
  /** When this person may step off, once they have made up their mind; null: they have not. */
  startsAt: number | null;
  pressed: boolean;
  crossing: Crossing | null;
  /** What became of their wait, once it is over. */
  trip: PersonTrip | null;
  wasHit: boolean;
}

/** A walk across, from when it was begun. */
export interface Crossing {
  readonly fromX: number;
  readonly toX: number;
  readonly sway: number;
  readonly onRed: boolean;
}

/** What somebody at the kerb or on the road goes by. One record for all, changed in place. */
export interface Surroundings {
  readonly layout: Layout;
  readonly lanes: readonly LaneState[];
  t_s: number;
  shown: Indications;
  /** Since when the pedestrian head has shown this, s. */
  pedSince: number;
  /** Seconds until a vehicle could be on the crosswalk, over all lanes; NaN: nobody has looked in this step. */
  gap_s: number;
  readonly press: (zone: string) => void;
}

/** Metres walked in a stride. */
export const STRIDE_M = 1.35;
/** A conflict: less time than this to the next vehicle when stepping off on red. */
export const CONFLICT_GAP_S = 5;
const LATE_START_S = 2;
const SECOND_ROW_DELAY_S = 0.5;
const PRESS_AFTER_S = 0.8;
/** The critical gap shrinks by this part over this time once patience is over. */
const SHRINK = 0.3;
const SHRINK_S = 30;
/** Who has walked this far past the far kerb is no longer crossing, m. */
const PAST_KERB_M = 0.4;

/** Whether somebody is between the kerbs. */
export const isOnRoad = (layout: Layout, person: Person): boolean =>
  person.doing === "cross" && Math.abs(person.y) < layout.length / 2;

/** Moves one person by the `dt` seconds up to now. Gives what became of their wait in the step in which it ends. */
export function movePerson(person: Person, around: Surroundings, dt: number): PersonTrip | null {
  switch (person.doing) {
    case "approach":
      if (person.arrival.t > around.t_s) return null;
      arrive(person);
      return wait(person, around, dt);
    case "wait":
      return wait(person, around, dt);
    case "cross":
      cross(person, around, dt);
      return null;
    case "leave":
      return null;
  }
}

function arrive(person: Person): void {
  const [x, y] = person.way.at(-1)!;
  person.doing = "wait";
  person.x = x;
  person.y = y;
  person.moving = false;
  person.since = person.arrival.t;
  person.heading = person.zone.side < 0 ? 0 : Math.PI;
  person.heading += (person.arrival.dice[6]! - 0.5) * 0.9;
}

function wait(person: Person, around: Surroundings, dt: number): PersonTrip | null {
  const { t_s, shown } = around;
  const waited = t_s - person.since!;
  const { behaviour } = person.arrival;
  if (maySetOff(person, around)) {
    person.startsAt ??= startOf(person, around);
    if (t_s < person.startsAt || laneBlocked(around.layout, around.lanes, person)) return null;
    // To the moment, not to the step: waits do not depend on how long steps are.
    const at = Math.max(person.startsAt, t_s - dt);
    const trip = setOff(person, around, { outcome: "walk", at });
    cross(person, around, t_s - at);
    return trip;
  }
  person.startsAt = null;
  if (!person.pressed && behaviour.press && person.zone.button && waited >= PRESS_AFTER_S) {
    person.pressed = true;
    around.press(person.zone.id);
  }
  if (shown.ped !== "walk" && dares(person, around, waited))
    return setOff(person, around, { outcome: "red", at: t_s });
  if (behaviour.leave >= 0 && waited > behaviour.leave) return giveUp(person, around);
  return null;
}

function maySetOff(person: Person, { shown, t_s, pedSince }: Surroundings): boolean {
  if (shown.ped === "walk") return true;
  if (shown.ped !== "flashing-walk") return false;
  const late = person.arrival.behaviour.lateStarter || person.startsAt !== null;
  return late && t_s - pedSince < LATE_START_S;
}

/** Those who come while walk shows have seen it from afar and do not stop; others need a moment. */
function startOf(person: Person, { pedSince }: Surroundings): number {
  const since = person.since!;
  if (since > pedSince) return since;
  return pedSince + person.arrival.behaviour.startDelay + rowOf(person);
}

const rowOf = (person: Person): number =>
  Math.abs(person.y - person.zone.kerb) > 1 ? SECOND_ROW_DELAY_S : 0;

/** On red: patience is over, vehicles have right of way, and the gap is long enough. Nobody runs into a change of signals. */
function dares(person: Person, around: Surroundings, waited: number): boolean {
  const { patience, gap } = person.arrival.behaviour;
  const { shown } = around;
  const unsignalled = shown.ped === "dark";
  if (unsignalled) return waited > 2 && gapIn(around) >= gap;
  if (shown.ped !== "dont-walk" || shown.vehicle !== "green") return false;
  if (patience < 0 || waited < patience) return false;
  const pressing = 1 - SHRINK * Math.min(1, (waited - patience) / SHRINK_S);
  return gapIn(around) >= gap * pressing;
}

/** The gap in the traffic now; worked out for the first who asks. */
function gapIn(around: Surroundings): number {
  if (Number.isNaN(around.gap_s))
    around.gap_s = gapOf(around.layout, around.lanes, around.shown.vehicle === "green");
  return around.gap_s;
}

interface SettingOff {
  readonly outcome: "walk" | "red";
  readonly at: number;
}

function setOff(person: Person, around: Surroundings, { outcome, at }: SettingOff): PersonTrip {
  const { dice } = person.arrival;
  const half = around.layout.width / 2 - 0.3;
  const drift = (dice[7]! - 0.5) * 1.6;
  person.doing = "cross";
  person.crossing = {
    fromX: person.x,
    toX: Math.min(half, Math.max(-half, person.x + drift)),
    sway: (dice[1]! - 0.5) * 0.5,
    onRed: outcome === "red",
  };
  return ended(person, { outcome, t_s: at, gap_s: outcome === "red" ? gapIn(around) : null });
}

function giveUp(person: Person, { t_s }: Surroundings): PersonTrip {
  walkOff(person, wayOff(person.zone, person), t_s);
  return ended(person, { outcome: "left", t_s, gap_s: null });
}

function ended(person: Person, how: Pick<PersonTrip, "outcome" | "t_s" | "gap_s">): PersonTrip {
  const { behaviour } = person.arrival;
  person.trip = {
    type: "person",
    id: person.id,
    ...how,
    arrived_s: person.since!,
    zone: person.zone.id,
    wait_s: how.t_s - person.since!,
    speed: behaviour.speed,
    det: behaviour.det,
    pressed: person.pressed,
    crossed_s: null,
    onRoadAtGreen: false,
  };
  return person.trip;
}

/** Walks on over the road, a little curved, and stands still before a lane that cannot be entered. */
function cross(person: Person, around: Surroundings, dt: number): void {
  const { layout, t_s } = around;
  const { zone, crossing, arrival } = person;
  const towards = -zone.side;
  person.moving = !laneBlocked(layout, around.lanes, person);
  person.vy = person.moving ? towards * arrival.behaviour.speed : 0;
  if (!person.moving || dt <= 0) return;
  const oldX = person.x;
  person.y += person.vy * dt;
  person.stride += (arrival.behaviour.speed * dt) / STRIDE_M;
  const share = Math.min(1, Math.max(0, (person.y - zone.kerb) / (-2 * zone.kerb)));
  const bend = share * share * (3 - 2 * share);
  const { fromX, toX, sway } = crossing!;
  person.x = fromX + (toX - fromX) * bend + sway * Math.sin(Math.PI * share);
  person.heading = Math.atan2(person.x - oldX, person.vy * dt);
  const past = towards * person.y - layout.length / 2;
  if (past >= 0) person.trip!.crossed_s ??= t_s;
  if (past < PAST_KERB_M) return;
  const far = layout.zones[zone.side < 0 ? 1 : 0];
  walkOff(person, wayOn(far, person, arrival.dice), t_s);
}

function walkOff(person: Person, way: Way, t_s: number): void {
  person.doing = "leave";
  person.vy = 0;
  person.moving = true;
  person.way = way;
  person.wayFrom = t_s;
  person.goneAt = t_s + lengthOf(way) / person.arrival.behaviour.speed;
}
