/** The eyes: from a camera to people per zone. */
export * from "./ports.ts";
export { VisionError, type VisionErrorKind } from "./vision-error.ts";
export { findModel, modelsFolder, MODEL_NAME } from "./models/find.ts";
export { detectorOf } from "./detect/detector.ts";
export { countVideo, type CountLine, type CountOptions, type CountSummary } from "./count.ts";
export { openFile, type FileOptions } from "./source/file.ts";
export { openLive, type LiveOptions } from "./source/live.ts";
export { regionsOf, wholePicture, type Ground } from "./detect/regions.ts";
export { startEyes, type Eyes, type EyesOptions } from "./watch/eyes.ts";
export type { Listeners } from "./watch/eye.ts";
