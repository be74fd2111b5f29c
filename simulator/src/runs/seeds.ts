/** The same crossing on several days of chance, and two crossings on the same days. */
import type { Site } from "@crossing/config";
import { type SimulateOptions, type SimulationResult, simulate } from "../simulate.ts";
import { type Estimate, estimateOf } from "./estimate.ts";
import { type FigureName, byFigure, figureOf } from "./figures.ts";

/** As for one run, but for `demand`, which the first run would use up: a `spec` says the same for every seed. */
export interface SeedsOptions extends Omit<
  SimulateOptions,
  "seed" | "demand" | "onState" | "onEvent" | "onTrip" | "onTick"
> {
  readonly seeds: readonly number[];
}

/** Every run, and what they say together. */
export interface SeedsResult {
  readonly runs: readonly SimulationResult[];
  readonly figures: Figures;
}

export type Figures = Readonly<Record<FigureName, Estimate>>;

/** Runs each seed. One seed gives figures without intervals; none is a RangeError. */
export function simulateSeeds({ seeds, onProgress, ...options }: SeedsOptions): SeedsResult {
  if (seeds.length === 0) throw new RangeError("seeds: at least one is wanted");
  const runs = seeds.map((seed, at) =>
    simulate({
      ...options,
      seed,
      ...(onProgress && { onProgress: (done) => onProgress((at + done) / seeds.length) }),
    }),
  );
  return { runs, figures: figuresOf(runs) };
}

/** What several runs of one crossing say together; for runs that were made elsewhere too. */
export const figuresOf = (runs: readonly SimulationResult[]): Figures =>
  byFigure((name) => estimateOf(runs.map((run) => figureOf(run, name))));

/** Two plans on the same arrivals. */
export interface Comparison {
  readonly a: SeedsResult;
  readonly b: SeedsResult;
  /** b - a, seed by seed: with the same people and vehicles most of chance falls out of it. */
  readonly differences: Figures;
}

/** Runs two sites on the same seeds. They need the same number of lanes, or their vehicles are not the same. */
export function compare(
  a: Site,
  b: Site,
  { onProgress, ...options }: Omit<SeedsOptions, "site">,
): Comparison {
  const half = (from: number) => onProgress && ((done: number) => onProgress(from + done / 2));
  const [toHalf, toEnd] = [half(0), half(0.5)];
  const ofA = simulateSeeds({ ...options, site: a, ...(toHalf && { onProgress: toHalf }) });
  const ofB = simulateSeeds({ ...options, site: b, ...(toEnd && { onProgress: toEnd }) });
  return { a: ofA, b: ofB, differences: differencesOf(ofA.runs, ofB.runs) };
}

/** Differences b - a of the runs of the same seed; seeds that only one of them has are left out. */
export function differencesOf(
  a: readonly SimulationResult[],
  b: readonly SimulationResult[],
): Figures {
  const pairs = a.flatMap((one) => {
    const other = b.find(({ seed }) => seed === one.seed);
    return other === undefined ? [] : [[one, other] as const];
  });
  return byFigure((name) =>
    estimateOf(
      pairs.map(([one, other]) => {
        const [from, to] = [figureOf(one, name), figureOf(other, name)];
        return from === null || to === null ? null : to - from;
      }),
    ),
  );
}
