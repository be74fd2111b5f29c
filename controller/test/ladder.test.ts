/** The ladder: down fast, up slowly, every change with its reason. */
import { type Indications, type Inputs, instant, milliseconds } from "@crossing/config";
import {
  type Plan,
  type State,
  type Step,
  alarmsOf,
  answer,
  initialState,
  step,
  surrender,
} from "@crossing/controller";
import { describe, expect, test } from "vitest";
import { PLAN, QUIET } from "./strip.ts";

type Told = (second: number) => Partial<Inputs>;

const GREEN: Indications = { vehicle: "green", ped: "dont-walk" };
const WALK: Indications = { vehicle: "red", ped: "walk" };
const RED: Indications = { vehicle: "red", ped: "dont-walk" };
const FLASH: Indications = { vehicle: "flashing-yellow", ped: "dark" };

/** So many seconds from the start of a run on the street; four ticks a second. */
function street(
  seconds: number,
  told: Told,
  { from, plan = PLAN }: { from?: State; plan?: Plan } = {},
): Step[] {
  let state = from ?? initialState(plan, instant(0), { assumeCall: true });
  const begin = from === undefined ? 0 : from.at + 250;
  return Array.from({ length: seconds * 4 }, (_, tick) => {
    const now = instant(begin + tick * 250);
    const done = step(plan, state, { ...QUIET, ...told(tick / 4) }, now);
    state = done.state;
    return done;
  });
}

/** Each change of the level: when, from, to, why. */
const changes = (steps: readonly Step[]): string[] =>
  steps.flatMap(({ events, state }) =>
    events
      .filter(({ name }) => name.startsWith("level-"))
      .map(({ name, numbers, cause }) =>
        `${state.at / 1000} ${name} ${numbers["from"] ?? ""}>${numbers["to"] ?? ""} ${cause ?? ""}`.trim(),
      ),
  );

const zones = (a: boolean, b: boolean) => ({
  zones: { A: a ? { waiting: 0 } : null, B: b ? { waiting: 0 } : null },
});

const ours = (steps: readonly Step[]): number =>
  steps.findIndex(({ state }) => state.inControl) / 4;

describe("at boot", () => {
  test.each([
    ["vehicles have green", GREEN, 10],
    ["it flashes", FLASH, 10],
    ["it is dark", { vehicle: "dark", ped: "dark" }, 10],
    ["all heads are red and stay so", RED, 10],
    ["nothing is told", null, 10],
    ["people are on a walk of the cabinet's", WALK, -0.25],
    ["yellow shows", { vehicle: "yellow", ped: "dont-walk" }, -0.25],
  ] as const)("it listens for ten seconds, then takes control when %s", (_, shown, at) => {
    const steps = street(60, () => ({ shown }));
    expect(ours(steps)).toBe(at);
    expect(steps[0]!.outputs).toMatchObject({ level: 3, mode: "withdrawn", bollards: "dark" });
  });

  test("it says for how much longer it listens, and then goes up", () => {
    const steps = street(12, () => ({ shown: GREEN }));
    expect(steps[4 * 4]!.outputs.reason).toEqual({ code: "rejoin", numbers: { remaining_s: 6 } });
    expect(changes(steps)).toEqual(["10 level-up 3>0 all-believed"]);
  });

  test("it waits for vehicle green when the cabinet's own plan serves people meanwhile", () => {
    const plan = (second: number): Indications => {
      if (second < 8) return GREEN;
      return second < 16 ? WALK : second < 20 ? RED : GREEN;
    };
    expect(ours(street(40, (second) => ({ shown: plan(second) })))).toBe(20);
  });

  test("a fault that was latched before is still latched, and nothing but clearing it helps", () => {
    const from = initialState(PLAN, instant(0), {
      assumeCall: true,
      fault: { code: "fault", numbers: {} },
    });
    const steps = street(60, () => ({ shown: GREEN }), { from });
    expect([ours(steps), steps.at(-1)!.outputs.level]).toEqual([-0.25, 5]);
    const [cleared] = street(1, () => ({ shown: GREEN, requests: ["clear-fault"] }), {
      from: steps.at(-1)!.state,
    });
    expect(cleared!.outputs).toMatchObject({ level: 0, interval: "vehicle-green" });
  });
});

