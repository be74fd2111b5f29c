/**
 * Every state that can be reached, one after the other, through the real step.
 *
 * A world says what is remembered of a state and what may happen to it; what is remembered is all that the next tick
 * begins from, so nothing can hide in what is left out. Each tick that is taken is held against the invariants.
 */
import { type Inputs, type Instant, instant } from "@crossing/config";
import {
  type Invariant,
  type Plan,
  type State,
  type Step,
  check,
  step,
} from "@crossing/controller";

/** One thing that may happen next. */
export interface Tick {
  readonly before: State;
  readonly inputs: Inputs;
  readonly now: Instant;
  /** The step to take instead of the core's own; left out: `step`. */
  readonly step?: typeof step;
}

/** A crossing whose every state is tried. */
export interface World {
  readonly plan: Plan;
  /** What is remembered of a state, in whole numbers below 65,536 for the characters of a word. */
  pack(state: State, now: Instant): string;
  /** All that may happen to what is remembered. */
  ticksFrom(word: string): Iterable<Tick>;
  /** How it may begin: the states after a first tick. */
  readonly starts: readonly { readonly state: State; readonly now: Instant }[];
}

/** What a search found. */
export interface Explored {
  readonly states: number;
  readonly ticks: number;
  /** Ticks that break an invariant, each with the way there; after the tenth the search ends. */
  readonly broken: readonly Broken[];
  readonly words: readonly string[];
  /** By state: the states that may follow. Empty unless asked for. */
  readonly edges: readonly (readonly number[])[];
}

/** A tick that must not be, and how the crossing came to it. */
export interface Broken {
  readonly rules: readonly Invariant[];
  readonly inputs: Inputs;
  /** The intervals on the way, with how many ticks each lasted. */
  readonly way: string;
}

/** The moment at which every tick begins: far enough from 0 for whatever is long ago. */
export const HERE = instant(1_000_000_000);

/** Tries everything, breadth first, so that the way to what is broken is the shortest. Ends early at `most` broken ticks. */
export function explored(
  world: World,
  { edges: wanted = false, most = 10 }: { edges?: boolean; most?: number } = {},
): Explored {
  const known = new Map<string, number>();
  const words: string[] = [];
  const from: number[] = [];
  const edges: number[][] = [];
  const broken: Broken[] = [];
  let ticks = 0;
  const meet = (word: string, parent: number): number => {
    const at = known.get(word);
    if (at !== undefined) return at;
    known.set(word, words.length);
    words.push(word);
    from.push(parent);
    return words.length - 1;
  };
  for (const { state, now } of world.starts) meet(world.pack(state, now), -1);
  for (let at = 0; at < words.length && broken.length < most; at++) {
    const next = new Set<number>();
    for (const tick of world.ticksFrom(words[at]!)) {
      const after = taken(world.plan, tick);
      const rules = check(world.plan, { ...tick, after });
      if (rules.length > 0 && broken.length < most)
        broken.push({ rules, inputs: tick.inputs, way: wayTo(world, words, from, at) });
      next.add(meet(world.pack(after.state, tick.now), at));
      ticks += 1;
    }
    if (wanted) edges.push([...next]);
  }
  return { states: words.length, ticks, broken, words, edges };
}

const taken = (plan: Plan, { before, inputs, now, step: by = step }: Tick): Step =>
  by(plan, before, inputs, now);

/** The shortest way to a state, as an engineer would tell it. */
function wayTo(
  world: World,
  words: readonly string[],
  from: readonly number[],
  end: number,
): string {
  const way: string[] = [];
  for (let at = end; at >= 0; at = from[at]!) {
    const [tick] = world.ticksFrom(words[at]!);
    way.unshift(tick === undefined ? "?" : nameOf(tick.before));
  }
  const told: [string, number][] = [];
  for (const name of way) {
    if (told.at(-1)?.[0] === name) told.at(-1)![1] += 1;
    else told.push([name, 1]);
  }
  return told.map(([name, times]) => `${name} ${times}`).join(", ");
}

const nameOf = ({ inControl, interval, fault }: State): string =>
  `${inControl ? interval : "listening"}${fault === null ? "" : " (fault)"}`;
