/** A file of arrivals: who comes to the crossing and when, one JSON object a line. */
import { readFileSync } from "node:fs";
import type { Site } from "@crossing/config";
import {
  type Behaviour,
  type Chance,
  type Demand,
  type PersonArrival,
  type VehicleArrival,
  chanceOf,
  drawnPerson,
  drawnVehicle,
  helloSite,
  listedDemand,
} from "@crossing/simulator";
import { EXIT, Refusal } from "./exit.ts";

/** What a simulation takes from such a file. */
export interface Arrivals {
  /** Until everybody can have gone: the file's `end_s`. */
  readonly hours: number;
  readonly demand: Demand;
  /** The site, with the lanes and the width of carriageway that the file speaks of. */
  readonly site: Site;
}

/**
 * Arrivals of a file at a crossing like `base`; what it leaves open of a person is drawn by `seed`. Throws a Refusal
 * that names the line.
 */
export function arrivalsOf(file: string, seed: number, base: Site): Arrivals {
  const chance = chanceOf(seed, "arrivals of a file");
  const people: PersonArrival[] = [];
  const vehicles: VehicleArrival[] = [];
  let end_s: number | null = null;
  let site = base;
  textOf(file)
    .split("\n")
    .forEach((text, index) => {
      if (text.trim() === "") return;
      const where = `${file}: line ${index + 1}`;
      const line = objectOf(text, where);
      if (line["type"] === "scenario") {
        end_s = numberOf(line, "end_s", where);
        site = streetOf(line, base, where);
      } else if (line["type"] === "veh") vehicles.push(vehicleOf(line, site, chance, where));
      else if (line["type"] === "ped") people.push(personOf(line, chance, where));
    });
  if (end_s === null || end_s <= 0)
    throw wrong(file, "no scenario with end_s; its first line must be of type scenario");
  return { hours: end_s / 3600, demand: listedDemand(people, vehicles), site };
}

type Line = Readonly<Record<string, unknown>>;

const wrong = (where: string, what: string): Refusal =>
  new Refusal(EXIT.usage, `${where}: ${what}`);

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw wrong(file, "cannot be read; check the path");
  }
}

function objectOf(text: string, where: string): Line {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Line;
  } catch {
    // Said below.
  }
  throw wrong(where, "no JSON object");
}

function numberOf(line: Line, key: string, where: string): number {
  const value = line[key];
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw wrong(where, `${key} = ${JSON.stringify(value)}: a number is wanted`);
}

/** The street that a scenario is about: the site's, where it says nothing. */
function streetOf({ lanes, width_m }: Line, base: Site, where: string): Site {
  const merged = helloSite(base, undefined, {
    lanes: lanes ?? base.lanes.length,
    crossing_length_m: width_m,
  });
  if ("site" in merged) return merged.site;
  const problems = merged.problems.map(({ path, value, wanted }) => {
    const key = path === "crossing.length_m" ? "width_m" : path;
    return `${key} = ${JSON.stringify(value)}: ${wanted}`;
  });
  throw wrong(where, problems.join("; "));
}

/** In a file even lanes go one way and odd lanes the other; in a site all lanes of one way come first. */
function vehicleOf(line: Line, { lanes }: Site, chance: Chance, where: string): VehicleArrival {
  const lane = numberOf(line, "lane", where);
  if (!Number.isInteger(lane) || lane < 0 || lane >= lanes.length)
    throw wrong(where, `lane = ${lane}: 0 to ${lanes.length - 1} is wanted`);
  const oneWay = Math.ceil(lanes.length / 2);
  const at = lane % 2 === 0 ? lane / 2 : oneWay + (lane - 1) / 2;
  return drawnVehicle(chance, numberOf(line, "t", where), at);
}

function personOf(line: Line, chance: Chance, where: string): PersonArrival {
  const side = line["side"];
  if (side !== 0 && side !== 1)
    throw wrong(where, `side = ${JSON.stringify(side)}: 0 or 1 is wanted`);
  return drawnPerson(chance, numberOf(line, "t", where), side, behaviourIn(line, where));
}

/** What the file says of a person's behaviour; the rest is drawn. */
function behaviourIn(line: Line, where: string): Partial<Behaviour> {
  const numbers = (["speed", "patience", "gap", "leave"] as const).filter((key) => key in line);
  const flags = (["press", "det"] as const).filter((key) => typeof line[key] === "boolean");
  return Object.fromEntries<number | boolean>([
    ...numbers.map((key) => [key, numberOf(line, key, where)] as const),
    ...flags.map((key) => [key, line[key] === true] as const),
  ]);
}