describe("eyes", () => {
  test("one lost for five seconds is partial vision, all of them no vision; back after thirty good seconds each", () => {
    const steps = street(140, (second) => ({
      shown: null,
      ...zones(!(second >= 20 && second < 60), !(second >= 40 && second < 60)),
    }));
    expect(changes(steps).slice(1, 3)).toEqual([
      "25 level-down 0>1 zone-unseen",
      "45 level-down 1>2 zone-unseen",
    ]);
    const up = changes(steps).slice(3);
    expect(up).toHaveLength(1);
    expect(up[0]).toMatch(/level-up 2>0 all-believed$/);
    expect(Number(up[0]!.split(" ")[0])).toBeGreaterThanOrEqual(90);
  });

  test("the road alone unseen is partial vision", () => {
    const steps = street(40, (second) => (second >= 20 ? { crossing: null } : {}));
    expect(changes(steps).at(-1)).toBe("25 level-down 0>1 crossing-unseen");
  });
});

describe("the line", () => {
  test("lost is withdrawn at once, and no link once the cabinet's watchdog has run out; back after ten good seconds", () => {
    const steps = street(60, (second) => ({
      shown: second < 20 ? null : FLASH,
      link: second >= 20 && second < 30 ? "lost" : "up",
    }));
    expect(changes(steps).slice(1)).toEqual([
      "20 level-down 0>3 link-lost",
      "22 level-down 3>4 link-lost",
      "30 level-up 4>3 link-lost",
      "39.75 level-up 3>0 all-believed",
    ]);
    expect(steps[25 * 4]!.outputs.reason.code).toBe("link-lost");
    expect(steps[31 * 4]!.outputs.reason.code).toBe("rejoin");
  });

  test("every word of a link that is not up begins the ten seconds anew", () => {
    const steps = street(60, (second) => ({
      shown: GREEN,
      link: second === 20 || second === 28 ? "mismatch" : "up",
    }));
    const back = steps.findIndex(({ state }, tick) => tick > 29 * 4 && state.inControl) / 4;
    expect(back).toBe(38);
    expect(changes(steps)[1]).toBe("20 level-down 0>3 link-mismatch");
  });

  test("a withdrawal on request is level 3, and resumed as soon as nothing is under way", () => {
    const steps = street(60, (second) => ({
      shown: second < 35 ? GREEN : second < 45 ? WALK : GREEN,
      requests: second === 12 ? ["withdraw"] : second === 40 ? ["resume"] : [],
    }));
    expect(changes(steps).slice(1)).toEqual([
      "20.25 level-down 0>3 withdrawn",
      "45 level-up 3>0 all-believed",
    ]);
  });
});

describe("the flap guard", () => {
  /** The line is lost for a second at each of these. */
  const losing =
    (...at: readonly number[]): Told =>
    (second) => ({ shown: GREEN, link: at.includes(Math.floor(second)) ? "refused" : "up" });

  test("down, up and down again within ten minutes stays down for half an hour, and says so", () => {
    const steps = street(2400, losing(100, 400));
    expect(changes(steps)).toEqual([
      "10 level-up 3>0 all-believed",
      "100 level-down 0>3 link-refused",
      "110.75 level-up 3>0 all-believed",
      "400 level-down 0>3 link-refused",
      "400 level-pinned >",
      "2200 level-up 3>0 all-believed",
    ]);
    const pinned = steps[1000 * 4]!;
    expect(pinned.outputs.reason).toEqual({ code: "pinned", numbers: { remaining_s: 1200 } });
    expect(alarmsOf(pinned.state)).toContain("flapping");
  });

  test("losses more than ten minutes apart are no flapping, nor is one that goes down in steps", () => {
    expect(street(1500, losing(100, 720)).at(-1)!.state.ladder.pinned).toBeNull();
    const inSteps = street(200, (second) => ({
      ...zones(second < 20, second < 30),
      shown: GREEN,
      link: second >= 40 && second < 60 ? "lost" : "up",
    }));
    expect(inSteps.at(-1)!.state.ladder.pinned).toBeNull();
  });

  test("an engineer who withdraws and resumes does not flap, and one who resumes ends the half hour", () => {
    const asked = street(200, (second) => ({
      shown: GREEN,
      requests: second % 40 === 20 ? ["withdraw"] : second % 40 === 0 ? ["resume"] : [],
    }));
    expect(asked.at(-1)!.state.ladder.pinned).toBeNull();
    expect(changes(asked).filter((line) => line.includes("withdrawn")).length).toBeGreaterThan(2);
    const flapped = street(600, losing(100, 400)).at(-1)!.state;
    expect(answer(flapped, "resume")).toMatchObject({ accepted: true });
    const [back] = street(1, () => ({ shown: GREEN, requests: ["resume"] }), { from: flapped });
    expect([back!.state.inControl, back!.state.ladder.pinned]).toEqual([true, null]);
  });

  test("eyes that come and go stay doubted for half an hour", () => {
    const gone = (second: number): boolean =>
      [30, 130, 230].some((at) => second >= at && second < at + 8);
    const steps = street(2300, (second) => ({ shown: null, ...zones(!gone(second), true) }));
    const up = changes(steps).filter((line) => line.includes("level-up"));
    expect(steps.at(-1)!.state.ladder.level).toBe(0);
    expect(Number(up.at(-1)!.split(" ")[0])).toBeGreaterThan(135 + 1800);
  });
});

