/** What a step is judged by, and what can come of it. */
import type { Site } from "@crossing/config";
import type { Look } from "./looks.ts";

/** All that is known of a step so far. */
export interface Evidence {
  readonly site: Site;
  readonly looks: readonly Look[];
  /** When "now" was said, s; null: not yet, or nothing is done. */
  readonly acted_s: number | null;
  /** When it was undone while the step looked on, s; null: it was not. */
  readonly undone_s: number | null;
  /** What is known of the walk tests of this site's cameras, by camera; null: there is no report. */
  readonly walkTests: Readonly<Record<string, WalkTally | null>>;
}

/** What a walk-test report says. */
export interface WalkTally {
  readonly passed: number;
  readonly failed: number;
  readonly unproven: number;
}

/** `open`: not decided yet. `missed`: the moment was not met; the step proves nothing and is done again. */
export interface Verdict {
  readonly is: "pass" | "fail" | "open" | "missed";
  /** What was seen, in one sentence. */
  readonly why: string;
  /** What was measured, by name with its unit. */
  readonly figures: Readonly<Record<string, number>>;
}

type Figures = Verdict["figures"];

export const pass = (why: string, figures: Figures = {}): Verdict => ({ is: "pass", why, figures });
export const fail = (why: string, figures: Figures = {}): Verdict => ({ is: "fail", why, figures });
export const open = (why: string): Verdict => ({ is: "open", why, figures: {} });
export const missed = (why: string): Verdict => ({ is: "missed", why, figures: {} });

/** A figure as it is written down: to the hundredth. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Two looks, and the write between them: a measured reaction may be so much longer than the real one, s. */
export const RESOLUTION_S = 0.3;

/** Vehicles and people sent into each other while the box has the lamps: nothing else is then looked at. */
export const conflicted = (looks: readonly Look[]): Look | undefined =>
  looks.find(({ cabinet }) => cabinet?.state === "remote" && cabinet.bothMove);
