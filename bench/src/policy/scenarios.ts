/** The hours that policies are judged by. */
import type { ScenarioDemand } from "./streams.ts";

/** Hours of one kind, by name: kind, vehicles an hour, people an hour. */
export interface Scenario {
  readonly name: string;
  /** One or more, which differ by chance alone. A peer is tuned to all of them together. */
  readonly hours: readonly ScenarioDemand[];
}

/** One hour of a kind may be a lucky one: so many are drawn of each. */
export const HOURS = 3;
/** From the seed of one hour to that of the next of its kind. */
const SEEDS_APART = 10_000;

const FLOWS = {
  poisson: [
    [200, 5],
    [200, 60],
    [200, 200],
    [600, 20],
    [600, 60],
    [600, 200],
    [600, 600],
    [1200, 5],
    [1200, 20],
    [1200, 60],
    [1200, 200],
    [1200, 600],
    [1800, 60],
    [1800, 200],
    [2400, 20],
    [2400, 60],
    [2400, 200],
    [2400, 600],
  ],
  platoon: [
    [600, 60],
    [1200, 60],
    [1200, 200],
    [1800, 60],
    [1800, 200],
    [2400, 200],
  ],
  bus: [
    [600, 60],
    [1200, 60],
    [1200, 200],
    [1800, 200],
  ],
  school: [
    [600, 200],
    [1200, 60],
    [1200, 200],
    [1800, 200],
  ],
  rush: [
    [600, 60],
    [1200, 60],
    [1200, 200],
    [1800, 200],
  ],
} as const;

/** All of them; each has its own chance. */
export const SCENARIOS: readonly Scenario[] = Object.entries(FLOWS).flatMap(([kind, flows]) =>
  flows.map(([vehicles_per_h, people_per_h], at) => ({
    name: `${kind}-${vehicles_per_h}-${people_per_h}`,
    hours: Array.from({ length: HOURS }, (_, hour) => ({
      kind: kind as keyof typeof FLOWS,
      vehicles_per_h,
      people_per_h,
      seed: 100 * (Object.keys(FLOWS).indexOf(kind) + 1) + at + hour * SEEDS_APART,
    })),
  })),
);

/** A few of each kind, for a look in passing. */
export const QUICK: readonly string[] = [
  "poisson-200-60",
  "poisson-600-200",
  "poisson-1200-60",
  "poisson-1200-200",
  "poisson-1800-200",
  "platoon-1200-60",
  "platoon-1800-200",
  "bus-1200-60",
  "school-1200-200",
  "rush-1200-200",
];