test("time that jumps is level 3 and a restart", () => {
  const before = street(30, () => ({ shown: GREEN })).at(-1)!.state;
  const jumped = step(PLAN, before, { ...QUIET, shown: GREEN }, instant(before.at + 1200));
  expect(jumped.outputs).toMatchObject({
    level: 3,
    reason: { code: "rejoin", numbers: { remaining_s: 10 } },
  });
  expect(jumped.events.find(({ name }) => name === "level-down")?.cause).toBe("time-jump");
  const again = step(
    PLAN,
    jumped.state,
    { ...QUIET, shown: GREEN },
    instant(jumped.state.at + 5000),
  );
  expect(again.outputs.reason.numbers).toEqual({ remaining_s: 10 });
});

test("a run whose tick cannot be trusted gives the lamps back and stays there", () => {
  const before = street(30, () => ({ shown: GREEN })).at(-1)!.state;
  const now = instant(before.at + 250);
  const { state, outputs, events } = surrender(PLAN, before, { ...QUIET, shown: GREEN }, now);
  expect(outputs).toMatchObject({ mode: "withdrawn", level: 5, reason: { code: "fault" } });
  expect(events.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["control-left", "fault-latched", "level-down"]),
  );
  expect(
    street(60, () => ({ shown: GREEN }), { from: state }).some((done) => done.state.inControl),
  ).toBe(false);
});

describe("a day of fixed time", () => {
  const slow: Plan = { ...PLAN, maxStep: milliseconds(120_000), maxWait: milliseconds(3_600_000) };

  /** So many hours, a tick every five seconds, of eyes that see nothing. */
  const blind = (hours: number, plan: Plan, seen: (tick: number) => Partial<Inputs>): Step[] => {
    let state = initialState(plan, instant(0));
    return Array.from({ length: hours * 720 }, (_, tick) => {
      const done = step(
        plan,
        state,
        { ...QUIET, ...zones(false, false), ...seen(tick) },
        instant(tick * 5000),
      );
      state = done.state;
      return done;
    });
  };
  const told = (steps: readonly Step[]): string[] =>
    steps.flatMap(({ events }, tick) =>
      events
        .filter(({ name }) => name.startsWith("adaptive"))
        .map(({ name }) => `${Math.floor(tick / 720)} ${name}`),
    );

  test("is an alarm when no walk was decided by what was seen or pressed, and ends with the first that is", () => {
    const steps = blind(30, slow, (tick) => (tick > 28 * 720 ? { buttons: { A: true } } : {}));
    expect(told(steps)).toEqual(["24 adaptive-idle", "28 adaptive-again"]);
    expect(alarmsOf(steps[27 * 720]!.state)).toContain("adaptive-idle");
  });

  test("is none with one press in it, and none of a plan that is meant to be fixed", () => {
    expect(
      told(blind(28, slow, (tick) => ({ buttons: { A: tick > 3600 && tick < 3660 } }))),
    ).toEqual([]);
    const fixed: Plan = {
      ...slow,
      policy: {
        name: "fixed",
        programmes: [{ from_s: 0, cycle: milliseconds(90_000), walk: milliseconds(10_000) }],
      },
    };
    expect(told(blind(30, fixed, () => ({})))).toEqual([]);
  });
});
