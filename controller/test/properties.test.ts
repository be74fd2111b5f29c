import { type Indications, type Inputs, type Interval, instant } from "@crossing/config";
import { type Plan, type Step, initialState, permits, step } from "@crossing/controller";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PLANS } from "./plans.ts";
import { PLAN, QUIET } from "./strip.ts";

const zone = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 3, arbitrary: fc.constant({ waiting: 0 }) },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.double({ min: 0, max: 90, noNaN: true }), { minLength: 1, maxLength: 4 })
      .map((waits_s) => ({ waiting: waits_s.length, waits_s })),
  },
);

const indications: fc.Arbitrary<Indications> = fc.record({
  vehicle: fc.constantFrom("green", "yellow", "red", "red-yellow", "flashing-yellow", "dark"),
  ped: fc.constantFrom("walk", "flashing-walk", "dont-walk", "dark"),
});

const anyInputs: fc.Arbitrary<Inputs> = fc.record({
  zones: fc.record({ A: zone, B: zone }),
  buttons: fc.record({ A: fc.boolean() }),
  crossing: fc.option(fc.nat({ max: 3 })),
  lanes: fc.array(
    fc.record({
      id: fc.constant("W0"),
      queue: fc.option(fc.nat({ max: 5 })),
      eta_s: fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { maxLength: 3 }),
      passages: fc.nat({ max: 2 }),
    }),
    { maxLength: 2 },
  ),
  lookahead_s: fc.constantFrom(0, 8),
  shown: fc.option(indications, { freq: 2 }),
  link: fc.oneof(
    { weight: 60, arbitrary: fc.constant("up" as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("lost" as const, "mismatch" as const, "refused" as const),
    },
  ),
  requests: fc.oneof(
    { weight: 20, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.subarray(["ped-call", "clear-fault", "withdraw", "resume"] as const),
    },
  ),
});

/** Stretches of the same inputs: streets change more slowly than they are looked at. */
const evening = fc
  .array(fc.tuple(anyInputs, fc.integer({ min: 1, max: 60 })), { maxLength: 40 })
  .map((stretches) =>
    stretches.flatMap(([inputs, ticks]) => Array.from({ length: ticks }, () => inputs)),
  );

const ticks = fc.constantFrom(100, 500, 1000);

function run(plan: Plan, inputs: readonly Inputs[], every: number): Step[] {
  let state = initialState(plan, instant(0));
  return inputs.map((seen, tick) => {
    const done = step(plan, state, seen, instant(tick * every));
    state = done.state;
    return done;
  });
}

/** Stays in which the crossing was ours from beginning to end, in whole ticks. */
function stays(steps: readonly Step[], every: number): { interval: Interval; ms: number }[] {
  const found: { interval: Interval; ms: number; whole: boolean }[] = [];
  for (const { state } of steps) {
    const last = found.at(-1);
    if (last !== undefined && last.interval === state.interval && state.inControl) last.ms += every;
    else {
      if (last !== undefined && !state.inControl) last.whole = false;
      found.push({ interval: state.interval, ms: every, whole: state.inControl });
    }
  }
  return found.slice(1, -1).filter(({ whole }) => whole);
}

const inControl = (inputs: readonly Inputs[]): Inputs[] =>
  inputs.map((seen) => ({ ...seen, link: "up", shown: null, requests: [] }));

test.each(Object.entries(PLANS))(
  "%s: whatever the inputs, the interlock is never refused anything",
  (_, plan) => {
    fc.assert(
      fc.property(evening, ticks, (inputs, every) => {
        const steps = run(plan, inputs, every);
        return steps.every(({ state, outputs }, tick) => {
          const before = steps[tick - 1]?.state;
          const ours = before?.inControl === true && state.inControl;
          return !ours || permits(before.shown, outputs);
        });
      }),
      { numRuns: 35 },
    );
  },
);

test.each(Object.entries(PLANS))(
  "%s: whatever the inputs, minimums and clearances hold",
  (_, plan) => {
    const least: Partial<Record<Interval, number>> = {
      "vehicle-green": plan.vehicleMinGreen,
      "yellow-change": plan.yellow,
      "red-clearance": plan.redClearance,
      walk: plan.walkMin,
      "ped-clearance": plan.clearance.min,
      buffer: plan.buffer,
    };
    fc.assert(
      fc.property(evening, ticks, (inputs, every) => {
        const seen = stays(run(plan, inControl(inputs), every), every);
        return seen.every(({ interval, ms }) => ms >= (least[interval] ?? 0));
      }),
      { numRuns: 35 },
    );
  },
);

