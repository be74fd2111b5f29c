/** What can be wrong with a camera: how long it must last to be believed, and how long it must be gone. */
import type { CameraFault } from "@crossing/config";

/** How one fault is treated; times in ms. */
export interface FaultRule {
  /** True: people can no longer be counted on this picture, and control takes the camera for blind. False: a warning. */
  readonly blinds: boolean;
  /** The fault counts when it has been seen for so long in sum; time without it is taken off again. */
  readonly after: number;
  /** It is over when it was not seen for so long, and in the last `GOOD_CHECKS` pictures. */
  readonly hold: number;
}

/** A camera is believed (again) after so many good pictures in a row. Five: as PUFFIN's detector test. */
export const GOOD_CHECKS = 5;

const LINE = 30_000;
const QUALITY = 60_000;

/**
 * Every fault. Lost and frozen are told within 5 s, quality within 30 s; recovery is slower than the alarm.
 *
 * Lost colour only warns, as infrared cameras have none by night; a low rate only warns, as counts stay right, only later.
 */
export const FAULT_RULES: Readonly<Record<CameraFault, FaultRule>> = {
  lost: { blinds: true, after: 0, hold: LINE },
  frozen: { blinds: true, after: 3000, hold: LINE },
  "stale-clock": { blinds: true, after: 3000, hold: LINE },
  "wrong-size": { blinds: true, after: 2000, hold: LINE },
  "low-rate": { blinds: false, after: 5000, hold: LINE },
  black: { blinds: true, after: 3000, hold: QUALITY },
  dark: { blinds: true, after: 10_000, hold: QUALITY },
  overexposed: { blinds: true, after: 10_000, hold: QUALITY },
  blurred: { blinds: true, after: 10_000, hold: QUALITY },
  covered: { blinds: true, after: 10_000, hold: QUALITY },
  moved: { blinds: true, after: 10_000, hold: QUALITY },
  noisy: { blinds: true, after: 8000, hold: QUALITY },
  striped: { blinds: true, after: 5000, hold: QUALITY },
  "colour-lost": { blinds: false, after: 10_000, hold: QUALITY },
};

/** All faults, in the order in which they are told. */
export const CAMERA_FAULTS = Object.keys(FAULT_RULES) as readonly CameraFault[];
