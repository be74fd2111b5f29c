/** The share of people still patient after each wait, as observed, without any model (Kaplan and Meier 1958). */
import type { WaitRecord } from "./records.ts";

/** From `wait_s` on, up to the next step. */
export interface SurvivalStep {
  readonly wait_s: number;
  /** Share not yet crossed on red, of all who were still there to do so. */
  readonly patient: number;
  /** 95 % band: Greenwood's variance on the log(-log) scale, so it stays within 0 and 1. */
  readonly low: number;
  readonly high: number;
  /** Waits that were still going on just before. */
  readonly at_risk: number;
}

const Z_95 = 1.959964;

/**
 * One step for each wait at which somebody crossed on red; people served and people who left are at risk until then.
 *
 * The steps show crossings, at `wait_s`: where gaps are rare, patience was over somewhat earlier.
 */
export function kaplanMeier(records: readonly WaitRecord[]): readonly SurvivalStep[] {
  const sorted = records.toSorted((a, b) => a.wait_s - b.wait_s);
  const steps: SurvivalStep[] = [];
  let [patient, greenwood] = [1, 0];
  for (let from = 0; from < sorted.length;) {
    const { wait_s } = sorted[from]!;
    let [to, crossed] = [from, 0];
    for (; to < sorted.length && sorted[to]!.wait_s === wait_s; to++)
      if (sorted[to]!.ended === "red") crossed += 1;
    const atRisk = sorted.length - from;
    if (crossed > 0) {
      patient *= 1 - crossed / atRisk;
      greenwood += atRisk === crossed ? 0 : crossed / (atRisk * (atRisk - crossed));
      steps.push({ wait_s, patient, ...band(patient, greenwood, steps.at(-1)), at_risk: atRisk });
    }
    from = to;
  }
  return steps;
}

/** The observed share still patient after a wait; 1 before the first step. */
export const patientAfter = (steps: readonly SurvivalStep[], wait_s: number): number =>
  steps.findLast((step) => step.wait_s <= wait_s)?.patient ?? 1;

/** Where nobody is left, the variance is not known: the upper end stays where it was. */
function band(patient: number, greenwood: number, before: SurvivalStep | undefined): Band {
  if (patient <= 0) return { low: 0, high: before?.high ?? 1 };
  const log = Math.log(patient);
  const width = (Z_95 * Math.sqrt(greenwood)) / -log;
  return { low: Math.exp(log * Math.exp(width)), high: Math.exp(log * Math.exp(-width)) };
}

type Band = Pick<SurvivalStep, "low" | "high">;
