/** The plans that both streets run: fixed programmes, and whatever our policies showed. */
import { POLICIES, type Site } from "@crossing/config";
import type { Arrivals } from "./arrivals.ts";
import type { Outcome } from "./outcome.ts";
import { type Programme, cycleOf, recorded, repeated } from "./programme.ts";
import { AFTER_S, ourPolicy, ourStreet } from "./street-run.ts";
import { CYCLES } from "./theory-delay.ts";

/** One way of switching the signal. */
export interface Plan {
  readonly name: string;
  /** What became of the arrivals in our street, and what the heads showed. */
  run(arrivals: Arrivals): { readonly outcome: Outcome; readonly programme: Programme };
}

/** Three cycles, and every policy with its usual numbers. */
export const plansOf = (site: Site): readonly Plan[] => [
  ...CYCLES.map(({ cycle_s, walk_s }) => ({
    name: `fixed ${cycle_s} s, walk ${walk_s} s`,
    run: (arrivals: Arrivals) => {
      const end_s = arrivals.end_s + AFTER_S;
      const programme = repeated(cycleOf(site, { cycle_s, walk_s }), end_s);
      return { outcome: ourStreet(site, arrivals, programme), programme };
    },
  })),
  ...Object.values(POLICIES).map((policy) => ({
    name: `policy ${policy.name}`,
    run: (arrivals: Arrivals) => {
      const { outcome, trace } = ourPolicy(site, arrivals, policy);
      return { outcome, programme: recorded(trace, arrivals.end_s + AFTER_S) };
    },
  })),
];
