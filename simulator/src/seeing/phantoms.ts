/** Somebody who is not there, now and then: a shadow, a pushchair left behind, rain on the lens. */
import type { Chance } from "../chance.ts";
import type { Noise } from "./quality.ts";

/** Since when a phantom has been standing there at `t_s`, s; null: none is. Asked with growing times. */
export type Phantoms = (t_s: number) => number | null;

const PHANTOM_S = 4;

/** Phantoms for a share of the time, each for an exponential time. */
export function phantomsOf(
  chance: Chance,
  { phantoms = 0, phantom_s = PHANTOM_S }: Noise,
): Phantoms {
  if (phantoms <= 0) return () => null;
  const pause_s = phantoms < 1 ? (phantom_s * (1 - phantoms)) / phantoms : 0;
  const pause = (): number => (pause_s > 0 ? chance.exponential(1 / pause_s) : 0);
  let begins = pause();
  let ends = begins + chance.exponential(1 / phantom_s);
  return (t_s) => {
    while (ends <= t_s) {
      begins = ends + pause();
      ends = begins + chance.exponential(1 / phantom_s);
    }
    return begins <= t_s ? begins : null;
  };
}
