/**
 * The marginal rule: people are served as soon as no later moment is better for all.
 *
 * Every tick of vehicle green it reckons what a service would cost now, in one second, in two ... up to the horizon:
 * what people lose by waiting until then, what the vehicles that would be held lose, and what time is worth here
 * (`price.ts`): a service put off by d seconds puts off the next ones too. It serves when now is the cheapest. One
 * snapshot of rates stands for all candidates, or the rule would always find tomorrow cheaper.
 */
import { waitsOf } from "../demand.ts";
import { peopleRate } from "../flows.ts";
import { type Approach, approachOf, interruptionAt, totalRate } from "./marginal/approach.ts";
import { groupTime } from "./marginal/group.ts";
import { type Service, serviceOf } from "./marginal/service.ts";
import {
  type Temptation,
  chanceOnRed,
  expectedOnRed,
  temptationOf,
} from "./marginal/temptation.ts";
import { longerWalk } from "./marginal/walk.ts";
import { waitCost, waitCostOfComing } from "./marginal/waiting.ts";
import type { Decision, Policy, Situation } from "./policy.ts";

/** The rule, with how far ahead later services are weighed, s. */
export const marginal = (rule: { readonly horizon_s: number }): Policy => ({
  priced: true,
  decide: (situation) => {
    const outlook = outlookOf(situation, rule.horizon_s);
    const candidates = candidatesOf(outlook, rule.horizon_s);
    const best = candidates.reduce((a, b) => (b.cost < a.cost ? b : a));
    return best.delay === 0 ? serve(outlook, candidates) : hold(outlook, candidates[0]!, best);
  },
  walkFor: groupTime,
  holdsWalk: (walking) => walking.stepping || longerWalk(walking) < 0,
});

/** All that the cost of a service depends on, as it is known now. Times in seconds from now. */
interface Outlook {
  readonly situation: Situation;
  readonly waits: readonly number[];
  /** How much more they weigh because some of them are vulnerable. */
  readonly vulnerable: number;
  /** When each who is walking up will stand at the kerb; null: nobody looks. */
  readonly coming: readonly number[] | null;
  readonly approach: Approach;
  readonly service: Service;
  /** When vehicle green can end at the earliest. */
  readonly earliest: number;
  readonly temptation: Temptation;
}

function outlookOf(situation: Situation, horizon_s: number): Outlook {
  const { plan, inputs, demand, now, flows, green, lead } = situation;
  const zones = Object.values(inputs.zones);
  const looks = zones.filter((zone) => zone?.approaching_s !== undefined);
  const approach = approachOf(situation, { green_s: green / 1000, now });
  const waits = waitsOf(demand, inputs, now);
  const earliest = Math.max(lead, plan.vehicleMinGreen - green) / 1000;
  return {
    situation,
    waits,
    vulnerable: vulnerableShare(situation, waits.length),
    coming: looks.length > 0 ? looks.flatMap((zone) => zone!.approaching_s!) : null,
    approach,
    service: serviceOf(plan, flows),
    earliest,
    temptation: temptationOf({
      behaviour: plan.behaviour,
      waits,
      lanes: approach.lanes,
      rate: totalRate(flows),
      sight: inputs.lookahead_s,
      horizon: earliest + horizon_s,
    }),
  };
}

/** A service whose yellow begins `delay` s after the earliest moment, and all that is weighed against it, person-s. */
interface Candidate {
  readonly delay: number;
  readonly cost: number;
}

/** Now, and every half second, second and other second until the longest wait ends the choice: two at least. */
function candidatesOf(outlook: Outlook, horizon_s: number): readonly Candidate[] {
  const { situation, earliest, service } = outlook;
  const { plan, demand, called, price } = situation;
  const longest = Math.max(demand.oldestWait, called);
  const left = (plan.maxWait - longest) / 1000 - earliest - service.walk - 1;
  const last = Math.max(0, Math.min(horizon_s, Math.ceil(left)));
  const candidates: Candidate[] = [];
  for (let delay = 0; delay <= last; delay += apart(delay))
    candidates.push({ delay, cost: costAt(outlook, delay) - price * delay });
  return candidates;
}

