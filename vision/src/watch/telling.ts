/** What an eye tells: to control the counts, to people what it did. Never a picture. */
import type { CameraHealth, Detection, Instant, Observation, VisionReport } from "@crossing/config";
import { milliseconds } from "@crossing/config";
import { observed } from "../people/observed.ts";
import type { Person, Told } from "../people/people.ts";

/** How long what is told may be believed. */
const TTL = milliseconds(1000);

/** Numbers and stamps for everything that one camera tells. */
export class Stamps {
  #seq = 0;

  next(at: Instant): Pick<Observation, "seq" | "at" | "ttl"> {
    return { seq: ++this.#seq, at, ttl: TTL };
  }
}

/** What control is told of one frame. */
export const observationOf = (
  camera: string,
  stamp: Pick<Observation, "seq" | "at" | "ttl">,
  {
    frameAt,
    told,
    health,
  }: { readonly frameAt: Instant; readonly told: Told; readonly health: CameraHealth },
): Observation => ({
  type: "observation",
  ...stamp,
  camera,
  frameAt,
  ...observed(told),
  health,
});

/** What a report is made from, besides its stamp. */
export interface Reported {
  readonly state: VisionReport["state"];
  readonly trouble: string | null;
  readonly told: Told | null;
  readonly detections: readonly Detection[];
  readonly health: CameraHealth | null;
  readonly fps: number;
  readonly dropped: number;
  readonly ms: VisionReport["ms"];
  /** From the arrival of the oldest frame that the counts rest on until now; null while unknown. */
  readonly age_ms: number | null;
}

const personOf = ({
  id,
  x,
  y,
  where,
  wait_s,
  at_m,
  speed_m_per_s,
}: Person): VisionReport["people"][number] => ({
  id,
  x,
  y,
  where,
  wait_s,
  ...(at_m && { at_m }),
  ...(speed_m_per_s !== undefined && { speed_m_per_s }),
});

/** What people are told of a camera. */
export const reportOf = (
  camera: string,
  stamp: Pick<Observation, "seq" | "at" | "ttl">,
  { told, health, age_ms, ...rest }: Reported,
): VisionReport => ({
  type: "vision-report",
  ...stamp,
  camera,
  ...rest,
  people: (told?.persons ?? []).map(personOf),
  ...(health && { health }),
  ...(age_ms !== null && { age_ms }),
});
