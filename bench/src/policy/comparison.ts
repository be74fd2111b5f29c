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
  readonly best: Readonly<Record<Hardware, readonly Outcome[]>>;
  readonly rows: readonly Row[];
}

/** One contender: by scenario, what its cheapest variant came to. */
export interface Row {
  readonly contender: Contender;
  readonly outcomes: readonly Outcome[];
}

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
      scenarios.map(({ demand }): Job => ({ kind: "best", demand, hardware })),
    ),
    ...contenders.map(({ variants, sensing }) =>
      scenarios.flatMap(({ demand }) =>
        variants.map((variant): Job => ({ kind: "drive", demand, variant, sensing })),
      ),
    ),
  ];
  const [A, F, ...driven] = await outcomes(lists, cache, progress);
  const rows = contenders.map((contender, at) => {
    const each = contender.variants.length;
    const cheapest = scenarios.map((_, scenario) =>
      driven[at]!.slice(scenario * each, (scenario + 1) * each).reduce((a, b) =>
        b.cost < a.cost ? b : a,
      ),
    );
    return { contender, outcomes: cheapest };
  });
  return { scenarios, best: { A: A!, F: F! }, rows };
}

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
export const pooled = (outcomes: readonly Outcome[]): number =>
  outcomes.reduce((total, { cost }) => total + cost, 0);

/** How many crossed on red, of 100 people of all scenarios. */
export function violationsPer100(outcomes: readonly Outcome[]): number {
  const people = outcomes.reduce((total, outcome) => total + outcome.people, 0);
  return (100 * outcomes.reduce((total, { violations }) => total + violations, 0)) / people;
}

/** Everything that was broken, each with the scenario it was broken in. */
export const brokenIn = ({ scenarios }: Comparison, { outcomes }: Row): readonly string[] =>
  outcomes.flatMap(({ broken, max_wait_broken, left_over }, at) => [
    ...broken.map((what) => `${scenarios[at]!.name}: ${what}`),
    ...(max_wait_broken > 0
      ? [`${scenarios[at]!.name}: ${max_wait_broken} known people waited longer than promised`]
      : []),
    ...(left_over > 0 ? [`${scenarios[at]!.name}: ${left_over} were not through at the end`] : []),
  ]);
