/** Plans can be compared on the same arrivals only at the same street. */
import { EXIT, Refusal } from "../exit.ts";
import type { ChosenPlan } from "./plan-choice.ts";

/** Throws a Refusal when a plan is for other lanes, or other people, than the first. */
export function refuseOtherStreets(plans: readonly ChosenPlan[]): void {
  const [first, ...others] = plans;
  if (first === undefined) return;
  for (const other of others) {
    for (const part of ["lanes", "behaviour"] as const) {
      if (JSON.stringify(first.site[part]) === JSON.stringify(other.site[part])) continue;
      throw new Refusal(
        EXIT.usage,
        `${first.name}, ${other.name}: ${part} differ, so the same people and vehicles cannot come to both; ` +
          `compare plans of one street`,
      );
    }
  }
}
