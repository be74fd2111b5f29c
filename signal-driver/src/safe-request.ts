/**
 * The last check of phase requests before the wire: what contradicts itself is never sent.
 *
 * The controller owns conflicts and clearances and would refuse or ignore it; that we ask for it means that we are wrong.
 */
import type { Phases, Requests } from "./requests.ts";

/** Why these must not be asked for together, in words; null: they may. */
export function contradiction({ hold, force_off }: Requests, phases: Phases): string | null {
  if ((hold & force_off) !== 0) return "hold and force-off of the same phase";
  if ((hold & phases.vehicle) !== 0 && (hold & phases.ped) !== 0) {
    return "hold of vehicles and walk together";
  }
  return ((hold | force_off) & ~(phases.vehicle | phases.ped)) === 0
    ? null
    : "a phase that is not this crossing's";
}
