/** What a rule profile is: the rules of one country as data, each with its number and its source. */
import type { Site } from "../site.ts";

/**
 * Whether the clause itself was read. `secondary`: in a page that quotes it; `unverified`: from memory, to be
 * checked against the text before anybody relies on it.
 */
export type Evidence = "read" | "secondary" | "unverified";

/** One rule. A plan that breaks a "shall" is never run; a broken "should" is reported and can be argued. */
export interface Rule {
  readonly id: string;
  readonly clause: string;
  readonly evidence: Evidence;
  readonly force: "shall" | "should";
  readonly text: { readonly zh: string; readonly en: string };
  readonly limit: Limit;
}

/**
 * What a rule limits, in words the checker knows:
 * - `at-least`, `at-most`: one number of the site file;
 * - `clears`: ped clearance can last at least crossing length / walking speed; the slow speed is asked of adaptive
 *   clearance only, which alone can wait for one person;
 * - `wait`: nobody waits longer, refuge or not, even one who comes as walk ends;
 * - `countdown`: an announced countdown is whole seconds and fits into the longest wait, so it can be kept.
 */
export type Limit =
  | { readonly kind: "at-least"; readonly path: TimingPath; readonly value: number }
  | { readonly kind: "at-most"; readonly path: TimingPath; readonly value: number }
  | { readonly kind: "clears"; readonly speed: "design_speed_m_per_s" | "slow_speed_m_per_s" }
  | { readonly kind: "wait"; readonly without_refuge_s: number; readonly with_refuge_s: number }
  | { readonly kind: "countdown" };

/** A number of the timing sheet or of the crossing, by its path. */
export type TimingPath =
  | `timing.${Exclude<keyof Site["timing"], "adaptive_clearance">}`
  | "crossing.design_speed_m_per_s";

/** The rules of one country. */
export interface Profile {
  readonly name: string;
  readonly rules: readonly Rule[];
}
