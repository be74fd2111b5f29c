/**
 * People: they walk up, wait, cross, lose patience, give up, and walk on.
 *
 *   approach -> wait -> cross -> leave -> (gone)
 *                  \-> leave (gave up)
 *
 * Hot loop: records are changed in place.
 */
import type { Indications } from "@crossing/config";
import type { PersonArrival } from "./demand.ts";
import type { Layout, ZoneLayout } from "./layout.ts";

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
  x: number;
  y: number;
  vy: number;
  heading: number;
  /** Strides walked. */
  stride: number;
  moving: boolean;
  /** Points still to walk to. */
  path: (readonly [x: number, y: number])[];
  /** Since when at the kerb, s; null: not there yet. */
  since: number | null;
  /** When this person may step off, once they have made up their mind; null: they have not. */
  startsAt: number | null;
  pressed: boolean;
  crossing: Crossing | null;
  wasHit: boolean;
}

/** A walk across, from when it was begun. */
export interface Crossing {
  readonly fromX: number;
  readonly toX: number;
  readonly sway: number;
  readonly onRed: boolean;
}

/** What became of somebody who came to the kerb. */
export interface PersonTrip {
  readonly type: "person";
  readonly t_s: number;
  readonly zone: string;
  readonly wait_s: number;
  readonly outcome: "walk" | "red" | "left";
  /** Gap in the traffic that was accepted on red, s; null: not on red. */
  readonly gap_s: number | null;
}

/** What somebody at the kerb or on the road goes by. */
export interface Surroundings {
  readonly layout: Layout;
  readonly t_s: number;
  readonly shown: Indications;
  /** How long the pedestrian head has shown this, s. */
  readonly pedAge: number;
  /** Seconds until a vehicle could be on the crosswalk, over all lanes. */
  readonly gap_s: number;
  /** Whether the next lane ahead of the walker cannot be entered now. */
  readonly blocked: (person: Person) => boolean;
  readonly press: (zone: string) => void;
}

/** Pavement that is walked up from, and on to, m. */
const APPROACH_M = 15;
const PATH_M = 3.3;
const STRIDE_M = 1.35;
/** A conflict: less time than this to the next vehicle when stepping off on red. */
export const CONFLICT_GAP_S = 5;
const LATE_START_S = 2;
const SECOND_ROW_DELAY_S = 0.5;
const PRESS_AFTER_S = 0.8;

/** How far it is to walk up to a place, m. */
export function approachPath(
  zone: ZoneLayout,
  standing: { readonly x: number; readonly y: number },
  dice: readonly number[],
): readonly (readonly [number, number])[] {
  const from = dice[4]! < 0.5 ? -1 : 1;
  const along = zone.kerb + zone.side * (PATH_M + 0.9 * dice[5]!);
  return [
    [from * (zone.halfWidth + APPROACH_M), along],
    [standing.x + from * 1.6, along],
    [standing.x, standing.y],
  ];
}

/** Length of a path, m. */
export const lengthOf = (path: readonly (readonly [number, number])[]): number =>
  path.reduce((total, [x, y], at) => {
    const before = path[at - 1];
    return before === undefined ? 0 : total + Math.hypot(x - before[0], y - before[1]);
  }, 0);

/** Whether somebody is between the kerbs. */
export const isOnRoad = (layout: Layout, person: Person): boolean =>
  person.doing === "cross" && Math.abs(person.y) < layout.length / 2;

/** Moves one person by `dt`. Gives what became of their wait in the step in which it ends. */
export function movePerson(person: Person, around: Surroundings, dt: number): PersonTrip | null {
  switch (person.doing) {
    case "approach":
      if (follow(person, dt)) arrive(person, around);
      return null;
    case "wait":
      return wait(person, around);
    case "cross":
      cross(person, around, dt);
      return null;
    case "leave":
      follow(person, dt);
      return null;
  }
}

/** Walks along the path; true at its end. */
function follow(person: Person, dt: number): boolean {
  let left = person.arrival.behaviour.speed * dt;
  person.moving = true;
  person.stride += left / STRIDE_M;
  while (person.path.length > 0 && left > 0) {
    const [x, y] = person.path[0]!;
    const far = Math.hypot(x - person.x, y - person.y);
    if (far > 1e-6) person.heading = Math.atan2(x - person.x, y - person.y);
    const share = far <= left ? 1 : left / far;
    person.x += (x - person.x) * share;
    person.y += (y - person.y) * share;
    if (share < 1) return false;
    left -= far;
    person.path.shift();
  }
  return person.path.length === 0;
}

