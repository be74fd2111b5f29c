/** The next command: what is checked against what, what a refusal leaves behind, and which echoes are known again. */
import { type Lamp, type Outputs, lampMask } from "@crossing/config";
import { beforeEach, describe, expect, test } from "vitest";
import { type Command, Commands } from "../src/command.ts";
import { NOTHING, displayOf } from "../src/lamps.ts";
import { ALL_RED, CLEARANCE, GREEN, WALK, YELLOW } from "./crossing.ts";

const ZONES = ["A", "B"];
const CONFLICT: Outputs = { ...WALK, vehicle: "green" };
const lit = (...lamps: Lamp[]): number => lampMask(...lamps);
const GREENS = lit("vehicle-A-green", "vehicle-B-green", "ped-A-red", "ped-B-red");
const PED_GREENS = lit("vehicle-A-red", "vehicle-B-red", "ped-A-green", "ped-B-green");

let commands: Commands;
beforeEach(() => {
  commands = new Commands(ZONES, 2000);
});

const ask = (wanted: Outputs, found: number | null = null): Command =>
  commands.next({ wanted, asks: true, lit: found });
const only = (wanted: Outputs): Command => commands.next({ wanted, asks: false, lit: null });
const control = ({ control: said }: Command): readonly string[] => said;

test("a command that asks for control says what is wanted, with the calls of its zones and the site's watchdog", () => {
  expect(ask(WALK)).toEqual({
    mark: { seq: 1, heartbeat: 1 },
    control: ["request-control"],
    display: displayOf(WALK, ZONES),
    wanted: WALK,
    watchdogMs: 2000,
  });
});

test("a command that does not ask shows what is wanted, and asks nothing of the cabinet", () => {
  expect(only(ALL_RED)).toEqual({
    mark: { seq: 1, heartbeat: 1 },
    control: [],
    display: displayOf(ALL_RED, ZONES),
    wanted: null,
    watchdogMs: 2000,
  });
});

test("what may not be lit together is not even shown by a command that asks for nothing, and is no refusal", () => {
  const said = only(CONFLICT);
  expect([said.control, said.display, commands.unsafe]).toEqual([[], NOTHING, null]);
});

describe("a command has a new sequence number when", () => {
  test.each<[what: string, first: () => Command, second: () => Command, isNew: boolean]>([
    ["nothing is new: it has not", () => ask(GREEN), () => ask(GREEN), false],
    ["the lamps are others", () => ask(GREEN), () => ask(YELLOW), true],
    [
      "the lamps are the same in another interval",
      () => ask(ALL_RED),
      () => ask({ ...ALL_RED, interval: "red-clearance" }),
      true,
    ],
    ["it no longer asks for control", () => ask(ALL_RED), () => only(ALL_RED), true],
    ["it gives control back", () => ask(ALL_RED), () => commands.release(), true],
    ["it begins the proof", () => ask(ALL_RED), () => commands.prove(NOTHING, 100), true],
    [
      "the proof goes on: it has not",
      () => commands.prove(NOTHING, 100),
      () => commands.prove(NOTHING, 200),
      false,
    ],
    [
      "control stays given back: it has not",
      () => commands.release(),
      () => commands.release(),
      false,
    ],
    ["it tells the cabinet to go safe", () => ask(ALL_RED), () => ask(CONFLICT), true],
    ["safe is still the word: it has not", () => ask(CONFLICT), () => ask(CONFLICT), false],
  ])("%s", (_, first, second, isNew) => {
    const { seq } = first().mark;
    expect(second().mark.seq).toBe(isNew ? seq + 1 : seq);
  });
});

test.each<[what: string, changed: Partial<Outputs>]>([
  ["lamp", { ped: "flashing-walk" }],
  ["second for people", { ped_countdown_s: 8 }],
  ["second for drivers", { vehicle_countdown_s: 8 }],
  ["bollard", { bollards: "red" }],
  ["word of the voice", { voice: null }],
  ["call lamp", { call_lamps: { A: true, B: true } }],
])("a command in which only a %s differs has a new sequence number", (_, changed) => {
  const { seq } = ask(WALK).mark;
  expect(ask({ ...WALK, ...changed }).mark.seq).toBe(seq + 1);
  expect(ask({ ...WALK, ...changed }).mark.seq).toBe(seq + 1);
});

test.each<[what: string, say: () => Command, heartbeat: number]>([
  ["gives control back", () => commands.release(), 4],
  ["puts the watchdog to the proof", () => commands.prove(NOTHING, 100), 4],
  ["is refused and tells the cabinet to go safe", () => ask(CONFLICT), 3],
])("a first command that %s is new to a cabinet that took others before", (_, say, heartbeat) => {
  commands.hand.adopt({ seq: 7, heartbeat: 3 });
  expect(say().mark).toEqual({ seq: 8, heartbeat });
});

