/**
 * Lanes as the loops in the road tell them, and as the eyes tell them where there are no loops.
 *
 * The queue of a lane is what passed its advance loop, less what passed its stop loop, less who cannot have
 * arrived yet. Counting errors do not pile up: with green, and nobody over the stop loop for ten seconds,
 * the lane is empty. Loops do not mind rain or darkness, so they win where both tell; a stop loop alone counts who
 * passes, and leaves queue and arrivals to the eyes.
 */
import {
  type Duration,
  type Instant,
  type LaneInput,
  type LaneSite,
  type Observation,
  elapsed,
  inSeconds,
  later,
  seconds,
} from "@crossing/config";
import type { CabinetReport } from "./ports.ts";

/** One lane between two ticks. */
export interface LaneState {
  readonly loops: LoopState | null;
  /** By camera: vehicles that it had seen to pass when it was last heard. */
  readonly passed: Readonly<Record<string, number>>;
}

/** What the loops of one lane said last. */
export interface LoopState {
  readonly advance: number;
  readonly stop: number;
  /** When each vehicle between the two loops reaches the stop line at free flow, soonest first. */
  readonly due: readonly Instant[];
  readonly lastPassage: Instant;
}

/** What there is to know about lanes: counts of the loops, and the observations that are believed. */
export interface LaneNews {
  readonly loops: CabinetReport["loops"];
  readonly believed: readonly Observation[];
}

/** What a tick gives for one lane; `input` is null when nobody tells of it. */
export interface LaneTick {
  readonly state: LaneState;
  readonly input: LaneInput | null;
  /** How far ahead its arrivals see, s. */
  readonly ahead_s: number;
}

/** How far ahead every lane sees, s; 0 as soon as one is not seen. */
export const lookahead_s = (ticks: readonly LaneTick[]): number =>
  ticks.length === 0 ? 0 : Math.min(...ticks.map(({ ahead_s }) => ahead_s));

/** One lane in this tick. */
export function laneTick(
  lane: LaneSite,
  before: LaneState | null,
  { loops, believed }: LaneNews,
  now: Instant,
): LaneTick {
  const looped = loopTick(lane, before?.loops ?? null, loops, now);
  const eyes = eyesOn(lane.id, believed, before?.passed ?? {}, now);
  const state: LaneState = { loops: looped?.state ?? null, passed: eyes.passed };
  if (looped === null) return { state, input: eyes.input, ahead_s: eyes.ahead_s };
  if (lane.advance_loop !== null || eyes.input === null)
    return { state, input: looped.input, ahead_s: aheadOf(lane) };
  const input = { ...eyes.input, passages: looped.input.passages };
  return { state, input, ahead_s: eyes.ahead_s };
}

const aheadOf = (lane: LaneSite): number =>
  lane.advance_loop === null ? 0 : lane.advance_distance_m / lane.free_speed_m_per_s;

interface OnLane {
  readonly input: LaneInput | null;
  readonly ahead_s: number;
  readonly passed: LaneState["passed"];
}

/** A lane as the camera tells it that sees it farthest; a vehicle passes once, however many records tell of it. */
function eyesOn(
  id: string,
  believed: readonly Observation[],
  before: LaneState["passed"],
  now: Instant,
): OnLane {
  const passed: Record<string, number> = { ...before };
  let best: { readonly by: Observation; readonly lane: LaneInput } | null = null;
  for (const by of believed) {
    for (const lane of by.lanes) {
      if (lane.id !== id) continue;
      passed[by.camera] = lane.passages;
      if (best === null || seesAhead_s(by) > seesAhead_s(best.by)) best = { by, lane };
    }
  }
  if (best === null) return { input: null, ahead_s: 0, passed };
  const { by, lane } = best;
  const age_s = inSeconds(elapsed(by.frameAt, now));
  const counted = before[by.camera];
  // An eye that counts from the beginning again has just been opened.
  const passages = counted === undefined ? 0 : Math.max(0, lane.passages - counted);
  const eta_s = lane.eta_s.map((s) => Math.max(0, s - age_s));
  return { input: { ...lane, eta_s, passages }, ahead_s: seesAhead_s(by), passed };
}

const seesAhead_s = ({ lookahead_s: ahead_s = 0 }: Observation): number => ahead_s;

interface LoopTick {
  readonly state: LoopState;
  readonly input: LaneInput;
}

/** One lane as its loops tell it; null when it has no stop loop, or the cabinet tells nothing of it. */
function loopTick(
  lane: LaneSite,
  before: LoopState | null,
  loops: CabinetReport["loops"],
  now: Instant,
): LoopTick | null {
  const stop = countOf(loops, lane.stop_loop);
  if (stop === null) return null;
  const advance = countOf(loops, lane.advance_loop);
  if (before === null) return first(lane, { advance: advance ?? 0, stop }, now);
  const passages = since(before.stop, stop);
  const entered = advance === null ? 0 : since(before.advance, advance);
  const arrival = later(now, seconds(aheadOf(lane)));
  const due = forgotten(
    [...before.due, ...Array.from({ length: entered }, () => arrival)].slice(passages),
    before,
    now,
  );
  const lastPassage = passages > 0 ? now : before.lastPassage;
  const state = { advance: advance ?? before.advance, stop, due, lastPassage };
  return { state, input: inputOf(lane, state, passages, now) };
}

const first = (
  lane: LaneSite,
  counts: { advance: number; stop: number },
  now: Instant,
): LoopTick => {
  const state = { ...counts, due: [], lastPassage: now };
  return { state, input: inputOf(lane, state, 0, now) };
};

function inputOf(lane: LaneSite, { due }: LoopState, passages: number, now: Instant): LaneInput {
  const queue = lane.advance_loop === null ? null : due.filter((at) => at <= now).length;
  const eta_s = due.filter((at) => at > now).map((at) => inSeconds(elapsed(now, at)));
  return { id: lane.id, queue, eta_s, passages };
}

/** A vehicle that should have passed long ago, while nothing passes at all, was a counting error. */
const forgotten = (due: readonly Instant[], before: LoopState, now: Instant): readonly Instant[] =>
  elapsed(before.lastPassage, now) < LOST ? due : due.filter((at) => elapsed(at, now) < LOST);

/** Longer than any red of ours: who stands here is served within it. */
const LOST: Duration = seconds(90);

const countOf = (loops: CabinetReport["loops"], number: number | null): number | null =>
  number === null ? null : (loops[number - 1]?.count ?? null);

/** Counts are uint16 and wrap; a step back by much is a cabinet that restarted. */
const since = (was: number, is: number): number => {
  const step = (is - was) & 0xffff;
  return step < 1000 ? step : 0;
};
