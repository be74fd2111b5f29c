/** How far off counts are. */

/** Over all frames. */
export interface CountScore {
  /** Mean of |count - truth|, people. */
  readonly error: number;
  /** Mean of count - truth: above 0 people are seen who are not there. */
  readonly bias: number;
  /** Share of frames with exactly the right count. */
  readonly exact: number;
  /** Share of frames in which "somebody is there" is right. */
  readonly presence: number;
  readonly frames: number;
}

/** Of counts against the truth, frame by frame; both of the same length. */
export function scoreCounts(truth: readonly number[], counted: readonly number[]): CountScore {
  const off = truth.map((people, frame) => counted[frame]! - people);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    error: mean(off.map(Math.abs)),
    bias: mean(off),
    exact: mean(off.map((by) => Number(by === 0))),
    presence: mean(truth.map((people, frame) => Number(people > 0 === counted[frame]! > 0))),
    frames: truth.length,
  };
}