/** In the next seconds it is one vehicle that counts, later about how many: moments further away are weighed further apart, s. */
const apart = (delay: number): number => (delay < 3 ? 0.5 : delay < 10 ? 1 : 2);

function costAt(outlook: Outlook, delay: number): number {
  const begin = outlook.earliest + delay;
  return peopleLose(outlook, begin + outlook.service.walk) + trafficLoses(outlook, begin);
}

/** What the traffic loses by a walk of the usual length, or the shortest if that is better: when walk ends is decided by who is held then. */
function trafficLoses({ situation, approach, service }: Outlook, begin: number): number {
  const { plan, price } = situation;
  const usual = interruptionAt(plan, approach, service, begin);
  const spared = service.lasts - plan.walkMin / 1000;
  if (spared < ALIKE_S) return usual;
  const short = { ...service, open: service.open - spared };
  return Math.min(usual, interruptionAt(plan, approach, short, begin) + price * spared);
}

/** Walks that differ by less are one, s. */
const ALIKE_S = 0.25;

/** What people lose if walk begins in `until` s: those who wait, those who walk up, those who will come, and those who cross on red. */
function peopleLose(outlook: Outlook, until: number): number {
  const { situation, waits, vulnerable, coming, temptation } = outlook;
  const { plan, flows } = situation;
  const { weights } = plan;
  let cost = 0;
  for (const wait of waits) cost += waitCost(weights, wait + until);
  cost *= vulnerable;
  for (const eta of coming ?? []) if (eta < until) cost += waitCost(weights, until - eta);
  const unseen = coming === null ? until : Math.max(0, until - SEEN_WALKING_UP_S);
  cost += peopleRate(flows) * waitCostOfComing(weights, unseen);
  const yellowIn = until - (plan.yellow + plan.redClearance) / 1000;
  const onRed = expectedOnRed(temptation, yellowIn);
  return cost + onRed * (weights.violation + CONFLICTS * weights.conflict);
}

/** Eyes that see people walk up see them this long before they stand there. */
const SEEN_WALKING_UP_S = 4;
/** Of those who cross on red, about so many do it right before a vehicle. */
const CONFLICTS = 0.25;

/** How much more those who wait weigh because some of them are children, old or disabled; 1: none is known to be. */
function vulnerableShare({ plan, inputs }: Situation, people: number): number {
  let vulnerable = 0;
  for (const zone of Object.values(inputs.zones)) vulnerable += zone?.vulnerable ?? 0;
  const share = Math.min(people, vulnerable) / Math.max(1, people);
  return 1 + share * (plan.weights.vulnerable - 1);
}

function serve(
  { situation, waits, approach, service, earliest }: Outlook,
  candidates: readonly Candidate[],
): Decision {
  const later = candidates.slice(1).reduce((least, { cost }) => Math.min(least, cost), Infinity);
  const saved = later - candidates[0]!.cost;
  return {
    serve: true,
    reason: {
      code: "marginal-serve",
      numbers: {
        waiting: waits.length,
        oldest_s: situation.demand.oldestWait / 1000,
        vehicles: dueBetween(approach, earliest + service.close, earliest + service.open),
        saved_person_s: saved,
      },
    },
  };
}

function hold(outlook: Outlook, now: Candidate, best: Candidate): Decision {
  const { situation, waits, approach, service, earliest, temptation } = outlook;
  return {
    serve: false,
    reason: {
      code: "marginal-hold",
      numbers: {
        waiting: waits.length,
        oldest_s: situation.demand.oldestWait / 1000,
        vehicles: dueBetween(approach, 0, earliest + best.delay + service.close),
        better_in_s: best.delay,
        costs_more_person_s: now.cost - best.cost,
        red_chance: chanceOnRed(temptation, earliest + best.delay),
      },
    },
  };
}

/** Known vehicles that want to pass the stop line between two moments. */
const dueBetween = ({ lanes }: Approach, from: number, to: number): number =>
  lanes.reduce((total, { due }) => total + due.filter((at) => at >= from && at < to).length, 0);
