/**
 * One person comes at every second of a cycle, under every shipped plan, on an empty road: walk begins exactly when it
 * should, not a second later and not a second earlier. The expected second is worked out here from the plan's numbers
 * alone, by sums that know nothing of the core.
 */
import { describe, expect, test } from "vitest";
import { instant } from "@crossing/config";
import { type Plan, initialState, step } from "@crossing/controller";
import { PLANS } from "./plans.ts";
import { QUIET } from "./strip.ts";

const TICK_S = 1;

const s = (ms: number): number => ms / 1000;

/** What follows from a plan's numbers, s. */
function sums(plan: Plan) {
  const change = s(plan.yellow) + s(plan.redClearance);
  const lead = Math.max(0, s(plan.countdown) - change);
  return {
    lead,
    toWalk: lead + change,
    // On an empty road an adaptive clearance ends at its shortest.
    afterWalk: s(plan.clearance.min) + s(plan.buffer) + s(plan.redYellow),
    minGreen: s(plan.vehicleMinGreen),
    dwell: s(plan.dwell),
  };
}

/** When walk begins for somebody who comes in second `came`, where vehicles have green since `green`; how long it lasts. */
function expectedWalk(plan: Plan, came: number, green: number): { at: number; lasts: number } {
  const { lead, toWalk, minGreen, dwell } = sums(plan);
  // In the tick in which green begins nobody is asked yet.
  const earliest = Math.max(green + TICK_S, green + minGreen - lead);
  const { policy } = plan;
  switch (policy.name) {
    case "marginal":
      // Nobody drives: at once, and walk goes on for as long as it may.
      return { at: Math.max(came + dwell, earliest) + toWalk, lasts: s(plan.walkMax) };
    case "puffin":
      return { at: Math.max(came + dwell, earliest) + toWalk, lasts: s(plan.walkMin) };
    case "threshold":
      return { at: Math.max(came + s(policy.wait), earliest) + toWalk, lasts: s(plan.walkMin) };
    case "tongzhou-2019":
      return { at: Math.max(came + s(policy.presence), earliest) + toWalk, lasts: s(policy.green) };
    case "push-button":
      return {
        at: Math.max(came, earliest, green + s(policy.green) - lead) + toWalk,
        lasts: s(policy.walk),
      };
    case "fixed": {
      const [{ cycle, walk }] = policy.programmes as readonly [(typeof policy.programmes)[number]];
      const rest = s(plan.clearance.max) + s(plan.buffer) + s(plan.redYellow);
      const begins = green + s(cycle) - s(walk) - rest;
      return { at: begins, lasts: s(walk) };
    }
  }
}

/** The seconds in which walk begins, where one person comes in each of these seconds and crosses on walk; presses, where only that counts. */
function walksOf(plan: Plan, comes: readonly number[], until: number): number[] {
  const begins: number[] = [];
  let state = initialState(plan, instant(0));
  let waiting = 0;
  let walking = false;
  for (let second = 0; second < until; second++) {
    const came = comes.includes(second);
    waiting = walking ? 0 : waiting + (came ? 1 : 0);
    const seen = {
      ...QUIET,
      zones: { A: { waiting }, B: { waiting: 0 } },
      buttons: { A: came && plan.policy.name === "push-button" },
      // The road is seen to be free: a gap need not be waited for.
      lookahead_s: 30,
    };
    const { outputs, state: next } = step(plan, state, seen, instant(second * 1000));
    state = next;
    if (outputs.ped === "walk" && !walking) begins.push(second);
    walking = outputs.ped === "walk";
  }
  return begins;
}

describe.each(Object.entries(PLANS))("%s", (_, plan) => {
  const firstGreen = s(plan.startUp);
  const { afterWalk } = sums(plan);
  const first = expectedWalk(plan, 0, firstGreen);
  const secondGreen = first.at + first.lasts + afterWalk;

  test("the first person is served in the second that the plan's numbers give", () => {
    expect(walksOf(plan, [0], first.at + 2)).toEqual([first.at]);
  });

  // Fixed time does not look at who comes: its own test is below.
  if (plan.policy.name === "fixed") return;

  test("one who comes in any second after walk is served exactly when the plan's numbers say", () => {
    for (let offset = 1; offset < 90; offset++) {
      const came = first.at + first.lasts + offset;
      const { at } = expectedWalk(plan, came, secondGreen);
      expect([offset, ...walksOf(plan, [0, came], at + 2)]).toEqual([offset, first.at, at]);
    }
  });
});

test("fixed time serves in the same second of every cycle, whoever comes when", () => {
  const plan = PLANS["fixed time"]!;
  const { at } = expectedWalk(plan, 0, s(plan.startUp));
  for (let came = 0; came < 50; came++)
    expect(walksOf(plan, [came], 160)).toEqual([at, at + 50, at + 100]);
});
