/** Those who come: drawn ahead of time, let in when their time has come, or added by hand. */
import { type PersonArrival, drawnPerson, drawnVehicle } from "./demand.ts";
import type { Person } from "./people.ts";
import { freePlace, standingAt } from "./places.ts";
import type { Inside } from "./street.ts";
import { ENTRY_M, type LaneState, enteringVehicle } from "./vehicles.ts";
import { WAY_UP_M, wayUp } from "./ways.ts";

/** Arrivals are drawn this far ahead, s: the slowest walker is then drawn before they come in sight. */
const FORESEEN_S = 45;
/** And so many seconds at once: the draw is the same, and asked for less often. */
const FORESEEN_AT_ONCE_S = 15;

/** Draws who comes next, and lets those in whose time has come in the `dt` seconds up to now. */
export function foresee(inside: Inside, dt: number): void {
  if (inside.t + FORESEEN_S > inside.foreseen) drawNext(inside);
  while (inside.coming.length > 0 && setsOff(inside.coming[0]!) <= inside.t)
    enter(inside, inside.coming.shift()!);
  for (const lane of inside.lanes) if (lane.entering.length > 0) enterLane(inside, lane, dt);
}

function drawNext(inside: Inside): void {
  const { demand, lanes } = inside;
  inside.foreseen = inside.t + FORESEEN_S + FORESEEN_AT_ONCE_S;
  const people = demand.people(inside.foreseen);
  if (people.length > 0) {
    inside.coming.push(...people);
    // Slow ones set off before fast ones who will be at the kerb sooner.
    inside.coming.sort((a, b) => setsOff(a) - setsOff(b));
  }
  for (const arrival of demand.vehicles(inside.foreseen))
    lanes[arrival.lane % lanes.length]!.entering.push(arrival);
}

/** When somebody comes in sight, s. */
const setsOff = ({ t, behaviour }: PersonArrival): number => t - WAY_UP_M / behaviour.speed;

/** Lets the next vehicle of a lane in, when it is due and there is room at the far end. */
function enterLane(inside: Inside, lane: LaneState, dt: number): void {
  const first = lane.entering[0]!;
  const { freeSpeed } = lane.layout;
  const due = first.t - ENTRY_M / freeSpeed;
  if (due > inside.t) return;
  // To the moment, and before this step's drive; who set off before the street began is some way down the road.
  const late = inside.t - due;
  const driven = due < 0 || late <= dt ? (late - dt) * freeSpeed : 0;
  const last = lane.vehicles.at(-1);
  const room = last === undefined ? Infinity : last.s - last.length + ENTRY_M - 6;
  if (room < 0) return;
  lane.entering.shift();
  const s = Math.min(driven, room) - ENTRY_M;
  lane.vehicles.push(enteringVehicle(lane, first, { id: inside.made++, s, last }));
}

/** Lets somebody come in sight, who sets off now to be at the kerb in time. */
function enter(inside: Inside, arrival: PersonArrival): void {
  const zone = inside.layout.zones[arrival.side];
  const places = inside.places[arrival.side];
  const { dice } = arrival;
  const taken = new Set<number>();
  for (const person of inside.people)
    if (person.zone === zone && person.place !== null && waits(person)) taken.add(person.place);
  const place = freePlace(places, taken, dice);
  const way = wayUp(zone, standingAt(zone, places, place, dice), dice);
  inside.people.push({
    id: inside.made++,
    zone,
    arrival,
    look: Math.floor(dice[0]! * 9973),
    place,
    doing: "approach",
    x: way[0]![0],
    y: way[0]![1],
    vy: 0,
    heading: 0,
    stride: dice[3]!,
    moving: true,
    way,
    wayFrom: setsOff(arrival),
    goneAt: Infinity,
    since: null,
    startsAt: null,
    pressed: false,
    crossing: null,
    trip: null,
    wasHit: false,
  });
}

const waits = ({ doing }: Person): boolean => doing === "approach" || doing === "wait";

/** Lets `count` people walk up to a zone, one after the other. */
export function addPeople(inside: Inside, zone: string, count: number): void {
  const side = inside.layout.zones[0].id === zone ? 0 : 1;
  for (let n = 0; n < count; n++) {
    // Later than the longest way up, so that each begins at its far end.
    const later = 12 + n * inside.chance.uniform(0.4, 1.4);
    const drawn = drawnPerson(inside.chance, inside.t + later, side);
    const soonest = inside.t + WAY_UP_M / drawn.behaviour.speed;
    inside.coming.push({ ...drawn, t: Math.max(drawn.t, soonest) });
  }
  inside.coming.sort((a, b) => setsOff(a) - setsOff(b));
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
