/**
 * What must happen, and when exactly, worked out from a plan's numbers alone: the pilot crossing under every policy, and the
 * small crossing's plans. On both sides: a second late keeps people, a second early stops vehicles for nothing.
 */
import { type Inputs, POLICIES, type Request, instant, milliseconds } from "@crossing/config";
import { type Plan, type State, initialState, step } from "@crossing/controller";
import { describe, expect, test } from "vitest";
import { planNamed } from "./golden/files.ts";
import { PLANS } from "./plans.ts";
import { QUIET } from "./strip.ts";

const ALL: readonly (readonly [string, Plan])[] = [
  ...Object.keys(POLICIES).map((name) => [name, planNamed(`pilot, ${name}`)] as const),
  ...Object.entries(PLANS).map(([name, plan]) => [`small, ${name}`, plan] as const),
];

const s = (ms: number): number => ms / 1000;

/** A crossing that is told something every second; a free road in sight, as nobody need wait for a gap then. */
class Run {
  readonly plan: Plan;
  state: State;
  second = 0;
  walked = false;

  constructor(plan: Plan, { assumeCall = false }: { assumeCall?: boolean } = {}) {
    this.plan = plan;
    this.state = initialState(plan, instant(0), { assumeCall });
  }

  tell(told: Partial<Inputs> = {}): void {
    const inputs = { ...QUIET, lookahead_s: 30, ...told };
    this.state = step(this.plan, this.state, inputs, instant(this.second * 1000)).state;
    this.second += 1;
  }

  /** The second in which walk begins, after this one; null: not within so many seconds. */
  walkWithin(seconds: number): number | null {
    for (const end = this.second + seconds; this.second < end;) {
      const before = this.state.interval;
      this.tell();
      if (before !== "walk" && this.state.interval === "walk") return this.second - 1;
    }
    return null;
  }

  until(interval: State["interval"]): number {
    for (let most = 1000; this.state.interval !== interval; most--) {
      if (most === 0) throw new Error(`no ${interval} in 1000 s`);
      this.tell();
    }
    return this.second - 1;
  }
}

const press = { buttons: { A: true } };
const asked = (request: Request): Partial<Inputs> => ({ requests: [request] });

/** When walk begins for a press in this second, where vehicles have green since `green`. */
function walkFor(plan: Plan, pressed: number, green: number): number {
  const change = s(plan.yellow) + s(plan.redClearance);
  const lead = Math.max(0, s(plan.countdown) - change);
  const earliest = Math.max(green + 1, green + s(plan.vehicleMinGreen) - lead);
  const guarantee = pressed + s(plan.maxWait) - lead - change - 1;
  const rule = ruleFor(plan, { pressed, green, lead });
  return Math.max(Math.ceil(Math.min(rule, guarantee)), earliest) + lead + change;
}

function ruleFor(
  plan: Plan,
  { pressed, green, lead }: { pressed: number; green: number; lead: number },
): number {
  const { policy } = plan;
  switch (policy.name) {
    case "marginal":
    case "puffin":
      return pressed;
    case "threshold":
      return pressed + s(policy.wait);
    case "tongzhou-2019":
      return pressed + s(policy.presence);
    case "push-button":
      return Math.max(pressed, green + s(policy.green) - lead);
    case "fixed": {
      const [{ cycle, walk }] = policy.programmes as readonly [(typeof policy.programmes)[number]];
      const rest = plan.yellow + plan.redClearance + plan.clearance.max + plan.buffer;
      return green + s(cycle - walk - rest - plan.redYellow) - lead;
    }
  }
}

describe.each(ALL)("%s", (_, plan) => {
  /** After a first service, in the second in which vehicles get green again. */
  function served(): { readonly run: Run; readonly green: number } {
    const run = new Run(plan);
    run.tell(press);
    run.until("walk");
    return { run, green: run.until("vehicle-green") };
  }

  test("a press of one second in any second of green is served in exactly the second that the numbers give", () => {
    let tried = 0;
    for (let offset = 1; offset <= 75; offset++) {
      const { run, green } = served();
      for (let wait = 1; wait < offset; wait++) run.tell();
      const pressed = run.second;
      // Fixed time has begun a walk of its own by then.
      if (run.state.walkAt !== null || run.state.interval !== "vehicle-green") break;
      run.tell(press);
      const expected = walkFor(plan, pressed, green);
      expect([offset, run.walkWithin(200)]).toEqual([offset, expected]);
      tried += 1;
    }
    expect(tried).toBeGreaterThanOrEqual(plan.policy.name === "fixed" ? 10 : 75);
  });

  test("nobody asks: nobody is stopped, but by a fixed plan", () => {
    const { run } = served();
    const walk = run.walkWithin(700);
    expect(walk === null).toBe(plan.policy.name !== "fixed");
  });

  test("a restart in any second of a service is silent for ten seconds, begins at rest and assumes a call", () => {
    const first = new Run(plan);
    first.tell(press);
    for (let second = 0; second < 100; second++) {
      first.tell();
      const { shown } = first.state;
      const again = new Run(plan, { assumeCall: true });
      for (let quiet = 0; quiet < 10; quiet++) {
        again.tell({ shown });
        expect([second, again.state.inControl]).toEqual([second, false]);
      }
      // The cabinet leads on by its own plan, until vehicles have green.
      again.tell({ shown: { vehicle: "green", ped: "dont-walk" } });
      expect([second, again.state.inControl, again.state.interval]).toEqual([
        second,
        true,
        "vehicle-green",
      ]);
      expect(again.state.demand.calledAt).not.toBeNull();
    }
  });

  test("control withdrawn in any second is left at rest, and a call is assumed when it is taken again", () => {
    for (let second = 1; second < 60; second += 3) {
      const run = new Run(plan);
      run.tell(press);
      for (let wait = 0; wait < second; wait++) run.tell();
      run.tell(asked("withdraw"));
      for (let wait = 0; run.state.inControl && wait < 300; wait++) run.tell();
      expect([second, run.state.inControl]).toEqual([second, false]);
      run.tell({ ...asked("resume"), shown: { vehicle: "green", ped: "dont-walk" } });
      for (let wait = 0; !run.state.inControl && wait < 300; wait++)
        run.tell({ shown: { vehicle: "green", ped: "dont-walk" } });
      const taken = run.second - 1;
      const { state } = run;
      expect([second, state.inControl, state.demand.latchedAt !== null]).toEqual([
        second,
        true,
        true,
      ]);
      const latest = walkFor(plan, taken, taken);
      expect(run.walkWithin(200)).toBeLessThanOrEqual(latest);
    }
  });
});

test("where people are recalled, they are recalled exactly so long after the last walk", () => {
  const programmes = [{ from_s: 0, after: milliseconds(90_000) }];
  const plan = { ...planNamed("pilot, puffin"), recall: { always: true, programmes } };
  const run = new Run(plan);
  run.until("walk");
  const walked = run.until("ped-clearance") - 1;
  const lead = s(plan.countdown) - s(plan.yellow) - s(plan.redClearance);
  expect(run.walkWithin(300)).toBe(walked + 90 + lead + s(plan.yellow) + s(plan.redClearance));
});

test("heads that show what may not be are not taken over, and a fault is latched", () => {
  const run = new Run(planNamed("pilot, puffin"));
  run.tell({ shown: { vehicle: "flashing-yellow", ped: "flashing-walk" } });
  expect([run.state.inControl, run.state.fault]).toEqual([false, { code: "fault", numbers: {} }]);
});
