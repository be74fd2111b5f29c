/**
 * What somebody is about to do, from place, pace and heading on the ground: wait, walk past, walk up, walk across.
 *
 * In doubt somebody in the zone waits, and somebody on the road is not known to leave it.
 */
import type { Street } from "../ground/street.ts";
import type { Stay } from "./places.ts";
import { type Walk, paceOf } from "./walks.ts";

/** After so long in the zone somebody waits, however they pace up and down; ms. */
const PACES_MS = 6000;
/** Less of the speed than this goes towards the kerb: about 60 degrees off. */
const TOWARDS = 0.5;

/** Whether somebody in a zone is only walking through it. */
export function walksPast(walk: Walk, stay: Stay, kerb_m: number): boolean {
  if (!walk.walking || walk.at - stay.since > PACES_MS) return false;
  return towards(walk, kerb_m) < (TOWARDS * paceOf(walk).speed) / 1000;
}

/** Farther ahead than this nobody can tell where somebody goes, s. */
const FORESIGHT_S = 12;
/** People step onto the kerb this much beside the crosswalk, m, and more the farther off they still are. */
const BESIDE_M = 1;
const BESIDE_PER_M = 0.2;
/** Standing on the kerbstone is on the pavement, m. */
const KERBSTONE_M = 0.3;

/** Seconds until somebody who walks up is at the kerb of a zone; null: does not walk there. */
export function approachesIn(walk: Walk, kerb_m: number, { crossing }: Street): number | null {
  const out = kerb_m === 0 ? -walk.y.at : walk.y.at - kerb_m;
  if (!walk.walking || out < -KERBSTONE_M) return null;
  const ms = Math.max(0, out) / Math.max(towards(walk, kerb_m), 1e-6);
  const beside = Math.abs(walk.x.at + walk.x.speed * ms) - crossing.width_m / 2;
  if (ms > FORESIGHT_S * 1000 || beside > BESIDE_M + BESIDE_PER_M * Math.max(0, out)) return null;
  return ms / 1000;
}

/** Slower than this across the road nobody can tell which way somebody goes, m/s. */
const CROSSES_M_PER_S = 0.25;

/**
 * Seconds until somebody on the carriageway is off it, at the pace seen, taken on the slow side; null: not known,
 * because they stand, or were only just seen.
 */
export function clearsIn(walk: Walk, { crossing }: Street): number | null {
  const pace = (Math.abs(walk.y.speed) - Math.sqrt(walk.y.varSpeed) / 2) * 1000;
  if (pace < CROSSES_M_PER_S) return null;
  const left = walk.y.speed > 0 ? crossing.length_m - walk.y.at : walk.y.at;
  return Math.max(0, left) / pace;
}

/** Speed towards a kerb from its pavement, m per ms. */
const towards = ({ y }: Walk, kerb_m: number): number => (kerb_m === 0 ? y.speed : -y.speed);
