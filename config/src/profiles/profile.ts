/** What a rule profile is: the rules of one country as data, each with its number and its source. */
import type { Interval, VehicleIndication } from "../messages.ts";
import type { Site } from "../site.ts";

/**
 * Whether the clause itself was read. `secondary`: in a page that quotes it; `unverified`: from memory, to be
 * checked against the text before anybody relies on it.
 */
export type Evidence = "read" | "secondary" | "unverified";

/** The same words in Chinese and English. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** One rule. A plan that breaks a "shall" is never run; a broken "should" is reported and can be argued. */
export interface Rule {
  readonly id: string;
  readonly clause: string;
  readonly evidence: Evidence;
  readonly force: "shall" | "should";
  readonly text: Words;
  readonly limit: Limit;
}

/**
 * What a rule limits, in words the checker knows:
 * - `at-least`, `at-most`, `between`: one number of the site file;
 * - `clears`: ped clearance can last at least crossing length / walking speed; the slow speed is asked of adaptive
 *   clearance only, which alone can wait for one person;
 * - `protects`: the same with a margin, where the site's design speed says that many walk slowly;
 * - `walk-and-clears`: walk and ped clearance together cover the crossing and a step back from the kerb;
 * - `covers`: walk alone lasts until somebody is this part of the way across;
 * - `extends`: adaptive ped clearance lasts at most so much longer than at its shortest;
 * - `sees-the-crossing`: ped clearance goes by who is seen on the road;
 * - `yellow-by-speed`: yellow as long as the fastest lane asks for;
 * - `wait`: nobody waits longer, refuge or not, even one who comes as walk ends;
 * - `countdown`: an announced countdown is whole seconds and fits into the longest wait, so it can be kept.
 */
export type Limit =
  | { readonly kind: "at-least"; readonly path: SettingPath; readonly value: number }
  | { readonly kind: "at-most"; readonly path: SettingPath; readonly value: number }
  | {
      readonly kind: "between";
      readonly path: SettingPath;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: "clears"; readonly speed: SpeedName | number }
  | { readonly kind: "protects"; readonly speed_m_per_s: number; readonly factor: number }
  | { readonly kind: "walk-and-clears"; readonly speed_m_per_s: number; readonly more_m: number }
  | {
      readonly kind: "covers";
      readonly speed_m_per_s: number;
      readonly part: number;
      readonly part_with_refuge: number;
    }
  | { readonly kind: "extends"; readonly at_most_s: number }
  | { readonly kind: "sees-the-crossing" }
  | { readonly kind: "yellow-by-speed"; readonly steps: readonly YellowStep[] }
  | { readonly kind: "wait"; readonly without_refuge_s: number; readonly with_refuge_s: number }
  | { readonly kind: "countdown" };

/** The walking speeds that a site names. */
export type SpeedName = "design_speed_m_per_s" | "slow_speed_m_per_s";

/** Yellow for streets up to a speed. */
export interface YellowStep {
  readonly up_to_km_per_h: number;
  readonly yellow_s: number;
}

/** A number of the timing sheet, of the demand or of the crossing, by its path. */
export type SettingPath =
  | `timing.${Exclude<keyof Site["timing"], "adaptive_clearance">}`
  | `demand.${keyof Site["demand"]}`
  | `crossing.${SpeedName}`;

/** What people see at the kerb; a country shows ped clearance in its own way. */
export type PedShown = "walk" | "flashing-walk" | "flashing-dont-walk" | "dont-walk";

/** The rules of one country. */
export interface Profile {
  readonly name: string;
  readonly title: Words;
  /** What people see in ped clearance. */
  readonly clearance: PedShown;
  /** Whether vehicles see red with yellow before green. */
  readonly red_yellow: boolean;
  readonly rules: readonly Rule[];
}

/** What the heads show in one interval. */
export interface ShownInterval {
  readonly interval: Interval;
  readonly vehicle: VehicleIndication;
  readonly ped: PedShown;
}

/** What the heads show in that country, in order, from one vehicle green to the next. */
export const sequenceOf = ({ clearance, red_yellow }: Profile): readonly ShownInterval[] => [
  { interval: "vehicle-green", vehicle: "green", ped: "dont-walk" },
  { interval: "yellow-change", vehicle: "yellow", ped: "dont-walk" },
  { interval: "red-clearance", vehicle: "red", ped: "dont-walk" },
  { interval: "walk", vehicle: "red", ped: "walk" },
  { interval: "ped-clearance", vehicle: "red", ped: clearance },
  { interval: "buffer", vehicle: "red", ped: "dont-walk" },
  ...(red_yellow ? [RED_YELLOW] : []),
];

const RED_YELLOW: ShownInterval = {
  interval: "red-yellow",
  vehicle: "red-yellow",
  ped: "dont-walk",
};
