/** One method of proof in the nightly run: a folder beside this file whose index.ts exports `section`. */

/** A figure: what was counted or measured, what it must be, what it is; kept or not, null where this machine lacks what it takes. */
export type Figure = readonly [what: string, must: string, is: string, ok: boolean | null];

/** What a method found. */
export interface Found {
  readonly title: string;
  /** Counted or measured in this run, never typed in. */
  readonly figures: readonly Figure[];
  /** How it was done, and what the figures do not say: one sentence each. */
  readonly notes: readonly string[];
}

/** How much is asked of a run. */
export interface VerifyOptions {
  /** The whole length; otherwise the part that fits into continuous integration. */
  readonly nightly: boolean;
  /** CPU seconds to spend, for methods whose length is free; left out: their own. */
  readonly seconds?: number;
  /** The same seed and version give the same run. */
  readonly seed: number;
  /** Tells whoever watches how it goes. */
  readonly say: (line: string) => void;
}

/** A method of proof. */
export interface VerifySection {
  readonly name: string;
  run(options: VerifyOptions): Promise<Found>;
}
