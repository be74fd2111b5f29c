/** Arrival files, read line by line. */
import { valueInWords } from "@crossing/config";
import { siteLane } from "./file-lanes.ts";
import type { DemandSpec, ListedPerson, ListedVehicles } from "./spec.ts";
import type { ScenarioHead } from "./stream.ts";

/** What is in a file; or everything that is wrong in it, a sentence each that begins with the line. */
export type ArrivalsReading =
  | { readonly ok: true; readonly head: Partial<ScenarioHead>; readonly spec: DemandSpec }
  | { readonly ok: false; readonly problems: readonly string[] };

type Fields = Readonly<Record<string, unknown>>;
type ListedVehicle = ListedVehicles["vehicles"][number];

interface Reading {
  head: Fields | null;
  lanes: number;
  readonly people: ListedPerson[];
  readonly vehicles: ListedVehicle[];
  readonly problems: string[];
}

/** Beyond these it is no use to go on. */
const MOST_PROBLEMS = 20;

/**
 * Reads arrival lines. `lanes`: of the site, for a file that does not say how many it has. Lines of other types are
 * skipped; what a line leaves open of a person is drawn later.
 */
export function readArrivals(lines: Iterable<string>, lanes: number): ArrivalsReading {
  const reading: Reading = { head: null, lanes, people: [], vehicles: [], problems: [] };
  let number = 0;
  for (const line of lines) {
    number += 1;
    if (line.trim() !== "") readLine(reading, line, number);
    if (reading.problems.length >= MOST_PROBLEMS) break;
  }
  const { head, people, vehicles, problems } = reading;
  if (head === null && problems.length === 0)
    problems.push("line 1: no scenario; the first line must be of type scenario, with end_s");
  if (problems.length > 0) return { ok: false, problems };
  const spec: DemandSpec = {
    people: [{ kind: "listed", people }],
    vehicles: { kind: "listed", vehicles },
  };
  return { ok: true, head: head as Partial<ScenarioHead>, spec };
}

function readLine(reading: Reading, line: string, number: number): void {
  const fields = objectOf(line);
  const read = lineReader(fields ?? {}, number, reading.problems);
  if (fields === null) read.wrong("no JSON object");
  else if (fields["type"] === "scenario") readHead(reading, read);
  else if (fields["type"] === "veh") readVehicle(reading, read);
  else if (fields["type"] === "ped") readPerson(reading, read);
}

function objectOf(line: string): Fields | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Fields)
      : null;
  } catch {
    return null;
  }
}

/** The fields of one line, and where to say what is wrong in them. */
interface LineReader {
  readonly fields: Fields;
  readonly wrong: (what: string) => void;
  /** A number within limits; null, and a problem, when it is none. */
  readonly number: (key: string, limits: Limits) => number | null;
}

interface Limits {
  readonly least: number;
  readonly most: number;
  readonly wanted: string;
}

function lineReader(fields: Fields, number: number, problems: string[]): LineReader {
  const wrong = (what: string): void => {
    problems.push(`line ${number}: ${what}`);
  };
  return {
    fields,
    wrong,
    number(key, { least, most, wanted }) {
      const value = fields[key];
      if (typeof value === "number" && value >= least && value <= most) return value;
      wrong(`${key} = ${valueInWords(value)}: ${wanted} is wanted`);
      return null;
    },
  };
}

const SECONDS = { least: 0, most: 3.6e7, wanted: "seconds, 0 or more," } as const;

function readHead(reading: Reading, read: LineReader): void {
  reading.head = read.fields;
  const end_s = read.number("end_s", { ...SECONDS, least: 1 });
  if (end_s === null || read.fields["lanes"] === undefined) return;
  const lanes = read.number("lanes", { least: 1, most: 8, wanted: "1 to 8" });
  if (lanes !== null && Number.isInteger(lanes)) reading.lanes = lanes;
}

function readVehicle({ vehicles, lanes }: Reading, read: LineReader): void {
  const t = read.number("t", SECONDS);
  const wanted = `0 to ${lanes - 1}`;
  const lane = read.number("lane", { least: 0, most: lanes - 1, wanted });
  if (lane !== null && !Number.isInteger(lane))
    return read.wrong(`lane = ${lane}: a whole number is wanted`);
  const { bus } = read.fields;
  if (t === null || lane === null) return;
  const vehicle = { t, lane: siteLane(lane, lanes) };
  vehicles.push(typeof bus === "boolean" ? { ...vehicle, bus } : vehicle);
}

function readPerson({ people }: Reading, read: LineReader): void {
  const t = read.number("t", SECONDS);
  const { side } = read.fields;
  if (side !== 0 && side !== 1) return read.wrong(`side = ${valueInWords(side)}: 0 or 1 is wanted`);
  const behaviour = behaviourIn(read);
  if (t !== null && behaviour !== null) people.push({ t, side, ...behaviour });
}

const NUMBERS = [
  ["speed", "speed", 0.1],
  ["patience", "patience", -1],
  ["gap", "gap", 0],
  ["leave", "leave", -1],
  ["start_delay", "startDelay", 0],
] as const;
const FLAGS = [
  ["press", "press"],
  ["det", "det"],
  ["late_start", "lateStarter"],
] as const;

/** What the line says of a person's behaviour; null when it says something that cannot be meant. */
function behaviourIn(read: LineReader): Partial<ListedPerson> | null {
  const found: Record<string, number | boolean> = {};
  for (const [key, name, least] of NUMBERS) {
    if (read.fields[key] === undefined) continue;
    const wanted = `a number, ${least} or more,`;
    const value = read.number(key, { least, most: Infinity, wanted });
    if (value === null) return null;
    found[name] = value;
  }
  for (const [key, name] of FLAGS) {
    const value = read.fields[key];
    if (typeof value === "boolean") found[name] = value;
  }
  return found;
}
