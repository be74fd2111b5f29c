/** SUMO's street under a programme: what becomes of the same arrivals there. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SignalState } from "@crossing/simulator";
import type { Arrivals } from "./arrivals.ts";
import type { Outcome, PersonOutcome, VehicleOutcome } from "./outcome.ts";
import type { Programme } from "./programme.ts";
import { type Discharge, QUEUE_GOES_S, dischargeOf } from "./saturation.ts";
import { AFTER_S } from "./street-run.ts";
import { routesFile } from "./sumo-demand.ts";
import type { Net } from "./sumo-net.ts";
import { COMPARABLE, type VehicleTypes } from "./sumo-types.ts";
import { runProgram } from "./sumo.ts";

/** A network in a folder, and how vehicles are driven on it. */
export interface SumoStreet {
  readonly folder: string;
  readonly net: Net;
  readonly types: VehicleTypes;
  /** Length of a step, s; half of ours unless given: SUMO moves everything once a step, we twice. */
  readonly step_s?: number;
}

/** What becomes of the arrivals under a programme, and the CPU seconds it took. */
export function sumoStreet(
  street: SumoStreet,
  arrivals: Arrivals,
  programme: Programme,
): { readonly outcome: Outcome; readonly cpu_s: number } {
  const cpu_s = runSumo(street, arrivals, programme, []);
  const told = readFileSync(join(street.folder, "x.trips.xml"), "utf8");
  return { outcome: { people: peopleIn(told), vehicles: vehiclesIn(told, street.net) }, cpu_s };
}

/** How a queue that stands in all lanes discharges there. */
export function sumoDischarge(street: SumoStreet, queue: Arrivals): Discharge {
  const programme: Programme = [
    { state: "ALL_RED", duration_s: QUEUE_GOES_S },
    { state: "VEH_GREEN", duration_s: AFTER_S },
  ];
  const told = ["--vehroute-output", "x.exits.xml", "--vehroute-output.exit-times", "true"];
  runSumo(street, queue, programme, told);
  const exits = readFileSync(join(street.folder, "x.exits.xml"), "utf8");
  const passed = new Map(street.net.lanes.map(({ id }): [string, number[]] => [id, []]));
  // The first edge ends at the stop line.
  for (const [, id, left] of exits.matchAll(/<vehicle id="([^"]*)"[^]*?exitTimes="([\d.]+)/g))
    passed.get(id!.split("@")[0]!)!.push(Number(left));
  const lanes = [...passed.values()].map((times) => times.sort((a, b) => a - b));
  return dischargeOf(lanes, QUEUE_GOES_S);
}

function runSumo(
  { folder, net, types, step_s = STEP_S }: SumoStreet,
  arrivals: Arrivals,
  programme: Programme,
  more: readonly string[],
): number {
  writeFileSync(join(folder, "x.rou.xml"), routesFile(arrivals, net, types));
  writeFileSync(join(folder, "x.add.xml"), signalFile(programme, net.lanes.length));
  const end = ["-e", `${arrivals.end_s + AFTER_S}`, "--step-length", `${step_s}`];
  return runProgram("sumo", [...SUMO, "-n", net.file, ...end, ...more], folder);
}

const STEP_S = 0.25;

const SUMO = [
  ["-r", "x.rou.xml", "-a", "x.add.xml", "--tripinfo-output", "x.trips.xml"],
  ["--time-to-teleport", "-1", "--seed", "1"],
  // People walk at their speed, as ours do, not now and then slower.
  ["--pedestrian.striping.dawdling", "0"],
  // Who can stop so at yellow does.
  ["--tls.yellow.min-decel", `${COMPARABLE.car.braking}`],
  ["--no-step-log", "--no-warnings", "--duration-log.disable", "--xml-validation", "never"],
].flat();

/** Vehicles, people: one letter for each lane, one for the crossing. */
const LETTERS: Readonly<Record<SignalState, readonly [vehicles: string, people: string]>> = {
  VEH_GREEN: ["G", "r"],
  VEH_AMBER: ["y", "r"],
  ALL_RED: ["r", "r"],
  PED_GREEN: ["r", "G"],
  PED_CLEAR: ["r", "r"],
};

function signalFile(programme: Programme, lanes: number): string {
  const phases = programme
    .filter(({ duration_s }) => duration_s > 0)
    .map(({ state, duration_s }) => {
      const [vehicles, people] = LETTERS[state];
      return `<phase duration="${duration_s}" state="${vehicles.repeat(lanes)}${people}"/>`;
    });
  return `<additional><tlLogic id="C" type="static" programID="1" offset="0">
${phases.join("\n")}
</tlLogic></additional>`;
}

function vehiclesIn(told: string, net: Net): readonly VehicleOutcome[] {
  const speeds = new Map(net.lanes.map(({ id, freeSpeed }) => [id, freeSpeed]));
  return [...told.matchAll(/<tripinfo ([^>]*)>/g)].map(([, words]) => {
    const id = text(words!, "id");
    const [lane, due] = id.split("@");
    const due_s = Number(due);
    // From the stop line over the crossing to the end of the road.
    const rest_s = (net.over_m + net.road_m) / speeds.get(lane!)!;
    const late_s = number(words!, "arrival") - due_s - rest_s;
    const passed_s = number(words!, "arrival") - rest_s;
    return { id, due_s, late_s, stops: number(words!, "waitingCount"), passed_s };
  });
}

function peopleIn(told: string): readonly PersonOutcome[] {
  return [...told.matchAll(/<personinfo ([^>]*)>\s*<walk ([^>]*)>/g)].map(([, person, walk]) => {
    const id = text(person!, "id");
    return { id, came_s: Number(id.split("@")[1]), late_s: number(walk!, "timeLoss") };
  });
}

function text(words: string, key: string): string {
  const found = new RegExp(`(?:^| )${key}="([^"]*)"`).exec(words)?.[1];
  if (found === undefined) throw new Error(`SUMO's trips: no ${key} in <... ${words}>`);
  return found;
}

const number = (words: string, key: string): number => Number(text(words, key));
