/**
 * How people differ: speed, patience, courage. Drawn once for each person, never told to the decision core.
 *
 * Mixture and figures: 12 % cross at once when they can, 45 % never on red, 43 % lose patience after a Weibull(2, 40 s)
 * time; critical gap lognormal with a mean of 6 s between 3 and 12 s; walking speed 85 % N(1.3, 0.2), 15 % N(0.9, 0.12) m/s.
 */
import type { Chance } from "./chance.ts";

export interface Behaviour {
  /** m/s */
  readonly speed: number;
  /** Seconds of waiting after which this person walks on red in a gap; -1: never. */
  readonly patience: number;
  /** Gap in the traffic that is long enough, s; shrinks as patience runs out. */
  readonly gap: number;
  /** Seconds of waiting after which this person gives up; -1: never. */
  readonly leave: number;
  /** Uses the button. */
  readonly press: boolean;
  /** Whether detectors see this person. */
  readonly det: boolean;
  /** From walk to the first step, s. */
  readonly startDelay: number;
  /** Steps off in the first seconds of flashing walk as well. */
  readonly lateStarter: boolean;
}

const OPPORTUNIST = 0.12;
const NEVER = 0.45;
const LEAVERS = 0.03;
const PRESSERS = 0.6;
const LATE_STARTERS = 0.15;

/** Draws everything, always in the same order, then lets `known` values stand instead. */
export function behaviourOf(chance: Chance, known: Partial<Behaviour> = {}): Behaviour {
  const slow = chance.happens(0.15);
  const pace = chance.normal(0, 1);
  return {
    speed: Math.max(0.5, slow ? 0.9 + 0.12 * pace : 1.3 + 0.2 * pace),
    patience: patienceOf(chance),
    gap: Math.min(12, Math.max(3, chance.lognormal(6, 0.3))),
    leave: chance.happens(LEAVERS) ? chance.uniform(15, 60) : -1,
    press: chance.happens(PRESSERS),
    det: true,
    startDelay: Math.min(3, chance.lognormal(0.9, 0.4)),
    lateStarter: chance.happens(LATE_STARTERS),
    ...known,
  };
}

function patienceOf(chance: Chance): number {
  const draw = chance.next();
  if (draw < OPPORTUNIST) return chance.uniform(0, 2);
  return draw < OPPORTUNIST + NEVER ? -1 : chance.weibull(2, 40);
}
