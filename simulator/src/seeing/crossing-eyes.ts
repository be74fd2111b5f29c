/** People on the carriageway as a fallible detector tells of them. */
import { chanceOf } from "../chance.ts";
import type { ErrorRates } from "./quality.ts";
import { type Sight, isHeld, isTold, sightOf } from "./sightings.ts";

/** How many are told to be on the road; asked once a tick with how many are. */
export type CrossingEyes = (onCrossing: number, t_s: number) => number;

/** Each use of the crossing, from the first person on it to the last, is seen in one way. */
export function crossingEyes(seed: number, rates: ErrorRates | undefined): CrossingEyes {
  const chance = chanceOf(seed, "sight of the crossing");
  let sight: Sight | null = null;
  let began_s = 0;
  let last_s = 0;
  return (onCrossing, t_s) => {
    if (onCrossing > 0) {
      if (sight === null) {
        sight = sightOf(chance, rates);
        began_s = t_s;
      }
      last_s = t_s;
      return isTold(sight, t_s - began_s) ? onCrossing : 0;
    }
    if (sight === null) return 0;
    if (isHeld(sight, t_s - last_s)) return 1;
    sight = null;
    return 0;
  };
}
