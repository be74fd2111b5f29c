/** Which evenings are kept: kinds of demand, policies, and what goes wrong. */
import type { Kind } from "./street.ts";

/** An evening to record. */
export interface Wanted {
  readonly plan: string;
  readonly kind: Kind;
  readonly seed: number;
  readonly lasts_s: number;
}

const QUIET: Kind = { people: 0.008, vehicles: 0.06 };
const STEADY: Kind = { people: 0.03, vehicles: 0.2 };
const RUSH: Kind = { people: 0.08, group: 3, vehicles: 0.35 };
const SCHOOL: Kind = { people: 0.02, group: 14, vehicles: 0.2, press: 1 };
const PLATOONS: Kind = { people: 0.03, vehicles: 0.15, wave_s: 60 };

const of = (plan: string, kind: Kind, seed: number, lasts_s = 900): Wanted => ({
  plan,
  kind,
  seed,
  lasts_s,
});

export const EVENINGS: Readonly<Record<string, Wanted>> = {
  "marginal-quiet-night": of("pilot, marginal", QUIET, 1, 1800),
  "marginal-steady": of("pilot, marginal", STEADY, 2),
  "marginal-rush": of("pilot, marginal", RUSH, 3, 600),
  "marginal-school": of("pilot, marginal", SCHOOL, 4, 900),
  "marginal-platoons": of("pilot, marginal", PLATOONS, 5),
  "marginal-kerbs-blind": of("pilot, marginal", { ...STEADY, blind: 0.01 }, 6),
  "marginal-line-lost": of("pilot, marginal", { ...STEADY, lost: 0.005 }, 7),
  "marginal-late-ticks": of("pilot, marginal", { ...STEADY, late: 0.03 }, 8),
  "marginal-rain-of-phantoms": of("pilot, marginal", { ...QUIET, phantom: 0.2 }, 9),
  "marginal-everything": of(
    "pilot, marginal",
    { ...STEADY, blind: 0.005, lost: 0.003, late: 0.01, phantom: 0.02, asks: 0.005 },
    10,
  ),
  "marginal-countdown-steady": of("marginal with a countdown and fixed clearance", STEADY, 11),
  "puffin-steady": of("puffin", STEADY, 12),
  "puffin-rush": of("puffin", RUSH, 13, 600),
  "puffin-kerbs-blind": of("puffin", { ...STEADY, blind: 0.01 }, 14),
  "puffin-countdown-line-lost": of(
    "puffin with a countdown and red with yellow",
    { ...STEADY, lost: 0.005 },
    15,
  ),
  "puffin-engineer": of("puffin with fixed clearance", { ...STEADY, asks: 0.02 }, 16),
  "tongzhou-steady": of("tongzhou 2019", STEADY, 17),
  "tongzhou-school": of("pilot, tongzhou-2019", SCHOOL, 18),
  "tongzhou-rain-of-phantoms": of("tongzhou 2019", { ...QUIET, phantom: 0.2 }, 19),
  "fixed-steady": of("fixed time", STEADY, 20),
  "fixed-late-ticks": of("pilot, fixed", { ...STEADY, late: 0.03 }, 21),
  "push-button-steady": of("push-button", STEADY, 22),
  "push-button-everything": of(
    "pilot, push-button",
    { ...STEADY, blind: 0.005, lost: 0.003, late: 0.01, asks: 0.005 },
    23,
  ),
  "threshold-rush": of("threshold", RUSH, 24, 600),
  "threshold-kerbs-blind": of("pilot, threshold", { ...STEADY, blind: 0.01 }, 25),
};
