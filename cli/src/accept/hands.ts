/** Who does what a step asks for: people at the crossing, or a script that breaks the demo's street. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { DemoAction } from "@crossing/config";
import { EXIT, Refusal } from "../exit.ts";
import type { Step } from "./steps.ts";

/** Whether a step is done. `impossible`: it cannot be done at this site, and why. */
export type Readiness =
  | "ready"
  | "end"
  | { readonly skip: string }
  | { readonly impossible: string };

/** See the head of the file. */
export interface Hands {
  /** Settles when everything is made ready for the step. */
  ready(step: Step): Promise<Readiness>;
  /** The moment has come. Settles when it is done, or at once where people do it. */
  now(step: Step): Promise<void>;
  /** Undoes it while the step still looks. */
  undo(step: Step): Promise<void>;
  /** Settles when the crossing is as it was before. */
  restore(step: Step): Promise<void>;
  close(): void;
}

/** People at the crossing: told on the desk, answering with a key. */
export function askedPeople(say: (line: string) => void, input: NodeJS.ReadableStream): Hands {
  const lines = createInterface({ input });
  const answers = lines[Symbol.asyncIterator]();
  const answer = async (): Promise<string | null> => {
    const next = await answers.next();
    return next.done === true ? null : next.value.trim();
  };
  return {
    async ready({ number, title, act }) {
      say("");
      say(`${number}. ${title}`);
      if (act !== null) say(`${act.en}\n${act.zh}`);
      say("Enter when ready; s skips it, n: cannot be done here, q ends (what is done is kept).");
      const word = (await answer())?.toLowerCase() ?? "q";
      if (word === "q") return "end";
      if (word === "s") return { skip: "skipped by the engineer" };
      if (word !== "n") return "ready";
      say("Why can it not be done here? It goes into the report.");
      return { impossible: (await answer()) || "no reason was given" };
    },
    now: async ({ act }) => {
      if (act !== null) say("\u0007>>> NOW");
    },
    undo: async ({ undo }) => {
      if (undo !== null) say(`\u0007>>> ${undo}`);
    },
    async restore({ undo, undoAfter_s }) {
      if (undo === null) return;
      say(undoAfter_s === undefined ? `${undo} Then Enter.` : "Enter when all is as it was.");
      await answer();
    },
    close: () => lines.close(),
  };
}

/** One line of a script: what is done to the demo's street, or why nothing is. */
interface Cue {
  readonly step: number;
  readonly do?: readonly DemoAction[];
  readonly undo?: readonly DemoAction[];
  readonly impossible?: string;
}

/**
 * A script: a JSON list of `{"step": 5, "do": [{"do": "break", "what": "modbus", "broken": true}], "undo": [...]}`. Its
 * actions are those of the demo's page. A step that is not in it is skipped.
 *
 * Throws a Refusal (exit 2) for a script that is none.
 */
export function scriptedHands(file: string, play: (action: DemoAction) => Promise<void>): Hands {
  const cues = cuesOf(file);
  const cueOf = ({ number }: Step): Cue | undefined => cues.find(({ step }) => step === number);
  const all = async (actions: readonly DemoAction[] = []): Promise<void> => {
    for (const action of actions) await play(action);
  };
  return {
    async ready(step) {
      const cue = cueOf(step);
      if (cue === undefined) return { skip: "not in the script" };
      return cue.impossible === undefined ? "ready" : { impossible: cue.impossible };
    },
    now: (step) => all(cueOf(step)?.do),
    undo: (step) => all(cueOf(step)?.undo),
    restore: (step) => all(cueOf(step)?.undo),
    close: () => {},
  };
}

function cuesOf(file: string): readonly Cue[] {
  const wanted = `wanted a list of {"step": 5, "do": [...], "undo": [...]}`;
  try {
    const list: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (Array.isArray(list) && list.every(isCue)) return list;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(EXIT.usage, `--script ${file}: ${why}; ${wanted}`);
  }
  throw new Refusal(EXIT.usage, `--script ${file}: ${wanted}`);
}

const isCue = (one: unknown): one is Cue =>
  typeof one === "object" && one !== null && "step" in one && Number.isInteger(one.step);

/** Plays with the demo behind `page`. Throws a Refusal where there is no demo. */
export const demoAt =
  (page: string, token: string | null) =>
  async (action: DemoAction): Promise<void> => {
    const answer = await fetch(`${page}/api/v1/demo`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(action),
    });
    if (answer.ok) return;
    throw new Refusal(
      EXIT.failed,
      `${page}/api/v1/demo: answer ${answer.status}; a script acts on crossing demo only`,
    );
  };
