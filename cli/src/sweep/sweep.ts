/** Every plan of a sweep on every seed, but for what was finished before. */
import type { SimulationResult } from "@crossing/simulator";
import { runAll } from "../simulation/hands.ts";
import { type Job, keyOf } from "../simulation/job.ts";
import { type Progress, progressOn } from "../simulation/progress.ts";
import { type Study, jobOf } from "../simulation/study.ts";
import type { SweptPlan } from "./plans.ts";
import type { ResultsFile } from "./results-file.ts";

/** How a sweep is made. */
export interface SweepOptions {
  readonly study: Study;
  readonly results: ResultsFile;
  readonly hands: number;
  /** Ends the sweep; finished runs stay in the file. */
  readonly stop: AbortSignal;
  readonly progress?: Progress;
}

/** What came of it. */
export interface Swept {
  /** For each plan its runs in the order of the seeds; those that were not made are missing. */
  readonly runs: readonly (readonly SimulationResult[])[];
  readonly wanted: number;
  /** Runs that were in the file before. */
  readonly found: number;
  readonly made: number;
}

interface Run {
  readonly plan: SweptPlan;
  readonly job: Job;
  readonly key: string;
  result: SimulationResult | null;
}

/** Settles when every run is made, or the sweep was stopped. */
export async function swept(plans: readonly SweptPlan[], options: SweepOptions): Promise<Swept> {
  const { study, results, hands, stop, progress = progressOn("sweeping") } = options;
  const all = plans.map((plan) => study.seeds.map((seed) => runOf(plan, seed, options)));
  const open = all.flat().filter(({ result }) => result === null);
  const wanted = plans.length * study.seeds.length;
  let made = 0;
  const jobs = open.map(({ job }) => job);
  await runAll(jobs, {
    hands,
    stop,
    onProgress: progress.tell,
    onResult: (index, result) => {
      const run = open[index]!;
      run.result = result;
      made += 1;
      results.keep({ key: run.key, values: run.plan.values, seed: run.job.seed, result });
    },
  }).finally(progress.close);
  const runs = all.map((row) => row.flatMap(({ result }) => (result === null ? [] : [result])));
  return { runs, wanted, found: wanted - open.length, made };
}

function runOf(plan: SweptPlan, seed: number, { study, results }: SweepOptions): Run {
  const job = jobOf(plan.site, seed, study);
  const key = keyOf(job);
  return { plan, job, key, result: results.find(key) };
}
