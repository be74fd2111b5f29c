/**
 * What a detector makes of one person, one vehicle, or one use of the crossing: seen rightly, or wrong in one of five ways.
 *
 *   there     ____##################____
 *   valid     ____##################____
 *   spotty    ____####__####__####______
 *   dropped   ____#######_______________
 *   held      ____########################
 *   late      ________##############____
 *   missed    __________________________
 */
import type { Chance } from "../chance.ts";
import type { ErrorRates, Sighting } from "./quality.ts";

/** One sighting, as it was drawn. */
export interface Sight {
  readonly kind: Sighting;
  /** After which it is dropped, for which it is held, by which it is late, or at which it begins to blink; s. */
  readonly time_s: number;
}

/** Mean times of each kind, s; one is drawn evenly between half and one and a half of it. */
const MEAN_S: Readonly<Record<Sighting, number>> = {
  valid: 0,
  spotty: 2.5,
  dropped: 4,
  held: 6,
  late: 3,
  missed: 0,
};

/** A spotty one is told of for so long, then not for so long, and so on; s. */
const SPOTTY_ON_S = 1.5;
const SPOTTY_OFF_S = 1;

const KINDS = ["spotty", "dropped", "held", "late", "missed"] as const;

/** Draws how one will be seen; always two draws. */
export function sightOf(chance: Chance, rates: ErrorRates = {}): Sight {
  const which = chance.next();
  const length = chance.uniform(0.5, 1.5);
  let kind: Sighting = "valid";
  let below = 0;
  for (const each of KINDS) {
    below += rates[each] ?? 0;
    if (which < below) {
      kind = each;
      break;
    }
  }
  return { kind, time_s: MEAN_S[kind] * length };
}

/** Whether one who came `age_s` ago is told of, while they are there. */
export function isTold({ kind, time_s }: Sight, age_s: number): boolean {
  switch (kind) {
    case "valid":
    case "held":
      return true;
    case "spotty":
      return (age_s + time_s) % (SPOTTY_ON_S + SPOTTY_OFF_S) < SPOTTY_ON_S;
    case "dropped":
      return age_s < time_s;
    case "late":
      return age_s >= time_s;
    case "missed":
      return false;
  }
}

/** Whether one who has been gone for `gone_s` is still told of. */
export const isHeld = ({ kind, time_s }: Sight, gone_s: number): boolean =>
  kind === "held" && gone_s < time_s;
