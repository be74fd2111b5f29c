/** How people differ: speed, patience, courage. Drawn once for each person, never told to the decision core. */
import { BEHAVIOUR, type BehaviourSite } from "@crossing/config";
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

/** The slowest pace that anybody walks at, m/s. */
const SLOWEST = 0.5;
const LONGEST_START_DELAY_S = 3;

/**
 * Draws everything by the figures of a site, then lets `known` values stand instead.
 *
 * Takes the same number of draws whatever the figures are and whatever comes out: people who come later stay the
 * same when one figure is changed.
 */
export function behaviourOf(
  chance: Chance,
  known: Partial<Behaviour> = {},
  site: BehaviourSite = BEHAVIOUR,
): Behaviour {
  const { gap, pressing, late_start } = site;
  return {
    speed: speedOf(site, chance.next(), chance.normal(0, 1)),
    patience: patienceOf(site, chance.next(), chance.next()),
    gap: Math.min(gap.max_s, Math.max(gap.min_s, chance.lognormal(gap.mean_s, gap.sigma))),
    leave: leaveOf(site, chance.next(), chance.next()),
    press: chance.happens(pressing),
    det: true,
    startDelay: Math.min(LONGEST_START_DELAY_S, chance.lognormal(0.9, 0.4)),
    lateStarter: chance.happens(late_start),
    ...known,
  };
}

/** `which`, 0 <= which < 1, chooses the kind of walker; `pace` is how many deviations from its mean. */
function speedOf({ speeds }: BehaviourSite, which: number, pace: number): number {
  let left = which;
  let kind = speeds[0]!;
  for (const each of speeds) {
    kind = each;
    left -= each.share;
    if (left < 0) break;
  }
  return Math.max(SLOWEST, kind.mean_m_per_s + kind.deviation_m_per_s * pace);
}

function patienceOf(site: BehaviourSite, which: number, how: number): number {
  const { opportunists, never, patience } = site;
  if (which < opportunists.share) return how * opportunists.within_s;
  if (which < opportunists.share + never) return -1;
  return patience.scale_s * (-Math.log(1 - how)) ** (1 / patience.shape);
}

const leaveOf = ({ leaving }: BehaviourSite, which: number, how: number): number =>
  which < leaving.share ? leaving.from_s + how * (leaving.to_s - leaving.from_s) : -1;
