/** Whether a case is kept: the limits of the comparison. */
import type { Case } from "./comparison.ts";
import { pooled } from "./comparison.ts";
import type { Figures } from "./outcome.ts";

/** One figure of one case. */
export interface Verdict {
  readonly figure: "wait" | "wait p95" | "delay" | "stops" | "throughput";
  readonly ours: number;
  readonly sumo: number;
  /** How far off it is, in the unit of the limit. */
  readonly off: number;
  readonly limit: number;
  readonly kept: boolean;
}

/** The limits in words, in the order of `verdicts`. */
export const LIMITS =
  "mean wait within 1 s or 5 %, its 95th percentile within 2 s, control delay within 1.5 s or 15 %, stops within 0.05 a vehicle, throughput with GEH below 1";

export function verdicts(one: Case): readonly Verdict[] {
  const [ours, sumo] = [pooled(one.ours), pooled(one.sumo)];
  const both = (of: (figures: Figures) => number) => ({ ours: of(ours), sumo: of(sumo) });
  return [
    within(
      "wait",
      both((f) => f.pedWait_s),
      { least: 1, share: 0.05 },
    ),
    within(
      "wait p95",
      both((f) => f.pedWaitP95_s),
      { least: 2, share: 0 },
    ),
    within(
      "delay",
      both((f) => f.delay_s),
      { least: 1.5, share: 0.15 },
    ),
    within(
      "stops",
      both((f) => f.stops),
      { least: 0.05, share: 0 },
    ),
    geh(both((f) => f.perHour)),
  ];
}

interface Both {
  readonly ours: number;
  readonly sumo: number;
}

function within(
  figure: Verdict["figure"],
  { ours, sumo }: Both,
  { least, share }: { readonly least: number; readonly share: number },
): Verdict {
  const off = Math.abs(ours - sumo);
  const limit = Math.max(least, share * sumo);
  return { figure, ours, sumo, off, limit, kept: off <= limit };
}

/** GEH of two hourly flows: sqrt(2 (a - b)^2 / (a + b)). */
function geh({ ours, sumo }: Both): Verdict {
  const off = Math.sqrt((2 * (ours - sumo) ** 2) / (ours + sumo));
  return { figure: "throughput", ours, sumo, off, limit: 1, kept: off < 1 };
}
