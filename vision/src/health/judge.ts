/**
 * Whether a camera may be believed right now, judged by its pictures and their times.
 *
 *             5 good pictures                  a fault lasted long enough
 *   unproven -----------------> believed ------------------------------------> not believed
 *                                   ^                                              |
 *                                   +----------------------------------------------+
 *                                    the fault is gone for its hold, and 5 good pictures
 *
 * Pure: the same samples at the same moments give the same answer. A fault that only warns leaves the camera believed.
 */
import type { CameraFault, CameraHealth, CameraSite, Instant } from "@crossing/config";
import type { RgbPicture } from "../ports.ts";
import { type AllEvidence, NO_EVIDENCE, raisedOf, withFinding } from "./evidence.ts";
import { CAMERA_FAULTS, FAULT_RULES, GOOD_CHECKS } from "./faults.ts";
import { type Landmark, type Whereabouts, readLandmarks, seekLandmark } from "./landmarks.ts";
import { type Measured, measure } from "./measure.ts";
import {
  NOTHING_SEEN,
  type Repeats,
  fingerprint,
  loops,
  unchanged,
  withPicture,
} from "./repeats.ts";
import { type Case, suspectsOf } from "./suspects.ts";
import { type Beat, NO_BEATS, isSlow, isStale, withBeat } from "./times.ts";
import { type View, VIEW_MIN, lookOut, taught, viewOf } from "./view.ts";

/** What health needs of a camera, a few times a second. */
export interface HealthSample {
  /** The newest whole picture, at most 640 wide; it is not kept. */
  readonly picture: RgbPicture;
  /** When it was taken, as the source tells. */
  readonly frameAt: Instant;
  /** Frames that came from the camera since it was opened, those not looked at too; it may begin anew. */
  readonly frames: number;
}

/** Call `judge` this often, ms; twice as often or half as often will do too. */
export const JUDGE_EVERY = 250;

/** All that is remembered of a camera. Plain data, about 400 kB; nothing of it leaves the process. */
export interface HealthState {
  readonly camera: Pick<CameraSite, "id" | "fps">;
  /** A video file in place of a camera: it may come again and again. */
  readonly mayRepeat: boolean;
  readonly landmarks: readonly Landmark[];
  readonly found: readonly Whereabouts[];
  readonly since: Instant;
  /** Looks so far. */
  readonly looks: number;
  readonly beats: readonly Beat[];
  readonly grain: Uint8Array | null;
  readonly repeats: Repeats;
  readonly shape: Shape | null;
  /** What the camera sees in colour, and in infrared. */
  readonly colour: View | null;
  readonly grey: View | null;
  readonly evidence: AllEvidence;
  /** Good pictures in a row, and whether the first five have come. */
  readonly good: number;
  readonly proven: boolean;
}

interface Shape {
  readonly width: number;
  readonly height: number;
}

/** A judgement: what to remember, and whether to believe. */
export interface Judged {
  readonly state: HealthState;
  readonly health: CameraHealth;
}

/** The health of a camera that was opened at `now`. Until its first five good pictures it is not believed. */
export const startHealth = (
  camera: Pick<CameraSite, "id" | "source" | "fps" | "landmarks">,
  now: Instant,
): HealthState => {
  const landmarks = readLandmarks(camera.landmarks);
  return {
    camera: { id: camera.id, fps: camera.fps },
    mayRepeat: isRecording(camera.source),
    landmarks,
    found: landmarks.map(() => "in-place"),
    since: now,
    looks: 0,
    beats: NO_BEATS,
    grain: null,
    repeats: NOTHING_SEEN,
    shape: null,
    colour: null,
    grey: null,
    evidence: NO_EVIDENCE,
    good: 0,
    proven: false,
  };
};

/** Files and the drawn street (whose noise is of five kinds) repeat themselves, and may. */
const isRecording = (source: string): boolean =>
  !/^(rtsps?|https?|opencv):/.test(source) && !source.startsWith("/dev/");

/** No new frame for so long: lost, ms. Opening a camera may take longer, but until then it is not believed anyway. */
const LOST = 3000;
/** A look weighs at most so much: of a longer silence nothing is known, ms. */
const WEIGHT_MOST = 1000;

/**
 * Judges a camera at `now`, by the newest picture; null when there is none.
 *
 * Call it every `JUDGE_EVERY` ms whether or not a frame came: silence is news too. A sample whose frame was judged before
 * counts as none. Lost and frozen are told within 5 s, other faults within 30 s, the unusual
 * only in a camera that was seen well for 15 s.
 */
