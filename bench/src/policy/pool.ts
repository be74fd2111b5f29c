/** As many processes as the machine has cores, each with one job at a time. */
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { Job, Outcome } from "./jobs.ts";

/** Runs all jobs; `done` is told of each as it ends. A job that falls over ends all with its error. */
export async function runJobs(
  jobs: readonly Job[],
  done: (place: number, outcome: Outcome) => void,
): Promise<void> {
  const workers = Math.min(jobs.length, availableParallelism());
  let next = 0;
  const take = (): number | null => (next < jobs.length ? next++ : null);
  await Promise.all(Array.from({ length: workers }, () => worked(jobs, take, done)));
}

// From source and built alike: the worker's file lies beside this one, and is named alike.
const WORKER = import.meta.url.endsWith(".ts") ? "worker.ts" : "worker.js";

/** One process, until no job is left. */
function worked(
  jobs: readonly Job[],
  take: () => number | null,
  done: (place: number, outcome: Outcome) => void,
): Promise<void> {
  const worker = fork(fileURLToPath(new URL(WORKER, import.meta.url)));
  return new Promise((resolve, reject) => {
    let place: number | null = null;
    const give = (): void => {
      place = take();
      if (place === null) worker.disconnect();
      else worker.send(jobs[place]!);
    };
    worker.on("message", (outcome: Outcome) => {
      done(place!, outcome);
      give();
    });
    worker.on("error", reject);
    worker.on("exit", (code) => {
      if (place === null) resolve();
      else reject(new Error(`exit ${code} in ${JSON.stringify(jobs[place])}`));
    });
    give();
  });
}