test.each(Object.entries(PLANS))(
  "%s: minimums hold at the lamps too, when the line loses cycles",
  (_, plan) => {
    const least: Partial<Record<string, number>> = {
      "green dont-walk": plan.vehicleMinGreen,
      "yellow dont-walk": plan.yellow,
      "red walk": plan.walkMin,
      "red flashing-walk": plan.clearance.min,
    };
    const lags = fc.array(fc.nat({ max: 13 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(lags, (lag) => {
        const lamps = behind(plan, lag, 1500);
        return lamps.slice(1, -1).every(({ drawn, ticks }) => ticks * 100 >= (least[drawn] ?? 0));
      }),
      { numRuns: 30 },
    );
  },
);

/** What the lamps show, in stays, when each change reaches them so many ticks late; somebody always waits. */
function behind(
  plan: Plan,
  lag: readonly number[],
  length: number,
): { drawn: string; ticks: number }[] {
  let state = initialState(plan, instant(0));
  let lamps: Indications = { vehicle: "red", ped: "dont-walk" };
  let wanted = lamps;
  let due = 0;
  const stays: { drawn: string; ticks: number }[] = [];
  for (let tick = 0, change = 0; tick < length; tick++) {
    if (tick >= due) lamps = wanted;
    const inputs: Inputs = { ...QUIET, buttons: { A: true }, crossing: null, shown: lamps };
    const done = step(plan, state, inputs, instant(tick * 100));
    state = done.state;
    const { vehicle, ped } = done.outputs;
    if (vehicle !== wanted.vehicle || ped !== wanted.ped)
      due = tick + 1 + (lag[change++ % lag.length] ?? 0);
    wanted = { vehicle, ped };
    const drawn = `${lamps.vehicle} ${lamps.ped}`;
    const last = stays.at(-1);
    if (last?.drawn === drawn) last.ticks += 1;
    else stays.push({ drawn, ticks: 1 });
  }
  return stays;
}

/** From a press to walk at the latest: a whole service and the green after it, or the longest wait. */
function longestToWalk(plan: Plan): number {
  const { policy } = plan;
  const around =
    plan.startUp +
    plan.walkMax +
    plan.clearance.max +
    plan.buffer +
    plan.yellow +
    plan.redClearance;
  switch (policy.name) {
    case "puffin":
      return around + Math.max(plan.vehicleMinGreen + plan.countdown, plan.vehicleMaxGreen);
    case "tongzhou-2019":
      return around + Math.max(plan.vehicleMinGreen, policy.presence) + plan.countdown;
    default:
      return Math.max(around + plan.vehicleMinGreen + plan.countdown, plan.maxWait);
  }
}

test.each(Object.entries(PLANS))(
  "%s: a press is served within the bound of the plan",
  (_, plan) => {
    const longest = longestToWalk(plan);
    fc.assert(
      fc.property(evening, ticks, fc.nat({ max: 400 }), (inputs, every, at) => {
        const bound = longest + 4 * every;
        const after = Math.ceil(bound / every);
        const quiet = inControl(inputs)[0];
        if (quiet === undefined) return true;
        const filled = Array.from({ length: at + after + 1 }, (_, tick) => ({
          ...(inControl(inputs)[tick % inputs.length] ?? quiet),
          buttons: { A: tick === at },
        }));
        return run(plan, filled, every)
          .slice(at)
          .some(({ outputs }) => outputs.ped === "walk");
      }),
      { numRuns: 12 },
    );
  },
);

test.each(Object.entries(PLANS))(
  "%s: a countdown to walk runs without a break and is true within a second",
  (_, plan) => {
    fc.assert(
      fc.property(evening, ticks, (inputs, every) => {
        const steps = run(plan, inControl(inputs), every);
        return steps.every(({ outputs }, tick) => {
          const shown = outputs.ped === "dont-walk" ? outputs.ped_countdown_s : null;
          if (shown === null) return true;
          const walk = steps.findIndex((later, at) => at > tick && later.outputs.ped === "walk");
          const until = walk === -1 ? steps.length : walk;
          const kept = steps.slice(tick, until).every((at) => at.outputs.ped_countdown_s !== null);
          const seconds = ((walk - tick) * every) / 1000;
          return kept && (walk === -1 || Math.abs(seconds - shown) <= 1);
        });
      }),
      { numRuns: 35 },
    );
  },
);

test("without demand nobody is stopped", () => {
  const quiet: Inputs = {
    zones: { A: { waiting: 0 }, B: { waiting: 0 } },
    buttons: {},
    crossing: 0,
    lanes: [],
    lookahead_s: 0,
    shown: null,
    link: "up",
    requests: [],
  };
  const steps = run(
    PLAN,
    Array.from({ length: 6000 }, () => quiet),
    100,
  );
  expect(steps.some(({ outputs }) => outputs.ped === "walk")).toBe(false);
  expect(steps.at(-1)?.outputs.vehicle).toBe("green");
});

test("the same inputs give the same answers, to the last byte", () => {
  fc.assert(
    fc.property(evening, ticks, (inputs, every) => {
      const [a, b] = [run(PLAN, inputs, every), run(PLAN, inputs, every)];
      return JSON.stringify(a) === JSON.stringify(b);
    }),
    { numRuns: 15 },
  );
});
