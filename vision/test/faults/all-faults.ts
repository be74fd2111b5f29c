/** Every fault of the library, with what health must say of it and how soon. */
import type { CameraFault } from "@crossing/config";
import type { HealthSample } from "../../src/index.ts";
import * as pictures from "./picture-faults.ts";
import * as times from "./time-faults.ts";

/** A fault by name. */
export interface NamedFault {
  readonly name: string;
  /** Any of these is a right answer. */
  readonly told: readonly CameraFault[];
  /** Limit, s. */
  readonly within_s: number;
  /** Anew for each run: some remember. */
  start(seed: number): times.TimeFault;
}

const QUALITY_S = 30;
const LINE_S = 5;

const onPicture = (
  name: string,
  told: readonly CameraFault[],
  fault: pictures.PictureFault,
): NamedFault => ({
  name,
  told,
  within_s: QUALITY_S,
  start: (seed) => (sample: HealthSample, turn) => ({
    ...sample,
    picture: fault(sample.picture, turn, seed),
  }),
});

const onTimes = (
  name: string,
  told: readonly CameraFault[],
  within_s: number,
  fault: () => times.TimeFault,
): NamedFault => ({ name, told, within_s, start: () => fault() });

const SOFT = ["blurred"] as const;
const HIDDEN = ["covered"] as const;
const TURNED = ["moved"] as const;
const TORN = ["striped"] as const;

export const ALL_FAULTS: readonly NamedFault[] = [
  onTimes("line cut", ["lost"], LINE_S, () => times.lost),
  onTimes("encoder hangs", ["frozen"], LINE_S, () => times.frozen),
  onTimes("encoder hangs, its clock goes on", ["frozen"], LINE_S, () => times.frozenWithClock),
  onTimes("recording in a loop", ["frozen"], QUALITY_S, () => times.looped),
  onTimes("one picture in 2 s", ["low-rate"], QUALITY_S, () => times.slow),
  onTimes("one picture a second, doubled", ["low-rate"], QUALITY_S, times.doubled),
  onTimes("pictures 5 s late", ["stale-clock"], QUALITY_S, () => times.late),
  onTimes("clock stands", ["stale-clock"], QUALITY_S, () => times.clockStands),
  onTimes("clock an hour ahead", ["stale-clock"], QUALITY_S, () => times.clockAhead),
  onPicture("lens cap", ["black"], pictures.black),
  onPicture("street lamps out", ["dark", "black"], pictures.dark),
  onPicture("exposure runs away", ["overexposed"], pictures.over),
  onPicture("glare", ["overexposed", "covered", "blurred"], pictures.glare),
  onPicture("fog", ["blurred", "covered"], pictures.fog),
  onPicture("out of focus", SOFT, pictures.blurred()),
  onPicture("shaken", SOFT, pictures.shaken()),
  onPicture("hand", HIDDEN, pictures.hand),
  onPicture("leaf", HIDDEN, pictures.leaf),
  onPicture("tape", HIDDEN, pictures.tape),
  onPicture("spider", [...HIDDEN, ...SOFT], pictures.spider),
  onPicture("dirt", [...HIDDEN, ...SOFT], pictures.dirt),
  onPicture("knocked aside", TURNED, pictures.moved),
  onPicture("turned away", [...TURNED, ...HIDDEN], pictures.turnedAway),
  onPicture("rotated", TURNED, pictures.rotated),
  onPicture("zoomed", TURNED, pictures.zoomed),
  onPicture("salt and pepper", ["noisy"], pictures.saltAndPepper()),
  onPicture("gain too high", ["noisy"], pictures.grainy()),
  onPicture("torn rows", TORN, pictures.striped),
  onPicture("lost blocks", TORN, pictures.blocky),
  onPicture("smeared", TORN, pictures.smeared),
  onPicture("no colour", ["colour-lost"], pictures.grey),
  onPicture("green", ["colour-lost"], pictures.green),
  onPicture("another shape", ["wrong-size"], pictures.reshaped),
];
