/** An arrival stream: everybody who comes to a crossing, and when. JSON lines, one arrival each. */
import { type Behaviour, behaviourOf } from "../behaviour.ts";
import { chanceOf } from "../chance.ts";

/** Somebody who is at the kerb at `t`, s. What they bear is never told to the decision. */
export interface PointPerson extends Pick<
  Behaviour,
  "speed" | "patience" | "gap" | "leave" | "press" | "det"
> {
  readonly t: number;
  /** 0: first zone of the site, 1: second. */
  readonly side: 0 | 1;
}

/** A vehicle that is at the stop line of `lane` at `t`, s, if nothing holds it up. Even lanes go one way, odd the other. */
export interface PointVehicle {
  readonly t: number;
  readonly lane: number;
}

/** People and vehicles in time order. By `end_s` all of them can have gone. */
export interface PointStream {
  readonly id: string;
  readonly arrivals_end_s: number;
  readonly end_s: number;
  readonly lanes: number;
  /** Kerb to kerb, m. */
  readonly width_m: number;
  readonly people: readonly PointPerson[];
  readonly vehicles: readonly PointVehicle[];
}

/** The stream as lines of a file: the scenario, then arrivals in time order. */
export function streamLines(stream: PointStream): readonly string[] {
  const { people, vehicles, ...scenario } = stream;
  const arrivals = [
    ...vehicles.map((vehicle) => ({ type: "veh", ...vehicle })),
    ...people.map((person) => ({ type: "ped", ...person })),
  ].sort((a, b) => a.t - b.t);
  return [{ type: "scenario", ...scenario }, ...arrivals].map((line) => JSON.stringify(line));
}

/**
 * The stream in the text of a file. What it leaves open of a person is drawn by `seed`. Throws a RangeError that
 * names the line.
 */
export function readStream(text: string, seed = 1): PointStream {
  const chance = chanceOf(seed, "arrivals of a file");
  const people: PointPerson[] = [];
  const vehicles: PointVehicle[] = [];
  let scenario: Line | null = null;
  text.split("\n").forEach((line, index) => {
    if (line.trim() === "") return;
    const said = lineOf(line, index + 1);
    if (said["type"] === "scenario") scenario = said;
    else if (said["type"] === "veh") vehicles.push(said as unknown as PointVehicle);
    else if (said["type"] === "ped")
      people.push({ ...behaviourOf(chance), ...(said as unknown as PointPerson) });
  });
  if (scenario === null) throw new RangeError("no scenario: the first line must be of that type");
  const { id, arrivals_end_s, end_s, lanes, width_m } = scenario as Line &
    Omit<PointStream, "people" | "vehicles">;
  return { id, arrivals_end_s, end_s, lanes, width_m, people, vehicles };
}

type Line = Readonly<Record<string, unknown>>;

function lineOf(text: string, number: number): Line {
  const said = parsed(text);
  if (said === null || typeof said !== "object")
    throw new RangeError(`line ${number}: a JSON object is wanted`);
  const line = said as Line;
  const wanted = WANTED[String(line["type"])] ?? [];
  const missing = wanted.find((key) => typeof line[key] !== "number");
  if (missing !== undefined) throw new RangeError(`line ${number}: ${missing}: a number is wanted`);
  return line;
}

const WANTED: Readonly<Record<string, readonly string[]>> = {
  scenario: ["end_s", "lanes", "width_m"],
  veh: ["t", "lane"],
  ped: ["t", "side"],
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
