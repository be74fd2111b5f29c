/** Feeds one target for a while, and tells what came of it. */
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import type { Target, Trial } from "./target.ts";

/** How long, and from which seed. The run ends with the first of the two limits. */
export interface Effort {
  readonly seed: number;
  readonly runs: number;
  /** CPU time of this process. */
  readonly seconds: number;
}

/** What came of a target. */
export interface Fuzzed {
  readonly target: string;
  readonly inputs: number;
  /** The most CPU time that one input cost, ms: the least of three tries of it. */
  readonly longest_ms: number;
  /** Growth of the heap from the first quarter to the end, MB; null where it could not be measured. */
  readonly grown_mb: number | null;
  /** Broken promises, uncaught errors, and inputs that took too long: a sentence each, with what repeats it. */
  readonly found: readonly string[];
}

/** One input may hold up control for so long, ms. */
export const CONTROL_MAX_MS = 50;

const BATCH = 50;
/** Targets that wait for a wire compute little: they end after so many times their CPU seconds. */
const WAITS = 3;
const SHOWN = 300;
/** Turns of the event loop until everything is let go that nobody holds. */
const TURNS = 4;

/** Feeds the target until the effort is spent or something is found. */
export async function fuzz(target: Target, effort: Effort): Promise<Fuzzed> {
  const uncaught: string[] = [];
  const note = (error: unknown): void => void uncaught.push(shortened(error));
  process.on("uncaughtException", note);
  process.on("unhandledRejection", note);
  const trial = await target.open();
  try {
    return await feeding(target, trial, effort, uncaught);
  } finally {
    await trial.close();
    process.off("uncaughtException", note);
    process.off("unhandledRejection", note);
  }
}

async function feeding(
  target: Target,
  trial: Trial,
  { seed, runs, seconds }: Effort,
  uncaught: readonly string[],
): Promise<Fuzzed> {
  const found: string[] = [];
  let [inputs, longest, settledHeap] = [0, 0, null as number | null];
  const began = cpuMs();
  const start = performance.now();
  const spent = (): number =>
    Math.max(
      (cpuMs() - began) / 1000 / seconds,
      (performance.now() - start) / 1000 / (seconds * WAITS),
      inputs / runs,
    );

  for (let batch = 0; spent() < 1 && found.length === 0; batch++) {
    const rounds = Math.min(BATCH, runs - inputs);
    const property = fc.asyncProperty(trial.inputs, async (input) => {
      const ms = await costOf(trial, input);
      inputs += 1;
      if (target.inControl && ms > CONTROL_MAX_MS)
        throw new Error(`took ${ms.toFixed(0)} ms of CPU time; control may be held up for 50`);
      longest = Math.max(longest, ms);
    });
    const how = {
      seed: seed + batch,
      numRuns: rounds,
      interruptAfterTimeLimit: 1000 * (seconds + 60),
    };
    const told = await fc.check(property, how);
    if (told.failed && told.counterexample !== null)
      found.push(
        `${target.name}, seed ${seed + batch}, path ${told.counterexamplePath}: ${shortened(told.errorInstance)}; ` +
          `fed ${shortened(fc.stringify(told.counterexample))}`,
      );
    for (const error of uncaught.slice(0, 3))
      found.push(`${target.name}, seed ${seed + batch}: uncaught: ${error}`);
    if (settledHeap === null && spent() > 0.25) settledHeap = await heapMb();
  }
  const heap = await heapMb();
  const grown_mb = heap === null || settledHeap === null ? null : heap - settledHeap;
  return { target: target.name, inputs, longest_ms: longest, grown_mb, found };
}

/** CPU time that an input costs, ms. A dear one is fed twice more, and the cheapest counts: the compiler and the heap have their moods. */
async function costOf(trial: Trial, input: unknown): Promise<number> {
  const once = async (): Promise<number> => {
    const before = cpuMs();
    await trial.feed(input as never);
    return cpuMs() - before;
  };
  const first = await once();
  return first <= CONTROL_MAX_MS / 2 ? first : Math.min(first, await once(), await once());
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * What is really held, MB: only a process that may tidy up on demand can tell. What waits for a turn of the event loop to be
 * let go (buffers, finalizers, weak references) is given its turns first.
 */
async function heapMb(): Promise<number | null> {
  const tidy = (globalThis as { gc?: () => void }).gc;
  if (tidy === undefined) return null;
  for (let turn = 0; turn < TURNS; turn += 1) {
    tidy();
    await setImmediate();
  }
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

function shortened(what: unknown): string {
  const text = what instanceof Error ? (what.stack ?? what.message) : String(what);
  const line = text.split("\n").slice(0, 3).join(" ").replaceAll(/\s+/g, " ");
  return line.length <= SHOWN ? line : `${line.slice(0, SHOWN)}...`;
}
