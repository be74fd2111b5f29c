/** All contenders on all scenarios, each against the best that could have been done. */
import type { Cache } from "./cache.ts";
import type { Contender } from "./contenders.ts";
import type { Job, Outcome } from "./jobs.ts";
import { runJobs } from "./pool.ts";
import type { Scenario } from "./scenarios.ts";
import type { Hardware } from "./sites.ts";

/** What was run. */
export interface Comparison {
  readonly scenarios: readonly Scenario[];
  /** By hardware and scenario: the optimum. */
  readonly best: Readonly<Record<Hardware, readonly Hours[]>>;
  readonly rows: readonly Row[];
}

/** One contender: by scenario, what the variant came to that is cheapest over its hours. */
export interface Row {
  readonly contender: Contender;
  readonly outcomes: readonly Hours[];
}

/** The hours of one scenario. */
export type Hours = readonly Outcome[];

/** Told how far it is. */
export type Progress = (done: number, all: number) => void;

/** Runs whatever the cache does not know. */
export async function compare(
  scenarios: readonly Scenario[],
  contenders: readonly Contender[],
  cache: Cache,
  progress: Progress,
): Promise<Comparison> {
  const lists: Job[][] = [
    ...(["A", "F"] as const).map((hardware) =>
      scenarios.flatMap(({ hours }) =>
        hours.map((demand): Job => ({ kind: "best", demand, hardware })),
      ),
    ),
    ...contenders.map(({ variants, sensing }) =>
      scenarios.flatMap(({ hours }) =>
        variants.flatMap((variant) =>
          hours.map((demand): Job => ({ kind: "drive", demand, variant, sensing })),
        ),
      ),
    ),
  ];
  const [A, F, ...driven] = await outcomes(lists, cache, progress);
  const rows = contenders.map((contender, at) => {
    const each = byScenario(scenarios, driven[at]!, contender.variants.length);
    return { contender, outcomes: each.map((variants) => variants.reduce(cheaper)) };
  });
  const bestOf = (found: readonly Outcome[]): readonly Hours[] =>
    byScenario(scenarios, found, 1).flat();
  return { scenarios, best: { A: bestOf(A!), F: bestOf(F!) }, rows };
}

/** What was run one after the other, by scenario and variant. */
function byScenario(
  scenarios: readonly Scenario[],
  found: readonly Outcome[],
  variants: number,
): readonly (readonly Hours[])[] {
  let from = 0;
  return scenarios.map(({ hours }) =>
    Array.from({ length: variants }, () => found.slice(from, (from += hours.length))),
  );
}

const cheaper = (a: Hours, b: Hours): Hours => (costOf(b) < costOf(a) ? b : a);

async function outcomes(
  lists: readonly (readonly Job[])[],
  cache: Cache,
  progress: Progress,
): Promise<Outcome[][]> {
  const jobs = lists.flat();
  const found = jobs.map((job) => cache.get(job));
  const missing = jobs.flatMap((_, place) => (found[place] === null ? [place] : []));
  let done = jobs.length - missing.length;
  progress(done, jobs.length);
  await runJobs(
    missing.map((place) => jobs[place]!),
    (at, outcome) => {
      const place = missing[at]!;
      found[place] = outcome;
      cache.put(jobs[place]!, outcome);
      progress(++done, jobs.length);
    },
  );
  let from = 0;
  return lists.map((list) => found.slice(from, (from += list.length)) as Outcome[]);
}

/** Costs of all scenarios together over those of the optimum of the same hardware, less 1. */
export function overBest({ best }: Comparison, { contender, outcomes }: Row): number {
  return pooled(outcomes) / pooled(best[contender.variants[0]!.hardware]) - 1;
}

/** The cost of all scenarios together, person-seconds. */
export const pooled = (outcomes: readonly Hours[]): number => costOf(outcomes.flat());

/** The cost of one scenario's hours together, person-seconds. */
export const costOf = (hours: Hours): number => hours.reduce((total, { cost }) => total + cost, 0);

/** How many crossed on red, of 100 people of all scenarios. */
export function violationsPer100(outcomes: readonly Hours[]): number {
  const hours = outcomes.flat();
  const people = hours.reduce((total, outcome) => total + outcome.people, 0);
  return (100 * hours.reduce((total, { violations }) => total + violations, 0)) / people;
}

/** Everything that was broken, each with the scenario and the hour it was broken in. */
export const brokenIn = ({ scenarios }: Comparison, { outcomes }: Row): readonly string[] =>
  outcomes.flatMap((hours, at) =>
    hours.flatMap((outcome, hour) =>
      brokenOf(outcome).map((what) => `${scenarios[at]!.name}, hour ${hour + 1}: ${what}`),
    ),
  );

const brokenOf = ({ broken, max_wait_broken, left_over }: Outcome): readonly string[] => [
  ...broken,
  ...(max_wait_broken > 0 ? [`${max_wait_broken} known people waited longer than promised`] : []),
  ...(left_over > 0 ? [`${left_over} were not through at the end`] : []),
];
