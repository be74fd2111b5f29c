/** Sequences as strips, one character per second, as an engineer would draw them. */
import {
  BEHAVIOUR,
  type Indications,
  type Inputs,
  type Outputs,
  WEIGHTS,
  type ZoneInput,
  instant,
  milliseconds,
} from "@crossing/config";
import { type Plan, type State, type Step, initialState, step } from "@crossing/controller";

/** A small crossing: round numbers, adaptive clearance, no countdown unless a test says so. */
export const PLAN: Plan = {
  zones: ["A", "B"],
  lanes: ["W0"],
  vehicleMinGreen: milliseconds(10_000),
  vehicleMaxGreen: milliseconds(20_000),
  passage: milliseconds(3000),
  yellow: milliseconds(3000),
  redClearance: milliseconds(2000),
  walkMin: milliseconds(7000),
  walkMax: milliseconds(20_000),
  clearance: { adaptive: true, min: milliseconds(4000), max: milliseconds(12_000) },
  buffer: milliseconds(2000),
  redYellow: milliseconds(0),
  startUp: milliseconds(2000),
  countdown: milliseconds(0),
  maxWait: milliseconds(60_000),
  dwell: milliseconds(2000),
  cancel: milliseconds(3000),
  maxStep: milliseconds(1000),
  length_m: 10,
  width_m: 4,
  policy: { name: "puffin" },
  weights: WEIGHTS,
  behaviour: BEHAVIOUR,
  flows: { people: 60 / 3600, vehicles: 300 / 3600 },
  coordination: null,
};

/** Fixed clearance, so that every countdown is certain. */
export const FIXED: Plan["clearance"] = {
  adaptive: false,
  min: milliseconds(6000),
  max: milliseconds(6000),
};

/** A quiet street: nobody, nothing, all detectors healthy. */
export const QUIET: Inputs = {
  zones: { A: { waiting: 0 }, B: { waiting: 0 } },
  buttons: {},
  crossing: 0,
  lanes: [{ id: "W0", queue: 0, eta_s: [], passages: 0 }],
  lookahead_s: 0,
  shown: null,
  link: "up",
  requests: [],
};

/**
 * What the heads show, given what the detectors see: rows of one character a second.
 *
 * Rows in: `button` (P pressed), `waiting` and `waitingB` and `crossing` (digits, ? unseen), `traffic` (# a vehicle
 * is there), `link` (x lost), `asks` (w withdraw, r resume, c clear the fault, p call). What a row does not say stays as its last character.
 * Rows out, as asked for by name: vehicle, ped, count (to walk or don't walk), drivers (their countdown), bollards, voice.
 */
export function strip(
  plan: Plan,
  rows: readonly string[],
  wanted: readonly (keyof typeof DRAWN)[] = ["vehicle", "ped"],
): string[] {
  const seen = Object.fromEntries(rows.map((row) => row.split(/ +/) as [string, string]));
  const length = Math.max(...Object.values(seen).map((row) => row.length));
  const at = (name: string, second: number): string => {
    const row = seen[name] ?? "";
    return row[Math.min(second, row.length - 1)] ?? "";
  };
  const steps = run(plan, length, (second) => inputsAt((name) => at(name, second)));
  return wanted.map(
    (name) => `${name} ${steps.map(({ outputs }) => DRAWN[name](outputs)).join("")}`,
  );
}

/** Every step of so many seconds. */
export function run(plan: Plan, length: number, inputs: (second: number) => Inputs): Step[] {
  let state: State = initialState(plan, instant(0));
  return Array.from({ length }, (_, second) => {
    const done = step(plan, state, inputs(second), instant(second * 1000));
    state = done.state;
    return done;
  });
}

const ASKS = { w: "withdraw", r: "resume", c: "clear-fault", p: "ped-call" } as const;

const inputsAt = (at: (name: string) => string): Inputs => {
  const asked = at("asks") as keyof typeof ASKS;
  const crossing = at("crossing");
  return {
    ...QUIET,
    zones: { A: zone(at("waiting")), B: zone(at("waitingB")) },
    buttons: { A: at("button") === "P" },
    crossing: crossing === "?" ? null : Number(crossing || 0),
    lanes: [{ id: "W0", queue: at("traffic") === "#" ? 1 : 0, eta_s: [], passages: 0 }],
    link: at("link") === "x" ? "lost" : "up",
    requests: asked in ASKS ? [ASKS[asked]] : [],
  };
};

const zone = (drawn: string): ZoneInput | null =>
  drawn === "?" ? null : { waiting: Number(drawn === "." ? 0 : drawn || 0) };

const VEHICLE: Readonly<Record<Indications["vehicle"], string>> = {
  green: "G",
  yellow: "Y",
  red: "r",
  "red-yellow": "O",
  "flashing-yellow": "y",
  dark: ".",
};

const PED: Readonly<Record<Indications["ped"], string>> = {
  walk: "W",
  "flashing-walk": "f",
  "dont-walk": "-",
  dark: ".",
};

const digit = (value: number | null): string =>
  value === null ? "." : value > 9 ? "+" : String(value);

const DRAWN = {
  vehicle: (o: Outputs) => VEHICLE[o.vehicle],
  ped: (o: Outputs) => PED[o.ped],
  count: (o: Outputs) => digit(o.ped_countdown_s),
  drivers: (o: Outputs) => digit(o.vehicle_countdown_s),
  bollards: (o: Outputs) => ({ green: "g", red: "r", dark: "." })[o.bollards],
  voice: (o: Outputs) => (o.voice === null ? "." : { cross: "c", wait: "w" }[o.voice]),
  lamp: (o: Outputs) => (o.call_lamps["A"] === true ? "*" : "."),
};
