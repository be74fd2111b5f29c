/** The eyes: from a camera to people per zone. */
export * from "./ports.ts";
export { VisionError, type VisionErrorKind } from "./vision-error.ts";
export { findModel, modelsFolder, MODEL_NAME } from "./models/find.ts";
export { detectorFor, detectorOf, type DetectorOptions } from "./detect/detector.ts";
export { countVideo, type CountLine, type CountOptions, type CountSummary } from "./count.ts";
export { openFile, type FileOptions } from "./source/file.ts";
export { openLive, type LiveOptions } from "./source/live.ts";
export { looksOf, regionsOf, type Ground } from "./detect/regions.ts";
export { wholePicture } from "./detect/whole-picture.ts";
export { startEyes, type Eyes, type EyesOptions, type Watched } from "./watch/eyes.ts";
export type { Listeners } from "./watch/eye.ts";
export {
  fitGround,
  groundOf,
  type GroundFit,
  type GroundPlane,
  type GroundPoints,
  type GroundScale,
  type Pair,
} from "./ground/plane.ts";
export { PROBLEM_WORDS, type GroundProblem } from "./ground/problems.ts";
export { gridOf, type GridArea, type GridLine } from "./ground/grid.ts";
export {
  judge,
  JUDGE_EVERY,
  startHealth,
  type HealthSample,
  type HealthState,
  type Judged,
} from "./health/judge.ts";
export { FAULT_RULES, CAMERA_FAULTS, type FaultRule } from "./health/faults.ts";
export { FAULT_WORDS, troubleOf, type Words } from "./health/words.ts";
export { landmarksOf, type SiteLandmark } from "./health/landmarks.ts";
export { look, NOBODY, tell, type People, type Person, type Told } from "./people/people.ts";
export { sceneOf, type Scene } from "./people/scene.ts";
export { TRACK_RULES, type Look as PeopleLook, type TrackRules } from "./people/tracks.ts";
export { observed } from "./people/observed.ts";
export { streetOf, type Approach, type Street, type StreetSite } from "./ground/street.ts";
export { fused } from "./fuse/fuse.ts";
export { together, usable, type Somebody, type View } from "./fuse/together.ts";
export { gather, type RegionFound, type Sighting } from "./detect/gather.ts";
export { eachOnce } from "./detect/each-once.ts";
export { believable } from "./detect/reading.ts";
export { LAYOUT } from "./detect/layouts/layouts.ts";
export { type LayoutName, type Sidecar, LAYOUTS } from "./models/sidecar.ts";
