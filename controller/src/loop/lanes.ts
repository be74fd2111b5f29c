/**
 * Lanes as the loops in the road tell them: queue by counting in and out, arrivals by the advance loop.
 *
 * The queue of a lane is what passed its advance loop, less what passed its stop loop, less who cannot have
 * arrived yet. Counting errors do not pile up: with green, and nobody over the stop loop for ten seconds,
 * the lane is empty.
 */
import {
  type Duration,
  type Instant,
  type LaneInput,
  type LaneSite,
  elapsed,
  inSeconds,
  later,
  seconds,
} from "@crossing/config";
import type { CabinetReport } from "./ports.ts";

/** One lane between two ticks. */
export interface LaneState {
  readonly advance: number;
  readonly stop: number;
  /** When each vehicle between the two loops reaches the stop line at free flow, soonest first. */
  readonly due: readonly Instant[];
  readonly lastPassage: Instant;
}

/** What a tick gives for one lane. */
export interface LaneTick {
  readonly state: LaneState;
  readonly input: LaneInput;
}

/** The farthest that any lane's advance loop sees ahead, s; 0 without loops. */
export const lookahead_s = (lanes: readonly LaneSite[]): number =>
  lanes.length === 0 ? 0 : Math.min(...lanes.map(aheadOf));

const aheadOf = (lane: LaneSite): number =>
  lane.advance_loop === null ? 0 : lane.advance_distance_m / lane.free_speed_m_per_s;

/** One lane in this tick; null when it has no stop loop, or the cabinet tells nothing of it. */
export function laneTick(
  lane: LaneSite,
  before: LaneState | null,
  loops: CabinetReport["loops"],
  now: Instant,
): LaneTick | null {
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
): LaneTick => {
  const state = { ...counts, due: [], lastPassage: now };
  return { state, input: inputOf(lane, state, 0, now) };
};

function inputOf(lane: LaneSite, { due }: LaneState, passages: number, now: Instant): LaneInput {
  const queue = lane.advance_loop === null ? null : due.filter((at) => at <= now).length;
  const eta_s = due.filter((at) => at > now).map((at) => inSeconds(elapsed(now, at)));
  return { id: lane.id, queue, eta_s, passages };
}

/** A vehicle that should have passed long ago, while nothing passes at all, was a counting error. */
const forgotten = (due: readonly Instant[], before: LaneState, now: Instant): readonly Instant[] =>
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