function arrive(person: Person, around: Surroundings): void {
  person.doing = "wait";
  person.moving = false;
  person.since = around.t_s;
  person.heading = person.zone.side < 0 ? 0 : Math.PI;
  person.heading += (person.arrival.dice[6]! - 0.5) * 0.9;
}

function wait(person: Person, around: Surroundings): PersonTrip | null {
  const waited = around.t_s - person.since!;
  const { behaviour } = person.arrival;
  const { ped } = around.shown;
  if (maySetOff(person, around)) {
    // Those who come while walk shows have seen it from afar and do not stop.
    const delay = waited < around.pedAge ? 0 : behaviour.startDelay + rowOf(person);
    person.startsAt ??= around.t_s + delay;
    if (around.t_s >= person.startsAt && !around.blocked(person))
      return setOff(person, around, "walk");
    return null;
  }
  person.startsAt = null;
  if (!person.pressed && behaviour.press && person.zone.button && waited >= PRESS_AFTER_S) {
    person.pressed = true;
    around.press(person.zone.id);
  }
  if (ped !== "walk" && dares(person, around, waited)) return setOff(person, around, "red");
  if (behaviour.leave >= 0 && waited > behaviour.leave) return giveUp(person, around);
  return null;
}

const rowOf = (person: Person): number =>
  Math.abs(person.y - person.zone.kerb) > 1 ? SECOND_ROW_DELAY_S : 0;

function maySetOff(person: Person, { shown, pedAge }: Surroundings): boolean {
  if (shown.ped === "walk") return true;
  const late = person.arrival.behaviour.lateStarter || person.startsAt !== null;
  return shown.ped === "flashing-walk" && late && pedAge < LATE_START_S;
}

/** On red: patience is over, vehicles have right of way, and the gap is long enough. Nobody runs into a change of signals. */
function dares(person: Person, { shown, gap_s }: Surroundings, waited: number): boolean {
  const { patience, gap } = person.arrival.behaviour;
  const unsignalled = shown.ped === "dark";
  if (unsignalled) return waited > 2 && gap_s >= gap;
  if (shown.ped !== "dont-walk" || shown.vehicle !== "green") return false;
  if (patience < 0 || waited < patience) return false;
  // The critical gap shrinks to 70 % over the next half minute.
  const pressing = 1 - 0.3 * Math.min(1, (waited - patience) / 30);
  return gap_s >= gap * pressing;
}

function setOff(person: Person, around: Surroundings, outcome: "walk" | "red"): PersonTrip {
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
  const gap_s = outcome === "red" ? around.gap_s : null;
  return tripOf(person, around, outcome, gap_s);
}

function giveUp(person: Person, around: Surroundings): PersonTrip {
  const away = person.x < 0 ? -1 : 1;
  const along = person.zone.kerb + person.zone.side * PATH_M;
  person.doing = "leave";
  person.path = [
    [person.x + away, along],
    [away * (person.zone.halfWidth + APPROACH_M), along],
  ];
  return tripOf(person, around, "left", null);
}

const tripOf = (
  person: Person,
  around: Surroundings,
  outcome: PersonTrip["outcome"],
  gap_s: number | null,
): PersonTrip => ({
  type: "person",
  t_s: around.t_s,
  zone: person.zone.id,
  wait_s: around.t_s - person.since!,
  outcome,
  gap_s,
});

/** Walks on over the road, a little curved, and stands still before a lane that cannot be entered. */
function cross(person: Person, around: Surroundings, dt: number): void {
  const { zone, crossing, arrival } = person;
  const towards = -zone.side;
  person.moving = !around.blocked(person);
  person.vy = person.moving ? towards * arrival.behaviour.speed : 0;
  if (!person.moving) return;
  const oldX = person.x;
  person.y += person.vy * dt;
  person.stride += (arrival.behaviour.speed * dt) / STRIDE_M;
  const share = Math.min(1, Math.max(0, (person.y - zone.kerb) / (-2 * zone.kerb)));
  const bend = share * share * (3 - 2 * share);
  const { fromX, toX, sway } = crossing!;
  person.x = fromX + (toX - fromX) * bend + sway * Math.sin(Math.PI * share);
  person.heading = Math.atan2(person.x - oldX, person.vy * dt);
  if (towards * person.y < around.layout.length / 2 + 0.4) return;
  walkOn(person, around.layout);
}

function walkOn(person: Person, layout: Layout): void {
  const { dice } = person.arrival;
  const away = dice[6]! < 0.5 ? -1 : 1;
  const far = -person.zone.side * (layout.length / 2 + PATH_M + 0.9 * dice[5]!);
  person.doing = "leave";
  person.vy = 0;
  person.path = [
    [person.x + away * 0.8, far],
    [away * (person.zone.halfWidth + APPROACH_M), far],
  ];
}
