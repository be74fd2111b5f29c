/** What came of an evening, beside what it was told: each change in words, and a digest of everything once a minute. */
import { createHash } from "node:crypto";
import { type Outputs, instant } from "@crossing/config";
import { type Plan, type Step, initialState, step } from "@crossing/controller";
import { NOTHING, type Told, inputsOf, wordsOf } from "./record.ts";

/** Seconds between ticks, when none is late. */
export const TICK_S = 0.5;

/** What one tick is told, and when. `shown`: what the last one showed. */
export type Teller = (shown: Outputs | null) => { readonly t: number; readonly told: Told } | null;

/** The lines of an evening: `12.5 < what was told`, `12.5 = what changed`, `60 # digest of the minute before`. */
export function evening(plan: Plan, next: Teller): string[] {
  const lines: string[] = [];
  let state = initialState(plan, instant(0), { assumeCall: true });
  let [before, answered, last]: [Told, string, Outputs | null] = [NOTHING, "", null];
  let [due, minute, digest] = [0, 60, createHash("sha256")];
  for (let tick = next(null); tick !== null; tick = next(last)) {
    const { t, told } = tick;
    const words = [...(t === due ? [] : [`late${due}`]), ...wordsOf(told, before)];
    if (words.length > 0) lines.push(`${t} < ${words.join(" ")}`);
    const done = step(plan, state, inputsOf(told, plan.lanes, t), instant(t * 1000));
    const answer = answerOf(done);
    if (answer !== answered) lines.push(`${t} = ${answer}`);
    digest.update(digested(done));
    if (t >= minute) {
      lines.push(`${t} # ${digest.digest("hex").slice(0, 12)}`);
      [minute, digest] = [minute + 60 * Math.ceil((t - minute + 1) / 60), createHash("sha256")];
    }
    [state, before, answered, last, due] = [
      done.state,
      told,
      answer,
      done.outputs,
      tenths(t + TICK_S),
    ];
  }
  return lines;
}

/** A time in tenths of a second, the finest that is written. */
export const tenths = (t: number): number => Math.round(t * 10) / 10;

const answerOf = ({ outputs: { interval, mode, level, reason } }: Step): string =>
  `${interval} ${mode} ${level ?? 0} ${reason.code}`;

/** All that leaves the core, numbers to the hundredth. */
const digested = ({ outputs, events }: Step): string =>
  JSON.stringify({ outputs, events }, (_, value: unknown) =>
    typeof value === "number" ? Math.round(value * 100) / 100 : value,
  );
