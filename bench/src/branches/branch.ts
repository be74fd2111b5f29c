/**
 * What a single decision is worth: the same hour run on both ways from the tick in which the default policy was asked.
 *
 * Serve now against hold for a tick, end walk now against go on for a tick; afterwards the policy decides as ever, and the
 * same people and vehicles come. A rule that is right serves where serving is cheaper, and by what it reckons.
 */
import { type Inputs, type Site, instant, milliseconds } from "@crossing/config";
import { type Plan, type State, type Step, planOf, initialState, step } from "@crossing/controller";
import {
  type Chance,
  type PointStreet,
  chanceOf,
  isThrough,
  pointSensor,
  pointStreet,
  resultOf,
  stepStreet,
} from "@crossing/simulator";
import { benchSite } from "../policy/sites.ts";
import { type ScenarioDemand, streamOf } from "../policy/streams.ts";

/** One decision, both ways. */
export interface Branch {
  /** Serve people, or end their walk. */
  readonly what: "serve" | "end walk";
  /** Whether the policy did. */
  readonly did: boolean;
  /** What serving costs more than holding as the policy reckons it, person-s; null: it does not say. */
  readonly reckoned: number | null;
  /** What doing it cost more than leaving it for a tick, person-s. */
  readonly cost: number;
}

/** How long both ways are run, s: some three services. */
const AFTER_S = 150;
/** A policy has learned how many come by then, s. */
const FROM_S = 120;
/** Who stands far from indifference is not asked, person-s. */
const NEAR = 40;
const SENSING = { lookahead_s: 15 };
const DT_S = 0.5;

/** A crossing at one moment: its street, and its controller. */
interface Moment {
  readonly street: PointStreet;
  readonly state: State;
  readonly inputs: Inputs;
}

/** Decisions of one hour of arrivals, each with a chance of `share`. */
export function branchesOf(demand: ScenarioDemand, share: number): readonly Branch[] {
  const { people_per_h, vehicles_per_h } = demand;
  const policy = { name: "marginal", horizon_s: 30 } as const;
  const site = benchSite({ hardware: "A", policy }, { people_per_h, vehicles_per_h });
  const street = pointStreet(streamOf(demand), site.weights, DT_S);
  const sensor = pointSensor(site, street, SENSING);
  const chance = chanceOf(demand.seed, "branches");
  const plan = planOf(site);
  const found: Branch[] = [];
  let state = initialState(plan, instant(0));
  while (street.t_s < street.stream.arrivals_end_s - AFTER_S && !isThrough(street)) {
    const inputs = sensor.look();
    const now = instant(street.t_s * 1000);
    const done = step(plan, state, inputs, now);
    if (street.t_s >= FROM_S)
      found.push(...branched({ site, plan, chance, share }, { street, state, inputs }, done));
    state = done.state;
    stepStreet(street, done.outputs);
  }
  return found;
}

interface Setting {
  readonly site: Site;
  readonly plan: Plan;
  readonly chance: Chance;
  readonly share: number;
}

/** The decision of this tick both ways; none when the policy was not asked, or chance says no. */
function branched(setting: Setting, moment: Moment, done: Step): readonly Branch[] {
  const { chance, share } = setting;
  const asked = servingAsked(done) ?? endAsked(setting.plan, moment, done);
  if (asked === null || Math.abs(asked.reckoned ?? 0) > NEAR || !chance.happens(share)) return [];
  const [yes, no] = asked.what === "serve" ? [serving, holding] : [ending, goingOn];
  return [{ ...asked, cost: runOn(setting, moment, yes) - runOn(setting, moment, no) }];
}

/** Whether the policy weighed a service in this tick, and how. */
function servingAsked({ outputs }: Step): Omit<Branch, "cost"> | null {
  const { code, numbers } = outputs.reason;
  if (code === "marginal-serve")
    return { what: "serve", did: true, reckoned: -numbers["saved_person_s"]! };
  if (code === "marginal-hold")
    return { what: "serve", did: false, reckoned: numbers["costs_more_person_s"]! };
  return null;
}

/** Whether walk could have ended in this tick, with nobody left at the kerbs. */
function endAsked(
  plan: Plan,
  { state, inputs, street }: Moment,
  { state: next }: Step,
): Omit<Branch, "cost"> | null {
  const walked = street.t_s * 1000 - state.since;
  const waiting = Object.values(inputs.zones).some((zone) => zone!.waiting > 0);
  if (state.interval !== "walk" || walked < state.walkFor || walked >= plan.walkMax || waiting)
    return null;
  return { what: "end walk", did: next.interval !== "walk", reckoned: null };
}

/** A plan and what is told, so that the core can only decide in one way in this tick. */
type Forced = (plan: Plan, moment: Moment) => { plan: Plan; state: State; inputs: Inputs };

/** The longest wait is over. */
const serving: Forced = (plan, { state, inputs }) => ({
  plan: { ...plan, maxWait: milliseconds(1) },
  state,
  inputs,
});

/** The neighbours leave no gap now. */
const holding: Forced = (plan, { state, inputs }) => ({
  plan: { ...plan, coordination: { cycle_s: 90, offset_s: 0, from_s: 45, to_s: 46 } },
  state,
  inputs: { ...inputs, time_of_day_s: 0 },
});

/** It has been as long as it may be. */
const ending: Forced = (plan, { state, inputs }) => ({
  plan: { ...plan, walkMax: milliseconds(1) },
  state,
  inputs,
});

/** It was begun for a little longer. */
const goingOn: Forced = (plan, { state, inputs, street }) => ({
  plan,
  state: { ...state, walkFor: milliseconds(street.t_s * 1000 - state.since + 1) },
  inputs,
});

/** The cost of a copy of the street whose controller is forced for a tick and free afterwards, person-s. */
function runOn({ site, plan }: Setting, moment: Moment, forced: Forced): number {
  const street = copied(moment.street);
  const sensor = pointSensor(site, street, SENSING);
  // Passages count from one look to the next: this tick's was told already.
  sensor.look();
  const begun = forced(plan, moment);
  const first = step(begun.plan, begun.state, begun.inputs, instant(street.t_s * 1000));
  // What time is worth is the plan's own, whatever this tick was made to believe.
  let state: State = { ...first.state, price: moment.state.price };
  stepStreet(street, first.outputs);
  const end = street.t_s + AFTER_S;
  while (street.t_s < end && !isThrough(street)) {
    const done = step(plan, state, sensor.look(), instant(street.t_s * 1000));
    state = done.state;
    stepStreet(street, done.outputs);
  }
  return resultOf(street).cost;
}

const copied = (street: PointStreet): PointStreet => ({
  ...street,
  gate: { ...street.gate },
  lanes: street.lanes.map((lane) => ({ ...lane })),
  waiting: [...street.waiting],
  road: [...street.road],
  trips: [...street.trips],
  delays: [],
  tally: { ...street.tally },
});