export function judge(state: HealthState, sample: HealthSample | null, now: Instant): Judged {
  const last = state.beats.at(-1);
  if (sample === null || sample.frames === last?.frames) return judgeSilence(state, now);
  const passed = Math.min(WEIGHT_MOST, now - (last?.at ?? now));
  const picture = measure(sample.picture);
  const looked = withTimes(state, { sample, picture, now });
  const seen = withSight(looked, picture, passed);
  const suspects = [...timeFaults(looked, picture, now), ...seen.suspects];
  const good = suspects.some((fault) => FAULT_RULES[fault].blinds) ? 0 : state.good + 1;
  const evidence = withFinding(state.evidence, { now, passed, suspects, good });
  const proven = state.proven || good >= GOOD_CHECKS;
  const judged = { ...seen.state, evidence, good, proven };
  return answer(
    picture === null ? judged : withLesson(judged, picture, { passed, likeness: seen.likeness }),
  );
}

function judgeSilence(state: HealthState, now: Instant): Judged {
  const quiet = now - (state.beats.at(-1)?.at ?? state.since);
  if (quiet <= LOST) return answer(state);
  const finding = { now, passed: 0, suspects: ["lost"] as const, good: 0 };
  return answer({ ...state, good: 0, evidence: withFinding(state.evidence, finding) });
}

function answer(state: HealthState): Judged {
  const faults = raisedOf(state.evidence);
  const believed = state.proven && !faults.some((fault) => FAULT_RULES[fault].blinds);
  return { state, health: { believed, faults } };
}

interface Look {
  readonly sample: HealthSample;
  readonly picture: Measured | null;
  readonly now: Instant;
}

/** At this share of unchanged grains a picture is the one before; a clock drawn into it may go on. */
const SAME = 0.985;

function withTimes(state: HealthState, { sample, picture, now }: Look): HealthState {
  const { grain } = state;
  const fresh = grain === null || picture === null || unchanged(grain, picture.grid.grain) < SAME;
  const { frames, frameAt } = sample;
  const beats = withBeat(state.beats, { at: now, frameAt, frames, fresh });
  const looks = state.looks + 1;
  if (picture === null) return { ...state, beats, looks };
  const print = fingerprint(picture.grid.grain);
  const repeats = state.mayRepeat ? NOTHING_SEEN : withPicture(state.repeats, print, now);
  return { ...state, beats, looks, grain: picture.grid.grain, repeats };
}

function timeFaults(
  state: HealthState,
  picture: Measured | null,
  now: Instant,
): readonly CameraFault[] {
  const { beats, repeats, camera, shape } = state;
  const still = beats.length > 1 && !beats.at(-1)!.fresh;
  const misshapen = picture === null || (shape !== null && !fits(shape, picture));
  const faults: Partial<Record<CameraFault, boolean>> = {
    frozen: still || loops(repeats, now),
    "stale-clock": isStale(beats),
    "wrong-size": misshapen,
    "low-rate": isSlow(beats, camera.fps),
  };
  return CAMERA_FAULTS.filter((fault) => faults[fault] === true);
}

/** Sides may differ by so much. Zones are fractions, so another resolution of the same shape is no fault. */
const SHAPE = 0.02;

function fits(usual: Shape, { width, height }: Shape): boolean {
  const shape = (width / height) * (usual.height / usual.width);
  return Math.abs(shape - 1) <= SHAPE && width >= usual.width / 2;
}

/** Below this saturation a picture has no colour; above the other one a camera is known to have colours. */
const COLOURLESS = 0.7;
const COLOURFUL = 3;
/** Landmarks sought per picture: each is looked after every second or two. */
const SOUGHT = 2;

interface Seen {
  readonly state: HealthState;
  readonly suspects: readonly CameraFault[];
  readonly likeness: Float32Array | null;
}

function withSight(state: HealthState, picture: Measured | null, passed: number): Seen {
  if (picture === null) return { state, suspects: [], likeness: null };
  const mode = modeOf(picture);
  const view = state[mode];
  const lookout =
    view !== null && view.pictures >= VIEW_MIN ? lookOut(view, picture, passed) : null;
  const found = state.found.map((before, at) =>
    (at + state.looks * SOUGHT) % state.found.length < SOUGHT
      ? seekLandmark(state.landmarks[at]!, picture.grid.plane)
      : before,
  );
  const colourGone = mode === "grey" && (state.colour?.usual.saturation ?? 0) > COLOURFUL;
  const one: Case = { picture, lookout, landmarks: found, colourGone };
  return {
    state: { ...state, found, [mode]: lookout?.view ?? view },
    suspects: suspectsOf(one),
    likeness: lookout?.likeness ?? null,
  };
}

const modeOf = ({ grid }: Measured): "colour" | "grey" =>
  grid.saturation < COLOURLESS ? "grey" : "colour";

/** Learns from a picture that nothing speaks against. What is doubtful must never become usual. */
function withLesson(
  state: HealthState,
  picture: Measured,
  of: { readonly passed: number; readonly likeness: Float32Array | null },
): HealthState {
  const blind = raisedOf(state.evidence).some((fault) => FAULT_RULES[fault].blinds);
  if (blind || state.good === 0) return state;
  const mode = modeOf(picture);
  const view = state[mode];
  const lesson = view === null ? viewOf(picture) : taught(view, picture, of);
  const { width, height } = picture;
  return { ...state, [mode]: lesson, shape: state.shape ?? { width, height } };
}
