/** Who does the walking: people at the kerb who are asked, a film whose moments are known, or the simulated street. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { EXIT, Refusal } from "../../exit.ts";
import type { Task } from "./record.ts";

/** Somebody who does what a task says. */
export interface Walker {
  /** Settles when the task has begun; `skip` says why it is not done, `end` that nobody goes on. */
  begin(task: Task): Promise<"begun" | "end" | { readonly skip: string }>;
  /** Settles when the place is free again. */
  clear(task: Task): Promise<void>;
  close(): void;
}

/** People at the kerb: told on the desk, answering with a key. */
export function askedPeople(say: (line: string) => void, input: NodeJS.ReadableStream): Walker {
  const lines = createInterface({ input });
  const answers = lines[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    const next = await answers.next();
    return next.done === true ? "q" : next.value.trim().toLowerCase();
  };
  return {
    async begin({ item, zone }) {
      say("");
      say(`${item.id}${zone === null ? "" : `, zone ${zone}`}: ${item.en}`);
      say(item.zh);
      say("Enter when it is so; s skips it, q ends (what is done is kept).");
      const word = await answer();
      if (word === "q") return "end";
      return word === "s" ? { skip: "skipped by the operator" } : "begun";
    },
    async clear({ item }) {
      if (item.expect.kind === "nobody") return;
      say("Leave the zone and the road, then Enter.");
      await answer();
    },
    close: () => lines.close(),
  };
}

/** One line of a script: this item is to be seen from `at_s` after the start of the film. */
interface Cue {
  readonly item: string;
  readonly zone: string | null;
  readonly at_s: number;
}

/**
 * A film, or people who keep to a timetable. The script is a JSON list of `{"item","zone","at_s"}`.
 *
 * Throws a Refusal (exit 2) for a script that is none.
 */
export function scriptedWalker(file: string): Walker {
  const cues = cuesOf(file);
  const started = performance.now();
  return {
    async begin({ item, zone }) {
      const cue = cues.find((one) => one.item === item.id && one.zone === zone);
      if (cue === undefined) return { skip: "not in the script" };
      const wait = cue.at_s * 1000 - (performance.now() - started);
      if (wait < -LATE_MS) return { skip: `its moment (${cue.at_s} s) was over` };
      await sleep(Math.max(0, wait));
      return "begun";
    },
    clear: () => Promise.resolve(),
    close: () => {},
  };
}

/** A moment that is over for so long is not looked at any more. */
const LATE_MS = 2000;

function cuesOf(file: string): readonly Cue[] {
  const wanted = `wanted a list of {"item": "adult", "zone": "A", "at_s": 3}`;
  try {
    const list: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (Array.isArray(list) && list.every(isCue))
      return list.map((one: Cue) => ({ ...one, zone: one.zone ?? null }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(EXIT.usage, `--script ${file}: ${why}; ${wanted}`);
  }
  throw new Refusal(EXIT.usage, `--script ${file}: ${wanted}`);
}

const isCue = (one: unknown): one is Cue =>
  typeof one === "object" &&
  one !== null &&
  "item" in one &&
  "at_s" in one &&
  Number.isFinite(one.at_s);
