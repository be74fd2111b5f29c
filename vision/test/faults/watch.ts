/** Lets health watch a camera that is well, then has a fault, then is well again. */
import { type CameraFault, type CameraSite, type Instant, instant } from "@crossing/config";
import {
  type HealthSample,
  type HealthState,
  JUDGE_EVERY,
  type RgbPicture,
  judge,
  startHealth,
} from "../../src/index.ts";
import type { TimeFault } from "./time-faults.ts";

/** A camera: its picture at each look, and how many frames it gives a second. */
export interface Feed {
  readonly name: string;
  readonly fps: number;
  /** As in a site file; files may repeat themselves. */
  readonly source: string;
  readonly landmarks?: CameraSite["landmarks"];
  picture(look: number): RgbPicture;
}

/** What health said at one look. */
export interface Said {
  /** Since the camera was opened, s. */
  readonly t_s: number;
  readonly believed: boolean;
  readonly faults: readonly CameraFault[];
}

/** Where a watch stands. Health is pure, so one well camera can fall ill in many ways. */
export interface Watch {
  readonly feed: Feed;
  readonly state: HealthState;
  readonly look: number;
  /** The last samples while it was well. */
  readonly past: readonly HealthSample[];
  /** What was said in the last stretch. */
  readonly said: readonly Said[];
}

export const LOOKS_PER_S = 1000 / JUDGE_EVERY;

/** A camera that was just opened. */
export function opened(feed: Feed): Watch {
  const { source, fps, landmarks = [] } = feed;
  const state = startHealth({ id: "A", source, fps, landmarks }, instant(0));
  return { feed, state, look: 0, past: [], said: [] };
}

const KEPT = 40;

/** Goes on for `looks` looks with the camera well. */
export function well(watch: Watch, looks: number): Watch {
  const { feed } = watch;
  const past = [...watch.past];
  const told = judged(watch, looks, (look) => {
    const sample = sampleOf(feed, look);
    past.push(sample);
    if (past.length > KEPT) past.shift();
    return sample;
  });
  return { ...told, past };
}

/** Goes on for at most `looks` looks with a fault; ends early once `enough` says so. */
export const ill = (
  watch: Watch,
  looks: number,
  fault: TimeFault,
  enough: (said: Said) => boolean = () => false,
): Watch =>
  judged(
    watch,
    looks,
    (look) => fault(sampleOf(watch.feed, look), look - watch.look, watch.past),
    enough,
  );

const atLook = (look: number): Instant => instant(look * JUDGE_EVERY);

const sampleOf = (feed: Feed, look: number): HealthSample => ({
  picture: feed.picture(look),
  frameAt: instant(atLook(look) - 80),
  frames: Math.floor((atLook(look) * feed.fps) / 1000) + 1,
});

function judged(
  watch: Watch,
  looks: number,
  sample: (look: number) => HealthSample | null,
  enough: (said: Said) => boolean = () => false,
): Watch {
  let { state, look } = watch;
  const said: Said[] = [];
  for (const end = look + looks; look < end;) {
    const now = atLook(look);
    const answer = judge(state, sample(look), now);
    state = answer.state;
    said.push({ t_s: now / 1000, ...answer.health });
    look += 1;
    if (enough(said.at(-1)!)) break;
  }
  return { ...watch, state, look, said };
}

/** Seconds from the beginning of the last stretch until any of `told` was said; null: never. */
export function toldAfter({ said }: Watch, told: readonly CameraFault[]): number | null {
  const first = said.find(({ faults }) => faults.some((fault) => told.includes(fault)));
  return first === undefined ? null : first.t_s - said[0]!.t_s;
}

/** Seconds from the beginning of the last stretch until the camera was believed and without faults; null: never. */
export function wellAfter({ said }: Watch): number | null {
  const first = said.find(({ believed, faults }) => believed && faults.length === 0);
  return first === undefined ? null : first.t_s - said[0]!.t_s;
}
