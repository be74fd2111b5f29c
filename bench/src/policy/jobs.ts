/** What workers are asked to run, one at a time. */
import { type PointDrive, type PointSensing, clairvoyant, drivePoint } from "@crossing/simulator";
import { type Hardware, type Variant, benchSite } from "./sites.ts";
import { type ScenarioDemand, streamOf } from "./streams.ts";

/** A policy on one hour; or the best that could have been done in it. */
export type Job =
  | {
      readonly kind: "drive";
      readonly demand: ScenarioDemand;
      readonly variant: Variant;
      readonly sensing: PointSensing;
    }
  | { readonly kind: "best"; readonly demand: ScenarioDemand; readonly hardware: Hardware };

/** What comes of a job. */
export interface Outcome extends PointDrive {
  /** False: a better plan may have been dropped on the way to this one. */
  readonly exact: boolean;
}

export function outcomeOf(job: Job): Outcome {
  const stream = streamOf(job.demand);
  const { people_per_h, vehicles_per_h } = job.demand;
  const flows = { people_per_h, vehicles_per_h };
  if (job.kind === "best") {
    const site = benchSite({ hardware: job.hardware, policy: { name: "puffin" } }, flows);
    const { result, exact } = clairvoyant({ site, stream });
    return { ...result, max_wait_broken: 0, unknown_waits: 0, broken: [], exact };
  }
  const site = benchSite(job.variant, flows);
  return { ...drivePoint({ site, stream, sensing: job.sensing }), exact: true };
}
