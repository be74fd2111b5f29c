/** What is fixed about a camera's scene: made once, from the site file. */
import type { CameraSite } from "@crossing/config";
import { type Street, type StreetSite, streetOf } from "../ground/street.ts";
import { type Place, placesOf } from "./places.ts";
import { TRACK_RULES, type TrackRules } from "./tracks.ts";

/** Places, rules of following and, where the ground is known, the street in metres. */
export interface Scene {
  readonly places: readonly Place[];
  readonly rules: TrackRules;
  /** Null or left out: the ground is not known, and nothing is told in metres. */
  readonly street?: Street | null;
}

/** The scene of a camera. Without a `site` nothing is told in metres, even where the ground is known. */
export const sceneOf = (camera: CameraSite, site: StreetSite | null): Scene => ({
  places: placesOf(camera),
  rules: { ...TRACK_RULES, sure: camera.confidence_min },
  street: site && streetOf(camera, site),
});
