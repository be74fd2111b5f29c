/** Whether a camera may be believed: its pictures are judged a few times a second, and a hopeless one is opened anew. */
import type { CameraFault, CameraHealth, CameraSite, Instant } from "@crossing/config";
import { JUDGE_EVERY, type HealthState, judge, startHealth } from "../health/judge.ts";
import type { ShownPicture } from "../ports.ts";

/** What a check needs of the camera. */
export interface Checked {
  picture(): ShownPicture | null;
  /** Opens the camera anew. */
  again(): void;
}

/** Frames come, but the decoder or the camera may have lost its way: a new beginning often helps. */
const MEND: readonly CameraFault[] = ["frozen", "striped", "stale-clock"];
/** A camera is opened anew at most so often, ms. */
const MEND_EVERY = 60_000;

export { JUDGE_EVERY };

/** Until the first picture: a camera that comes up slowly is not yet a bad one. */
const UNPROVEN: CameraHealth = { believed: false, faults: [] };

export class Checks {
  health = UNPROVEN;
  readonly #camera: CameraSite;
  #state: HealthState | null = null;
  #judgedAt: Instant | null = null;
  #mendedAt: number = Number.NEGATIVE_INFINITY;

  constructor(camera: CameraSite) {
    this.#camera = camera;
  }

  /** One check; `frames` is the number of the newest frame that came. */
  check(camera: Checked, frames: number, now: Instant): void {
    const picture = camera.picture();
    // The same picture twice is no new evidence: of a camera that has frozen even less so.
    const isNew = picture !== null && picture.at !== this.#judgedAt;
    if (isNew) this.#judgedAt = picture.at;
    if (this.#state === null && picture === null) return;
    this.#state ??= startHealth(this.#camera, now);
    const sample = isNew ? { picture, frameAt: picture.at, frames } : null;
    const { state, health } = judge(this.#state, sample, now);
    this.#state = state;
    this.health = health;
    if (!health.faults.some((fault) => MEND.includes(fault))) return;
    if (now - this.#mendedAt < MEND_EVERY) return;
    this.#mendedAt = now;
    camera.again();
  }
}
