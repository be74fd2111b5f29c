/**
 * One number that moves at nearly constant speed, known only through noisy looks: a Kalman filter of place and speed.
 *
 * A box is four of these and a point on the ground two; their errors are taken to be independent, so no matrices.
 */

/** Place and speed (per ms) with what is not known of them: variances and their covariance. */
export interface Motion {
  readonly at: number;
  readonly speed: number;
  readonly varAt: number;
  readonly cov: number;
  readonly varSpeed: number;
}

/** Seen for the first time at `at`, give or take; how fast it goes is anybody's guess. */
export const firstSeen = (at: number, sdAt: number, sdSpeed: number): Motion => ({
  at,
  speed: 0,
  varAt: sdAt * sdAt,
  cov: 0,
  varSpeed: sdSpeed * sdSpeed,
});

/** `passed` ms later without a look; `jerk` is how much the speed changes, squared, per ms. */
export function movedOn(
  { at, speed, varAt, cov, varSpeed }: Motion,
  passed: number,
  jerk: number,
): Motion {
  return {
    at: at + speed * passed,
    speed,
    varAt: varAt + 2 * passed * cov + passed * passed * varSpeed + (jerk * passed ** 3) / 3,
    cov: cov + passed * varSpeed + (jerk * passed * passed) / 2,
    varSpeed: varSpeed + jerk * passed,
  };
}

/** Farther off than so many standard deviations is no error of the look: it turned or stopped, and is where it is seen. */
const TURNED = 3;

/** Seen at `seen`, give or take `sd`. */
export function seenAt(before: Motion, seen: number, sd: number): Motion {
  const { at, speed, cov, varSpeed } = before;
  const off = seen - at;
  const turned = off * off > TURNED * TURNED * (before.varAt + sd * sd);
  const varAt = turned ? Math.max(before.varAt, off * off) : before.varAt;
  const sum = varAt + sd * sd;
  const [gain, speedGain] = [varAt / sum, cov / sum];
  return {
    at: at + gain * off,
    speed: speed + speedGain * off,
    varAt: varAt * (1 - gain),
    cov: cov * (1 - gain),
    varSpeed: varSpeed - speedGain * cov,
  };
}
