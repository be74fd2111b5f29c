/** Whether what the camera told fits what somebody did. Pure. */
import type { Expectation } from "./items.ts";

/** What one look told. */
export interface Sample {
  /** Seconds since the item began. */
  readonly t_s: number;
  /** In the item's zone, or the most in any zone; null: not known. */
  readonly waiting: number | null;
  /** On the crosswalk; null: the camera does not see it. */
  readonly crossing: number | null;
  /** People in the whole picture. */
  readonly people: number;
  /** Seen to step off the kerb since the item began; null: the camera cannot tell. */
  readonly steppedOff: number | null;
}

/** What came of an item. `open`: not decided yet. */
export interface Verdict {
  readonly is: "pass" | "fail" | "open";
  /** What was seen, in one sentence. */
  readonly why: string;
  /** Seconds until somebody was counted first; null: nobody was. */
  readonly seen_after_s: number | null;
  /** The most that was counted. */
  readonly most: number;
}

/** Somebody who waits must be counted within this, s: dwell, two looks, and a slow machine. */
export const SEEN_WITHIN_S = 5;
/** And must then be counted for so long, s, */
export const HELD_S = 5;
/** in this part of the looks. */
const HELD_SHARE = 0.9;
/** The place must be seen empty for so long, s. */
export const EMPTY_S = 10;
/** Who walks past may count as waiting for so long at most, s: a call needs a longer dwell anyway. */
export const PASSING_MAX_S = 2;
/** Who walks somewhere has so long, s. */
export const WALKING_S = 30;

/** What the looks so far say. */
export function judge(expectation: Expectation, samples: readonly Sample[]): Verdict {
  switch (expectation.kind) {
    case "waiting":
      return waiting(samples, expectation.people);
    case "nobody":
      return nobody(samples);
    case "passing":
      return passing(samples);
    case "crossing":
      return crossing(samples);
    case "stepping-off":
      return steppingOff(samples);
  }
}

function waiting(samples: readonly Sample[], people: number): Verdict {
  const enough = (one: Sample): boolean => (one.waiting ?? 0) >= people;
  const first = samples.find(enough)?.t_s ?? null;
  const most = mostOf(samples.map((one) => one.waiting));
  const seen = { seen_after_s: samples.find((one) => (one.waiting ?? 0) > 0)?.t_s ?? null, most };
  const now = nowOf(samples);
  if (first === null || first > SEEN_WITHIN_S)
    return now <= SEEN_WITHIN_S
      ? { is: "open", why: `${most} of ${people} counted so far`, ...seen }
      : { is: "fail", why: `${most} of ${people} counted within ${SEEN_WITHIN_S} s`, ...seen };
  if (now < first + HELD_S) return { is: "open", why: "counted; stay there", ...seen };
  const held = samples.filter(({ t_s }) => t_s >= first && t_s <= first + HELD_S);
  const share = held.filter(enough).length / held.length;
  const percent = `${Math.round(share * 100)} % of ${held.length} looks`;
  if (share < HELD_SHARE) return { is: "fail", why: `counted in only ${percent}`, ...seen };
  const over = most > people ? `; up to ${most} counted` : "";
  return { is: "pass", why: `counted in ${percent}${over}`, ...seen };
}

function nobody(samples: readonly Sample[]): Verdict {
  const blind = samples.filter((one) => one.waiting === null).length;
  const most = Math.max(
    mostOf(samples.map((one) => one.waiting)),
    mostOf(samples.map((one) => one.crossing)),
  );
  const seen = { seen_after_s: null, most };
  if (most > 0) return { is: "fail", why: `${most} counted where nobody is`, ...seen };
  if (nowOf(samples) < EMPTY_S) return { is: "open", why: "nobody counted so far", ...seen };
  return blind > (1 - HELD_SHARE) * samples.length
    ? {
        is: "fail",
        why: `in ${blind} of ${samples.length} looks the camera could not tell`,
        ...seen,
      }
    : { is: "pass", why: `nobody counted for ${EMPTY_S} s`, ...seen };
}

function passing(samples: readonly Sample[]): Verdict {
  const most = mostOf(samples.map((one) => one.people));
  const seen = { seen_after_s: samples.find((one) => one.people > 0)?.t_s ?? null, most };
  const longest = longestRun(samples, (one) => (one.waiting ?? 0) > 0);
  const counted = `counted as waiting for ${longest.toFixed(1)} s`;
  if (longest > PASSING_MAX_S) return { is: "fail", why: counted, ...seen };
  if (nowOf(samples) < WALKING_S / 2) return { is: "open", why: counted, ...seen };
  return most === 0
    ? { is: "fail", why: "nobody was seen to walk past", ...seen }
    : { is: "pass", why: counted, ...seen };
}

function crossing(samples: readonly Sample[]): Verdict {
  const most = mostOf(samples.map((one) => one.crossing));
  const first = samples.find((one) => (one.crossing ?? 0) > 0)?.t_s ?? null;
  const seen = { seen_after_s: first, most };
  if (samples.length > 0 && samples.every((one) => one.crossing === null))
    return { is: "fail", why: "this camera does not see the crosswalk", ...seen };
  const longest = longestRun(samples, (one) => (one.crossing ?? 0) > 0);
  const gone = samples.at(-1)?.crossing === 0;
  const why = `on the crosswalk for ${longest.toFixed(1)} s`;
  if (longest >= 1 && gone) return { is: "pass", why, ...seen };
  if (nowOf(samples) < WALKING_S) return { is: "open", why, ...seen };
  return { is: "fail", why: longest >= 1 ? `${why}, and still there` : why, ...seen };
}

function steppingOff(samples: readonly Sample[]): Verdict {
  const most = mostOf(samples.map((one) => one.steppedOff));
  const first = samples.find((one) => (one.steppedOff ?? 0) > 0)?.t_s ?? null;
  const seen = { seen_after_s: first, most };
  if (most > 0) return { is: "pass", why: `${most} seen to step off`, ...seen };
  if (samples.length > 0 && samples.every((one) => one.steppedOff === null))
    return { is: "fail", why: "this camera does not tell who steps off", ...seen };
  return nowOf(samples) < WALKING_S
    ? { is: "open", why: "nobody seen to step off so far", ...seen }
    : { is: "fail", why: "nobody seen to step off", ...seen };
}

/** The longest time that something held without a break, s. */
function longestRun(samples: readonly Sample[], holds: (sample: Sample) => boolean): number {
  let since: number | null = null;
  let longest = 0;
  for (const sample of samples) {
    since = holds(sample) ? (since ?? sample.t_s) : null;
    if (since !== null) longest = Math.max(longest, sample.t_s - since);
  }
  return longest;
}

const nowOf = (samples: readonly Sample[]): number => samples.at(-1)?.t_s ?? 0;

const mostOf = (counts: readonly (number | null)[]): number =>
  Math.max(0, ...counts.map((count) => count ?? 0));
