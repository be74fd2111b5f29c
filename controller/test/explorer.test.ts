/** A long walk through whatever may happen, by seed: what is checked is what the lamps show, not what was asked. */
import { instant } from "@crossing/config";
import { type Plan, check, explain } from "@crossing/controller";
import { describe, expect, test } from "vitest";
import { type Evening, type Stay, evening } from "./evening.ts";
import { PLANS } from "./plans.ts";

const SEEDS = 6;

/** Each looks at one evening and names what went wrong; null: nothing. */
const LOOKS: Readonly<Record<string, (found: Evening) => string | null>> = {
  "lamps never conflict and never change against the rules": ({ lamps }) =>
    lamps.illegal[0] ?? null,

  "no minimum and no clearance is cut short at the lamps": ({ plan, lamps }) => {
    for (const [n, stay] of lamps.stays.entries()) {
      const least = leastOf(plan, lamps.stays[n - 1], stay);
      const ms = stay.until - stay.from;
      if (stay.ours && ms < least) return `${stay.vehicle} ${stay.ped} for ${ms} of ${least} ms`;
    }
    return null;
  },

  "clearance ends early only after a second of seen emptiness": ({ plan, moments }) => {
    for (const [n, { now, state, before }] of moments.entries()) {
      if (before.interval !== "ped-clearance" || state.interval !== "buffer") continue;
      if (now - before.since >= plan.clearance.max) continue;
      const last = moments.slice(0, n + 1).filter((moment) => moment.now >= now - 1000);
      if (last.some(({ inputs }) => inputs.crossing !== 0)) return `at ${now} ms`;
    }
    return null;
  },

  "a promised walk comes, and its countdown does not break or run up": ({ moments }) => {
    for (const [n, { now, outputs, inputs, stalled }] of moments.entries()) {
      const was = moments[n - 1]?.outputs;
      if (was === undefined || was.ped_countdown_s === null || was.ped !== "dont-walk") continue;
      if (inputs.link !== "up" || stalled || outputs.ped === "walk") continue;
      const is = outputs.ped_countdown_s;
      if (is === null || is > was.ped_countdown_s)
        return `${was.ped_countdown_s}, ${is} at ${now} ms`;
    }
    return null;
  },

  "no invariant is broken": ({ plan, moments }) => {
    for (const { now, inputs, before, ...after } of moments) {
      const broken = check(plan, { before, inputs, after, now: instant(now) });
      if (broken.length > 0) return `${broken.join(", ")} at ${now} ms`;
    }
    return null;
  },

  "control comes back by itself, ten seconds after the line, unless it flaps; and no fault is latched":
    ({ moments }) => {
      let since = 0;
      for (const { now, inputs, state, stalled } of moments) {
        const away = inputs.link === "up" && !state.withdrawn && !state.inControl && !stalled;
        if (!away || state.ladder.pinned !== null) since = now;
        if (now - since > 10_300 || state.fault !== null) return `at ${now} ms`;
      }
      return null;
    },

  "a withdrawal is not put off for ever": ({ plan, moments }) => {
    const most = mostOf(plan);
    let since = 0;
    for (const { now, state } of moments) {
      if (!state.withdrawn || !state.inControl) since = now;
      else if (now - since > most) return `at ${now} ms`;
    }
    return null;
  },

  "who asked while the crossing was the cabinet's is served when it is ours again": ({
    moments,
  }) => {
    const forgetful = moments.find(
      ({ before, state }) => !before.inControl && state.inControl && state.demand.calledAt === null,
    );
    return forgetful === undefined ? null : `at ${forgetful.now} ms`;
  },

  "a press is kept until walk, and comes to walk in time": ({ plan, moments }) => {
    const most = mostOf(plan);
    let since: number | null = null;
    for (const { now, inputs, before, state, stalled } of moments) {
      const [walks, pressed] = [state.interval === "walk", inputs.buttons["A"] === true];
      if (!state.inControl || stalled || state.withdrawn) since = since === null ? null : now;
      if (walks) since = null;
      else if (pressed && before.interval !== "walk") since ??= now;
      if (since === null) continue;
      if (state.demand.calledAt === null) return `forgotten at ${now} ms`;
      if (now - since > most) return `not served at ${now} ms`;
    }
    return null;
  },

  "every reason has its numbers, in both languages": ({ moments }) => {
    for (const { now, outputs, state } of moments) {
      const { reason } = outputs;
      const least = Math.min(0, ...Object.values(reason.numbers));
      if (least < 0 || explain(reason, "en").includes("?") || explain(reason, "zh").includes("?"))
        return `${reason.code} at ${now} ms`;
      if (
        (reason.code === "withdrawn") !==
        (outputs.mode === "withdrawn" && state.withdrawn && state.leftFor.code === "withdrawn")
      )
        return `${reason.code} in mode ${outputs.mode} at ${now} ms`;
    }
    return null;
  },

  "people are told to cross only in walk": ({ moments }) => {
    const wrong = moments.find(
      ({ outputs: { ped, bollards, voice } }) =>
        (bollards === "green" || voice === "cross") && ped !== "walk",
    );
    return wrong === undefined ? null : `at ${wrong.now} ms`;
  },
};

/** The least time of a stay, by what it is and what was before. */
function leastOf(plan: Plan, before: Stay | undefined, { vehicle, ped }: Stay): number {
  if (vehicle === "green") return plan.vehicleMinGreen;
  if (vehicle === "yellow") return plan.yellow;
  if (vehicle === "red-yellow") return plan.redYellow;
  if (ped === "walk") return plan.walkMin;
  if (ped === "flashing-walk") return plan.clearance.min;
  if (before?.vehicle === "yellow") return plan.redClearance;
  return before?.ped === "flashing-walk" ? plan.buffer : plan.startUp;
}

/** The longest that anybody may wait for walk under our control, each change as late as may be. */
function mostOf(plan: Plan): number {
  const presence = plan.policy.name === "tongzhou-2019" ? plan.policy.presence : 0;
  const green = Math.max(plan.vehicleMinGreen, plan.vehicleMaxGreen, presence + plan.countdown);
  const change = plan.yellow + plan.redClearance;
  const service = plan.walkMax + plan.clearance.max + plan.buffer + plan.redYellow;
  return plan.startUp + change + service + green + 8 * 1600;
}

describe.each(
  Object.entries(PLANS).flatMap(([name, plan]) => [
    { name: `${name}, calm`, plan, calm: true },
    { name: `${name}, everything at once`, plan, calm: false },
  ]),
)("$name", ({ plan, calm }) => {
  const evenings = Array.from({ length: SEEDS }, (_, seed) => evening(plan, seed, calm));

  test.each(Object.entries(LOOKS))("%s", (_, look) => {
    const wrong = evenings.flatMap((found) => {
      const why = look(found);
      return why === null ? [] : [`seed ${found.seed}: ${why}`];
    });
    expect(wrong).toEqual([]);
  });

  test("the evenings are worth looking at", () => {
    const seen = new Set(
      evenings.flatMap(({ moments }) => moments.map(({ state }) => state.interval)),
    );
    expect(seen.size).toBe(plan.redYellow > 0 ? 8 : 7);
    const walks = evenings.flatMap(({ lamps }) => lamps.stays.filter(({ ped }) => ped === "walk"));
    expect(walks.length).toBeGreaterThan(SEEDS);
  });
});
