/** The closed loop on the point-queue street: with the core itself, over the lines of a co-simulation, or by a fixed plan. */
import {
  type Indications,
  type Inputs,
  type Outputs,
  type Site,
  instant,
  milliseconds,
} from "@crossing/config";
import { type State, initialState, planOf, step } from "@crossing/controller";
import { COSIM_PROTOCOL, createCosim } from "../cosim.ts";
import { waitCost } from "./cost.ts";
import { type PointResult, resultOf } from "./result.ts";
import { type PointSensing, pointSensor } from "./sensing.ts";
import { type PointStreet, isThrough, pointStreet, stepStreet } from "./street.ts";
import type { PointStream } from "./stream.ts";
import { watchHeads } from "./watch.ts";

export interface PointDriveOptions {
  /** Timing, policy, weights; it has as many lanes as the stream. */
  readonly site: Site;
  readonly stream: PointStream;
  readonly sensing?: PointSensing;
  /** Length of a step, s; 0.5 unless given. */
  readonly dt_s?: number;
  /** Told of every step; for traces. */
  readonly onStep?: (step: PointStep) => void;
}

/** One step: what was told at `t_s`, and what was shown until the next. */
export interface PointStep {
  readonly t_s: number;
  readonly inputs: Inputs;
  readonly shown: Shown;
}

/** What a controller answers with. */
export type Shown = Pick<Outputs, "vehicle" | "ped" | "ped_countdown_s">;

export interface PointDrive extends PointResult {
  /** People whom detectors or button told of, and who waited longer than the site promises. */
  readonly max_wait_broken: number;
  /** What the waits of people weigh of whom nobody told: unseen, and without a press. Person-seconds. */
  readonly unknown_waits: number;
  /** Every constraint that what was shown breaks, as a sentence with its time; empty: none. */
  readonly broken: readonly string[];
}

/** Runs the core on a stream until everybody is through. Throws a RangeError when site and stream do not fit. */
export function drivePoint(options: PointDriveOptions): PointDrive {
  const { site, dt_s = DT_S } = options;
  const plan = { ...planOf(site), maxStep: milliseconds(Math.max(1000, dt_s * 1500)) };
  let state: State = initialState(plan, instant(0));
  return driven(options, (inputs, t_s) => {
    const { state: next, outputs } = step(plan, state, inputs, instant(t_s * 1000));
    state = next;
    return outputs;
  });
}

/** The same over the lines that an outside street would speak: the answers are those of `crossing cosim`. */
export function driveByCosim(options: PointDriveOptions): PointDrive {
  const { site, dt_s = DT_S } = options;
  const cosim = createCosim(site);
  const say = (line: object): Readonly<Record<string, unknown>> => {
    const [answer] = cosim.line(JSON.stringify(line));
    const said = JSON.parse(answer ?? "{}") as Readonly<Record<string, unknown>>;
    if (said["type"] === "error") throw new RangeError(String(said["errors"]));
    return said;
  };
  say({ type: "hello", protocol: COSIM_PROTOCOL, dt_s });
  return driven(options, (inputs, t_s) => {
    const { link: _, requests: __, crossing, ...told } = inputs;
    const count = crossing === null ? null : { count: crossing };
    return say({ type: "obs", t_s, ...told, crossing: count }) as unknown as Shown;
  });
}

const DT_S = 0.5;

type Controller = (inputs: Inputs, t_s: number) => Shown;

function driven(options: PointDriveOptions, controller: Controller): PointDrive {
  const { site, stream, sensing, dt_s = DT_S, onStep } = options;
  if (site.lanes.length !== stream.lanes)
    throw new RangeError(
      `${stream.id}: ${stream.lanes} lanes, ${site.id} has ${site.lanes.length}`,
    );
  const street = pointStreet(stream, site.weights, dt_s);
  const sensor = pointSensor(site, street, sensing);
  const watch = watchHeads(site, dt_s);
  runStreet(street, () => {
    const inputs = sensor.look();
    const shown = controller(inputs, street.t_s);
    watch.note({ t_s: street.t_s, inputs, shown });
    onStep?.({ t_s: street.t_s, inputs, shown });
    return { vehicle: shown.vehicle, ped: shown.ped };
  });
  const told = (person: number): boolean => sensor.sees(person) || stream.people[person]!.press;
  const waits = street.trips.map((trip, person) => ({
    wait_s: trip?.wait_s ?? 0,
    known: told(person),
  }));
  const late = waits.filter(({ wait_s, known }) => known && wait_s > site.timing.max_wait_s);
  const unknown = waits.filter(({ known }) => !known);
  return {
    ...resultOf(street),
    max_wait_broken: late.length,
    unknown_waits: unknown.reduce((sum, { wait_s }) => sum + waitCost(site.weights, wait_s), 0),
    broken: watch.broken(),
  };
}

/** Steps the street until everybody is through or the stream ends. `heads`: what is shown next. */
export function runStreet(street: PointStreet, heads: () => Indications): void {
  const ticks = Math.ceil(street.stream.end_s / street.dt_s);
  // Not before vehicles have green again: who is on the road then is counted.
  while (street.tick < ticks && !(isThrough(street) && street.shown.vehicle === "green"))
    stepStreet(street, heads());
}