describe("the last check", () => {
  test("is against what was sent before", () => {
    ask(GREEN);
    expect(control(ask(ALL_RED))).toEqual(["go-safe"]);
    expect(commands.unsafe).toBe("vehicle head A goes from green to no green without yellow");
  });

  test("is against what was acknowledged before, too: a yellow that never arrived was never shown", () => {
    ask(GREEN);
    commands.acknowledge();
    ask(YELLOW);
    expect(control(ask(ALL_RED))).toEqual(["go-safe"]);
  });

  test("lets red follow a yellow that was acknowledged", () => {
    ask(GREEN);
    commands.acknowledge();
    ask(YELLOW);
    commands.acknowledge();
    expect(control(ask(ALL_RED))).toEqual(["request-control"]);
    expect(commands.unsafe).toBeNull();
  });

  test.each<[what: string, found: number | null, Outputs, passes: boolean]>([
    ["green may not be cut to red", GREENS, ALL_RED, false],
    ["green may stay", GREENS, GREEN, true],
    ["a pedestrian green is taken for its clearance and may end", PED_GREENS, ALL_RED, true],
    ["a pedestrian green may flash on", PED_GREENS, CLEARANCE, true],
    ["a pedestrian green may not become walk again", PED_GREENS, WALK, false],
    ["unknown lamps forbid nothing that may be lit", null, ALL_RED, true],
    ["unknown lamps permit no conflict", null, CONFLICT, false],
  ])("when control is taken is against the lamps found lit: %s", (_, found, wanted, passes) => {
    expect(control(ask(wanted, found))).toEqual([passes ? "request-control" : "go-safe"]);
    expect(commands.unsafe === null).toBe(passes);
  });

  test("is against what was sent and not against feedback, once something was sent: that may lag", () => {
    ask(YELLOW);
    expect(control(ask(ALL_RED, GREENS))).toEqual(["request-control"]);
  });

  test.each<[what: string, leave: () => unknown]>([
    ["no longer asked for", () => only(GREEN)],
    ["given back", () => commands.release()],
    ["cleared by an engineer", () => commands.clear()],
  ])("forgets what was sent and acknowledged under a control that was %s", (_, leave) => {
    ask(GREEN);
    commands.acknowledge();
    leave();
    expect(control(ask(ALL_RED))).toEqual(["request-control"]);
  });

  test("does not look at what is not asked for: a lamp image may jump while the cabinet is its own", () => {
    only(GREEN);
    expect(only(ALL_RED).display).toEqual(displayOf(ALL_RED, ZONES));
    expect(commands.unsafe).toBeNull();
  });
});

describe("after a refusal", () => {
  test("the cabinet is told to go safe with nothing lit, and its watchdog is not fed", () => {
    const { mark: before } = ask(GREEN);
    expect(ask(ALL_RED)).toEqual({
      mark: { seq: before.seq + 1, heartbeat: before.heartbeat },
      control: ["go-safe"],
      display: NOTHING,
      wanted: null,
      watchdogMs: 2000,
    });
  });

  test("it stays so whatever is wanted then, asked for or not, with the first reason", () => {
    ask(GREEN);
    ask(ALL_RED);
    expect([ask(GREEN), ask(CONFLICT), only(ALL_RED)].map(control)).toEqual([
      ["go-safe"],
      ["go-safe"],
      ["go-safe"],
    ]);
    expect(commands.unsafe).toMatch(/green without yellow/);
  });

  test("an acknowledged go-safe is not lamps: after an engineer cleared it nothing is held against red", () => {
    ask(GREEN);
    commands.acknowledge();
    ask(ALL_RED);
    commands.acknowledge();
    commands.clear();
    expect(commands.unsafe).toBeNull();
    expect(control(ask(ALL_RED))).toEqual(["request-control"]);
  });
});

test("the proof asks for the lamps as they are, with its own watchdog time and every display dark", () => {
  expect(commands.prove({ on: GREENS, flash: 0 }, 150)).toEqual({
    mark: { seq: 1, heartbeat: 1 },
    control: ["request-control"],
    display: { ...NOTHING, on: GREENS, flash: 0 },
    wanted: null,
    watchdogMs: 150,
  });
});

test("giving control back asks for nothing and lights nothing", () => {
  ask(GREEN);
  expect(commands.release()).toEqual({
    mark: { seq: 2, heartbeat: 2 },
    control: [],
    display: NOTHING,
    wanted: null,
    watchdogMs: 2000,
  });
});

describe("an echo", () => {
  test("is known again by both its words, among the last eight commands", () => {
    const [first, ...others] = Array.from({ length: 9 }, () => ask(GREEN));
    expect(commands.taken(first!.mark)).toBeNull();
    expect(others.map(({ mark }) => commands.taken(mark))).toEqual(others);
    const { seq, heartbeat } = others[0]!.mark;
    expect(commands.taken({ seq: seq + 1, heartbeat })).toBeNull();
    expect(commands.taken({ seq, heartbeat: heartbeat + 100 })).toBeNull();
  });

  test("of a cabinet that took nothing is nobody's", () => {
    expect(commands.taken({ seq: 0, heartbeat: 0 })).toBeNull();
  });
});
