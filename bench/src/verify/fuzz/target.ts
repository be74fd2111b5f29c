/** What is fuzzed: a door to the outside, what is fed to it, and what must never come of it. */
import type fc from "fast-check";

/** One door. */
export interface Target {
  readonly name: string;
  /** What is fed, for the page. */
  readonly fed: string;
  /** Part of the control process: one input may cost no more than 50 ms of CPU time. */
  readonly inControl: boolean;
  /** Opens the door. A target without connections may give the same trial every time. */
  open(): Promise<Trial>;
}

/** An open door. */
export interface Trial {
  /** Any input of the kind; text and bytes as they would come from outside. */
  readonly inputs: fc.Arbitrary<unknown>;
  /** Feeds one input; throws, or rejects, when a promise of the door is broken. The same input may be fed again. */
  feed(input: never): Promise<void> | void;
  close(): Promise<void>;
}

/** A target whose feeding needs nothing opened. */
export function plainTarget<T>(
  about: Omit<Target, "open">,
  inputs: fc.Arbitrary<T>,
  feed: (input: T) => Promise<void> | void,
): Target {
  return { ...about, open: () => Promise.resolve(trialOf(inputs, feed)) };
}

/** A trial of inputs of one type. */
export const trialOf = <T>(
  inputs: fc.Arbitrary<T>,
  feed: (input: T) => Promise<void> | void,
  close: () => Promise<void> = () => Promise.resolve(),
): Trial => ({ inputs, feed, close });

/** Says that a promise was broken. */
export function must(kept: boolean, promise: string): asserts kept {
  if (!kept) throw new Error(promise);
}
