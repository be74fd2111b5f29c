/** Which camera a command is about, and where its pictures come from. */
import { type CameraSite, type Site, VISION } from "@crossing/config";
import type { EyesOptions } from "@crossing/vision";
import { EXIT, Refusal } from "../exit.ts";
import { withoutPassword } from "./source-words.ts";

/** What the command line says of the camera. */
export interface CameraWords {
  /** Id of a camera, or of a zone that it sees; the first camera when left out. */
  readonly camera?: string | undefined;
  /** Looked through instead of the site file's source. */
  readonly from?: string | undefined;
}

/** The camera of a site; throws a Refusal (exit 2) that names those there are. */
export function cameraOfChoice(site: Site, { camera: wanted, from }: CameraWords): CameraSite {
  const { cameras } = site;
  const found =
    wanted === undefined
      ? cameras[0]
      : (cameras.find(({ id }) => id === wanted) ??
        cameras.find(({ zones }) => zones.some(({ zone }) => zone === wanted)));
  if (found === undefined) {
    const known = cameras.map(({ id, source }) => `${id} (${withoutPassword(source)})`).join(", ");
    throw new Refusal(EXIT.usage, `--camera ${wanted}: site ${site.id} has only ${known}`);
  }
  return from === undefined ? found : { ...found, source: from };
}

/** Height and angle of many a mast, for a camera that no site file speaks of. */
const USUAL_MOUNT = { height_m: 4, pitch_deg: 13, yaw_deg: 0 };

/** A site for a source that no site file speaks of: the whole picture is one zone, and nothing is known of the road. */
export const anySite = (source: string): EyesOptions["site"] => ({
  cameras: [anyCamera(source)],
  vision: VISION,
  crossing: {
    length_m: 15,
    width_m: 4,
    refuge: false,
    design_speed_m_per_s: 1,
    slow_speed_m_per_s: 0.7,
  },
  lanes: [],
  zones: [{ id: WHOLE, name: { zh: "全画面", en: "whole picture" }, button: false }],
});

const WHOLE = "whole";

const anyCamera = (source: string): CameraSite => ({
  id: "any",
  source,
  fps: 10,
  confidence_min: 0.4,
  mount: USUAL_MOUNT,
  zones: [
    {
      zone: WHOLE,
      polygon: [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
    },
  ],
  crosswalk: null,
  lanes: [],
  ground: [],
  landmarks: [],
});
