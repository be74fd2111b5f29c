/** One camera, looked through with the same eyes as at the kerb; pictures are on while somebody watches. */
import {
  type CameraSite,
  type Observation,
  type VisionReport,
  later,
  seconds,
} from "@crossing/config";
import { type EyesOptions, startEyes } from "@crossing/vision";
import { monotonic } from "../clock.ts";

/** Who watches. All three return at once. */
export interface Watcher {
  readonly onReport?: (report: VisionReport) => void;
  readonly onObservation?: (observation: Observation) => void;
  /** A JPEG, at most 640 pixels wide, about five a second. Without it no picture is made. */
  readonly onPicture?: (jpeg: Buffer) => void;
}

/** What is looked at. */
export interface Watched {
  /** What is known of the road; its cameras do not matter. */
  readonly site: EyesOptions["site"];
  readonly camera: CameraSite;
  /** Name or file of a model, instead of the site's. */
  readonly model: string | undefined;
}

/** Eyes that are open. */
export interface Watching {
  stop(): Promise<void>;
}

/** A watch is never longer than this: nobody forgets a camera with its pictures on. */
export const LONGEST_WATCH_S = 3600;

/** Opens the eyes on one camera. Never throws: what goes wrong is in the reports. */
export function watchCamera(
  { site, camera, model }: Watched,
  { onReport, onObservation, onPicture }: Watcher,
): Watching {
  const eyes = startEyes({
    site: { ...site, cameras: [camera] },
    ...(model === undefined ? {} : { model }),
    now: monotonic,
    onReport: (report) => onReport?.(report),
    onObservation: (observation) => onObservation?.(observation),
    onPicture: ({ jpeg }) => onPicture?.(Buffer.from(jpeg, "base64")),
  });
  if (onPicture !== undefined) eyes.preview(later(monotonic(), seconds(LONGEST_WATCH_S)));
  return { stop: () => eyes.stop() };
}
