/** What a fixed programme costs vehicles and people, by formula. */
import type { Site } from "@crossing/config";
import { type Arrivals, drawArrivals, evenly } from "./arrivals.ts";
import type { Check } from "./check.ts";
import { mean, quantile } from "./outcome.ts";
import { type Cycle, cycleOf, repeated } from "./programme.ts";
import { ourStreet } from "./street-run.ts";
import type { Lane } from "./theory-queue.ts";

export const CYCLES: readonly Cycle[] = [
  { cycle_s: 60, walk_s: 7 },
  { cycle_s: 80, walk_s: 15 },
  { cycle_s: 120, walk_s: 15 },
];

export const delayChecks = (site: Site, lane: Lane): readonly Check[] => [
  ...CYCLES.map((cycle) => uniform(site, lane, cycle)),
  ...CYCLES.map((cycle) => random(site, lane, cycle)),
];

export const waitChecks = (site: Site): readonly Check[] => [
  ...CYCLES.flatMap((cycle) => waits(site, cycle)),
  ...CYCLES.map((cycle) => emptyWalks(site, cycle)),
];

const named = ({ cycle_s, walk_s }: Cycle): string => `cycle ${cycle_s} s, walk ${walk_s} s`;

/** Headways that fall on all parts of a cycle. */
const EVEN_HEADWAY_S = 11.3;
const HOURS = 2;
/** The first cycles are left out. */
const FROM_S = 600;

function uniform(site: Site, lane: Lane, cycle: Cycle): Check {
  const arrivals = evenly(site.lanes.length, EVEN_HEADWAY_S, HOURS * 3600);
  return {
    what: `vehicles evenly spaced, ${named(cycle)}`,
    expected: uniformDelay(site, lane, { ...cycle, flow: 1 / EVEN_HEADWAY_S }),
    is: stopLineDelay(site, cycle, [arrivals]),
    within: 1,
    share: 0.1,
    unit: "s",
    how: "Delay at the stop line against r^2 / (2 C (1 - q/s)), with r the effective red. The formula has vehicles flow like water; each real one of a queue leaves half a headway later.",
  };
}

const RANDOM_PER_H = 1200;
const SEEDS = [1, 2, 3, 4, 5];

/** Between no chance at all and the chance that Webster assumes. */
function random(site: Site, lane: Lane, cycle: Cycle): Check {
  const flow = RANDOM_PER_H / 3600 / site.lanes.length;
  const least = uniformDelay(site, lane, { ...cycle, flow });
  const most = least + randomDelay(site, lane, { ...cycle, flow });
  const rates = { people_per_h: 0, vehicles_per_h: RANDOM_PER_H };
  const all = SEEDS.map((seed) => drawArrivals(seed, site.lanes.length, rates, HOURS * 3600));
  return {
    what: `vehicles by chance, ${named(cycle)}`,
    expected: (least + most) / 2,
    is: stopLineDelay(site, cycle, all),
    within: (most - least) / 2 + 1,
    unit: "s",
    how: "The same with chance arrivals (2 s apart at least, so less by chance than Webster's): the middle between the uniform delay and that with Webster's random term x^2 / (2 q (1 - x)) on top; half their distance and 1 s are allowed.",
  };
}

interface Flow extends Cycle {
  /** Vehicles a second and lane. */
  readonly flow: number;
}

const effectiveGreen = (site: Site, lane: Lane, cycle: Cycle): number =>
  cycleOf(site, cycle)[0]!.duration_s - lane.lost_s + lane.yellow_s;

function uniformDelay(site: Site, lane: Lane, { flow, ...cycle }: Flow): number {
  const red = cycle.cycle_s - effectiveGreen(site, lane, cycle);
  return (red * red) / (2 * cycle.cycle_s * (1 - flow / lane.saturation));
}

function randomDelay(site: Site, lane: Lane, { flow, ...cycle }: Flow): number {
  const capacity = (lane.saturation * effectiveGreen(site, lane, cycle)) / cycle.cycle_s;
  const x = flow / capacity;
  return (x * x) / (2 * flow * (1 - x));
}

function stopLineDelay(site: Site, cycle: Cycle, all: readonly Arrivals[]): number {
  const programme = repeated(cycleOf(site, cycle), HOURS * 3600);
  return mean(
    all.flatMap((arrivals) =>
      ourStreet(site, arrivals, programme)
        .vehicles.filter(({ due_s }) => due_s >= FROM_S && due_s < HOURS * 3600 - FROM_S)
        .map(({ due_s, passed_s }) => passed_s - due_s),
    ),
  );
}

const CROWD_PER_H = 600;

function waits(site: Site, cycle: Cycle): readonly Check[] {
  const red = cycle.cycle_s - cycle.walk_s;
  const all = SEEDS.flatMap((seed) => walked(site, cycle, { seed, perHour: CROWD_PER_H }));
  const waited = all.map(({ late_s }) => late_s);
  const how =
    "People by chance who all wait for walk and set off with it: mean R^2 / 2C, and 95 % wait less than R - 0.05 C, with R all but walk.";
  const within = { within: 1, share: 0.05, unit: "s", how };
  return [
    {
      what: `people's mean wait, ${named(cycle)}`,
      expected: (red * red) / (2 * cycle.cycle_s),
      is: mean(waited),
      ...within,
    },
    {
      what: `people's 95th percentile wait, ${named(cycle)}`,
      expected: red - 0.05 * cycle.cycle_s,
      is: quantile(waited, 0.95),
      ...within,
    },
  ];
}

const FEW_PER_H = 60;

function emptyWalks(site: Site, cycle: Cycle): Check {
  const { cycle_s } = cycle;
  const used = SEEDS.map((seed) => {
    const people = walked(site, cycle, { seed, perHour: FEW_PER_H });
    return new Set(people.map(({ came_s, late_s }) => Math.floor((came_s + late_s) / cycle_s)));
  });
  const cycles = Math.floor((HOURS * 3600 - 2 * FROM_S) / cycle_s);
  const share = 1 - mean(used.map(({ size }) => size / cycles));
  const expected = Math.exp((-FEW_PER_H / 3600) * cycle_s);
  return {
    what: `walks in which nobody crosses, 60 people/h, ${named(cycle)}`,
    expected,
    is: share,
    // Three standard errors of as many cycles.
    within: round(3 * Math.sqrt((expected * (1 - expected)) / (cycles * SEEDS.length))),
    unit: "",
    how: "The chance that nobody comes in a whole cycle, exp(-C / mean time between people); three standard errors are allowed.",
  };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

function walked(
  site: Site,
  cycle: Cycle,
  { seed, perHour }: { readonly seed: number; readonly perHour: number },
) {
  const rates = { people_per_h: perHour, vehicles_per_h: 0 };
  const arrivals = drawArrivals(seed, site.lanes.length, rates, HOURS * 3600);
  const programme = repeated(cycleOf(site, cycle), HOURS * 3600);
  const { people } = ourStreet(site, arrivals, programme);
  const whole = Math.ceil(FROM_S / cycle.cycle_s) * cycle.cycle_s;
  const last = whole + Math.floor((HOURS * 3600 - 2 * FROM_S) / cycle.cycle_s) * cycle.cycle_s;
  return people.filter(({ came_s, late_s }) => came_s + late_s >= whole && came_s + late_s < last);
}
