/** Many runs at once: one process for each core, each with one run at a time. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { SimulationResult } from "@crossing/simulator";
import { EXIT, Refusal } from "../exit.ts";
import { ROOT } from "../places.ts";
import { type Job, runJob } from "./job.ts";
import type { Answer, Order } from "./hand.ts";

/** How runs are made, and who hears of them. */
export interface Making {
  /** How many processes; 0: in this one, which can then be interrupted only between two runs. */
  readonly hands: number;
  readonly onResult: (index: number, result: SimulationResult) => void;
  /** How much of all is done, 0 to 1. */
  readonly onProgress: (done: number) => void;
  /** Ends the work: runs that are not finished are lost. */
  readonly stop?: AbortSignal;
}

/**
 * Makes every run. Results come in any order, the same whatever the number of hands.
 *
 * Settles when all are made, or stopped. Rejects when a run cannot be made.
 */
export async function runAll(jobs: readonly Job[], making: Making): Promise<void> {
  const bench = benchOf(jobs, making);
  if (making.hands === 0) return runHere(bench);
  const hands = Array.from({ length: Math.min(making.hands, jobs.length) }, startHand);
  const endAll = (): void => {
    for (const hand of hands) hand.kill("SIGKILL");
  };
  making.stop?.addEventListener("abort", endAll);
  try {
    await Promise.all(hands.map((hand) => workWith(hand, bench)));
  } finally {
    making.stop?.removeEventListener("abort", endAll);
    endAll();
  }
}

/** Where runs wait to be taken. */
interface Bench {
  /** The next run, or null when there is none. */
  take(): { readonly index: number; readonly job: Job } | null;
  progress(index: number, done: number): void;
  finish(index: number, result: SimulationResult): void;
  stopped(): boolean;
}

function benchOf(jobs: readonly Job[], { onResult, onProgress, stop }: Making): Bench {
  const done = new Float64Array(jobs.length);
  let sum = 0;
  let next = 0;
  const reach = (index: number, part: number): void => {
    sum += part - done[index]!;
    done[index] = part;
    onProgress(sum / jobs.length);
  };
  const stopped = (): boolean => stop?.aborted === true;
  return {
    stopped,
    take() {
      const index = next;
      const job = jobs[index];
      if (job === undefined || stopped()) return null;
      next += 1;
      return { index, job };
    },
    progress: reach,
    finish(index, result) {
      onResult(index, result);
      reach(index, 1);
    },
  };
}

async function runHere(bench: Bench): Promise<void> {
  for (let taken = bench.take(); taken !== null; taken = bench.take()) {
    const { index, job } = taken;
    bench.finish(
      index,
      runJob(job, (done) => bench.progress(index, done)),
    );
    // Ctrl-C is heard between two runs.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** From source a hand is .ts, and node needs to be told how to read that; built, it is .js. */
function startHand(): ChildProcess {
  const extension = extname(import.meta.url);
  const file = fileURLToPath(new URL(`./hand${extension}`, import.meta.url));
  const execArgv = extension === ".ts" ? ["--import", "tsx", "--conditions=source"] : [];
  // In the folder of the program: tsx is looked for there, and a hand has no paths of its own.
  return fork(file, [], { cwd: ROOT, execArgv, stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

async function workWith(hand: ChildProcess, bench: Bench): Promise<void> {
  for (let taken = bench.take(); taken !== null; taken = bench.take()) {
    const { index, job } = taken;
    const answer = await answered(hand, job, (done) => bench.progress(index, done));
    if (answer === null) {
      if (bench.stopped()) return;
      throw new Refusal(EXIT.failed, `${nameOf(job)}: its process ended; start again`);
    }
    if (answer.type === "failed") throw new Refusal(answer.exit, `${nameOf(job)}: ${answer.why}`);
    if (answer.type === "result") bench.finish(index, answer.result);
  }
}

const nameOf = ({ site, seed }: Job): string =>
  `run of ${site.id}, ${site.policy.name}, seed ${seed}`;

/** The last word of a hand about one job; null when it ended without one. */
async function answered(
  hand: ChildProcess,
  job: Job,
  onProgress: (done: number) => void,
): Promise<Answer | null> {
  const over = new AbortController();
  const { signal } = over;
  try {
    const ended = once(hand, "exit", { signal }).then(() => null);
    const said = new Promise<Answer>((resolve) => {
      const listen = (answer: Answer): void => {
        if (answer.type === "progress") return onProgress(answer.done);
        hand.off("message", listen);
        resolve(answer);
      };
      hand.on("message", listen);
    });
    if (hand.exitCode !== null || hand.signalCode !== null) return null;
    const order: Order = { job };
    if (hand.connected) hand.send(order, () => {});
    return await Promise.race([said, ended.catch(() => null)]);
  } finally {
    over.abort();
  }
}
