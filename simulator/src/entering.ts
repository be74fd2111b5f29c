/** Those who come: drawn ahead of time, let in when their time has come, or added by hand. */
import { type PersonArrival, drawnPerson, drawnVehicle } from "./demand.ts";
import { type Person, approachPath, lengthOf } from "./people.ts";
import { freePlace, standingAt } from "./places.ts";
import type { Inside } from "./street.ts";
import { ENTRY_M, type LaneState } from "./vehicles.ts";

/** Arrivals are drawn this far ahead, s: the slowest walker is then drawn before they come in sight. */
const FORESEEN_S = 45;
/** The longest way up to a standing place, m. */
const LONGEST_APPROACH_M = 26;

/** Draws who comes next, and lets those in whose time has come. */
export function foresee(inside: Inside): void {
  const { t, lanes } = inside;
  inside.coming.push(...inside.demand.people(t + FORESEEN_S));
  for (const arrival of inside.demand.vehicles(t + FORESEEN_S))
    lanes[arrival.lane % lanes.length]!.entering.push(arrival);
  const still: PersonArrival[] = [];
  for (const arrival of inside.coming) if (!enter(inside, arrival)) still.push(arrival);
  inside.coming = still;
  for (const lane of lanes) enterLane(inside, lane);
}

/** Lets the next vehicle of a lane in, when it is due and there is room at the far end. */
function enterLane(inside: Inside, lane: LaneState): void {
  const first = lane.entering[0];
  const last = lane.vehicles.at(-1);
  const { freeSpeed } = lane.layout;
  if (first === undefined || first.t - ENTRY_M / freeSpeed > inside.t) return;
  if (last !== undefined && last.s - last.length < -ENTRY_M + 6) return;
  lane.entering.shift();
  lane.vehicles.push({
    id: inside.made++,
    lane: lane.layout,
    kind: first.bus ? "bus" : "car",
    length: first.bus ? 10.8 : 4.2 + first.colour * 0.7,
    colour: first.colour,
    due: first.t,
    s: -ENTRY_M,
    // One that comes to a full lane joins the end of the queue slowly.
    v: last === undefined ? freeSpeed : Math.min(freeSpeed, last.v + 2),
    braking: false,
    committed: false,
    stops: 0,
    stood: false,
    passed: false,
  });
}

/** Lets somebody come in sight, when they must set off now to be at the kerb in time. */
function enter(inside: Inside, arrival: PersonArrival): boolean {
  const zone = inside.layout.zones[arrival.side];
  const places = inside.places[arrival.side];
  const { dice, behaviour } = arrival;
  const longest = LONGEST_APPROACH_M / behaviour.speed;
  if (arrival.t - longest > inside.t) return false;
  const taken = new Set(
    inside.people.flatMap((person) =>
      person.zone === zone && person.place !== null && waits(person) ? [person.place] : [],
    ),
  );
  const place = freePlace(places, taken, dice);
  const path = approachPath(zone, standingAt(zone, places, place, dice), dice);
  if (arrival.t - lengthOf(path) / behaviour.speed > inside.t) return false;
  const [x, y] = path[0]!;
  inside.people.push({
    id: inside.made++,
    zone,
    arrival,
    look: Math.floor(dice[0]! * 9973),
    place,
    doing: "approach",
    x,
    y,
    vy: 0,
    heading: 0,
    stride: dice[3]!,
    moving: true,
    path: path.slice(1),
    since: null,
    startsAt: null,
    pressed: false,
    crossing: null,
    wasHit: false,
  });
  return true;
}

const waits = ({ doing }: Person): boolean => doing === "approach" || doing === "wait";

/** Lets `count` people walk up to a zone, one after the other. */
export function addPeople(inside: Inside, zone: string, count: number): void {
  const side = inside.layout.zones[0].id === zone ? 0 : 1;
  for (let n = 0; n < count; n++) {
    // Later than the longest way up, so that each begins at its far end.
    const t = inside.t + 12 + n * inside.chance.uniform(0.4, 1.4);
    inside.coming.push(drawnPerson(inside.chance, t, side));
  }
}

/** Lets `count` vehicles come, spread over the lanes by chance. */
export function addCars(inside: Inside, count: number): void {
  for (let n = 0; n < count; n++) {
    const lane = inside.lanes[inside.chance.below(inside.lanes.length)]!;
    const t = inside.t + ENTRY_M / lane.layout.freeSpeed + (n / inside.lanes.length) * 2;
    lane.entering.push(drawnVehicle(inside.chance, t, lane.layout.index));
    lane.entering.sort((a, b) => a.t - b.t);
  }
}
