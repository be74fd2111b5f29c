/** The hours that policies are judged by. */
import type { ScenarioDemand } from "./streams.ts";

/** One hour, by name: kind, vehicles an hour, people an hour. */
export interface Scenario {
  readonly name: string;
  readonly demand: ScenarioDemand;
}

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
    demand: {
      kind: kind as keyof typeof FLOWS,
      vehicles_per_h,
      people_per_h,
      seed: 100 * (Object.keys(FLOWS).indexOf(kind) + 1) + at,
    },
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
