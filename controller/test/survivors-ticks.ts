/** Ticks made by hand for the rules of every tick: sound ones, and what a change makes of them. */
import { type Inputs, type Instant, type Interval, instant, milliseconds } from "@crossing/config";
import {
  INVARIANTS,
  type Invariant,
  type Plan,
  SHOWN,
  type State,
  type Step,
  type Transition,
  check,
  initialState,
} from "@crossing/controller";
import { describe, expect, test } from "vitest";
import { PLAN, QUIET } from "./strip.ts";

export const NOW = 700_000;
export const now = instant(NOW);
export const ago = (ms: number): Instant => instant(NOW - ms);
export const fault = { code: "fault", numbers: {} } as const;
/** Control is the cabinet's. */
export const away = { inControl: false } as const;
/** A plan with every interval. */
export const ALL: Plan = { ...PLAN, redYellow: milliseconds(1500) };

/** What is otherwise than in a sound tick; the state after it begins as the one before. */
export interface Change {
  readonly before?: Partial<State>;
  readonly inputs?: Partial<Inputs>;
  readonly state?: Partial<State>;
  readonly outputs?: Partial<Step["outputs"]>;
}

/** A sound tick of 100 ms in this interval, changed. */
export function tick(
  interval: Interval,
  { before, inputs, state, outputs }: Change = {},
): Transition {
  const was: State = {
    ...initialState(PLAN, ago(100)),
    interval,
    since: ago(4000),
    asked: ago(4000),
    shown: SHOWN[interval],
    inControl: true,
    ...before,
  };
  const is: State = { ...was, at: now, ...state };
  const told: Step["outputs"] = {
    ...SHOWN[is.interval],
    interval: is.interval,
    vehicle_countdown_s: null,
    ped_countdown_s: null,
    bollards: "red",
    voice: null,
    call_lamps: {},
    reason: fault,
    mode: "normal",
    level: 0,
    ...outputs,
  };
  const after: Step = { state: is, outputs: told, events: [] };
  return { before: was, inputs: { ...QUIET, ...inputs }, after, now };
}

/** Whether a rule holds, where, and in which tick. */
export type Row = [holds: boolean, what: string, Interval, Change, plan?: Plan];
/** A rule with ticks on each side of it. */
export function rows(rule: Invariant, table: readonly Row[]): void {
  describe(`the rule ${rule}`, () => {
    test.each(table)("%s: %s", (holds, _, interval, change, plan = ALL) => {
      expect(INVARIANTS[rule](plan, tick(interval, change))).toBe(holds);
      expect(check(plan, tick(interval, change)).includes(rule)).toBe(!holds);
    });
  });
}
