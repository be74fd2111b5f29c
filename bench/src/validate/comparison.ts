/** Our street and SUMO's side by side: the same arrivals, the same signal. */
import type { Site } from "@crossing/config";
import type { Rates } from "@crossing/simulator";
import { type Arrivals, drawArrivals } from "./arrivals.ts";
import { type Figures, type Outcome, figuresOf, mean, quantile } from "./outcome.ts";
import { type Plan, plansOf } from "./plans.ts";
import { always } from "./programme.ts";
import { AFTER_S, ourStreet } from "./street-run.ts";
import { type SumoStreet, sumoStreet } from "./sumo-run.ts";

/** One plan under one demand. */
export interface Case {
  readonly plan: string;
  readonly rates: Rates;
  /** By seed, in the same order. */
  readonly ours: readonly Figures[];
  readonly sumo: readonly Figures[];
}

export interface ComparisonOptions {
  readonly site: Site;
  readonly sumo: SumoStreet;
  readonly demands: readonly Rates[];
  readonly seeds: readonly number[];
  /** Arrivals come until then, s; the first 5 minutes are left out. */
  readonly end_s: number;
  /** Plans to run; all unless given. */
  readonly plans?: readonly Plan[];
  readonly say?: (line: string) => void;
}

const WARM_UP_S = 300;

/** Runs everything. About a second of SUMO for each plan, demand and seed. */
export function compare(options: ComparisonOptions): readonly Case[] {
  const plans = options.plans ?? plansOf(options.site);
  return options.demands.flatMap((rates) => {
    const pairs = options.seeds.map((seed) => {
      options.say?.(`${rates.people_per_h} people/h, ${rates.vehicles_per_h} veh/h, seed ${seed}`);
      return runSeed(options, plans, { rates, seed });
    });
    return plans.map((plan, at) => ({
      plan: plan.name,
      rates,
      ours: pairs.map((pair) => pair[at]!.ours),
      sumo: pairs.map((pair) => pair[at]!.sumo),
    }));
  });
}

interface Pair {
  readonly ours: Figures;
  readonly sumo: Figures;
}

function runSeed(
  { site, sumo, end_s }: ComparisonOptions,
  plans: readonly Plan[],
  { rates, seed }: { readonly rates: Rates; readonly seed: number },
): readonly Pair[] {
  const arrivals = drawArrivals(seed, site.lanes.length, rates, end_s);
  const span = { from_s: WARM_UP_S, to_s: end_s };
  const free = freeOf(site, sumo, arrivals);
  return plans.map((plan) => {
    const { outcome, programme } = plan.run(arrivals);
    const theirs = sumoStreet(sumo, arrivals, programme).outcome;
    return {
      ours: figuresOf(outcome, free.ours, span),
      sumo: figuresOf(theirs, free.sumo, span),
    };
  });
}

/** Vehicles with green throughout, people with walk throughout. */
function freeOf(
  site: Site,
  sumo: SumoStreet,
  arrivals: Arrivals,
): { readonly ours: Outcome; readonly sumo: Outcome } {
  const end_s = arrivals.end_s + AFTER_S;
  const [driven, walked] = [
    { ...arrivals, people: [] },
    { ...arrivals, vehicles: [] },
  ];
  const [green, walk] = [always("VEH_GREEN", end_s), always("PED_GREEN", end_s)];
  return {
    ours: {
      vehicles: ourStreet(site, driven, green).vehicles,
      people: ourStreet(site, walked, walk).people,
    },
    sumo: {
      vehicles: sumoStreet(sumo, driven, green).outcome.vehicles,
      people: sumoStreet(sumo, walked, walk).outcome.people,
    },
  };
}

/** The figures of several seeds as one: means over all who came, percentiles of all waits. */
export function pooled(figures: readonly Figures[]): Figures {
  const waits_s = figures.flatMap(({ waits_s }) => waits_s);
  const vehicles = sum(figures.map((one) => one.vehicles));
  const over = (of: (one: Figures) => number): number =>
    sum(figures.map((one) => of(one) * one.vehicles)) / vehicles;
  return {
    waits_s,
    pedWait_s: mean(waits_s),
    pedWaitP95_s: quantile(waits_s, 0.95),
    delay_s: over(({ delay_s }) => delay_s),
    stops: over(({ stops }) => stops),
    perHour: mean(figures.map(({ perHour }) => perHour)),
    people: waits_s.length,
    vehicles,
  };
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
