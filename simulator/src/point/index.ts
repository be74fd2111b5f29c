/** The point-queue street: theory, bounds, and an outside street for co-simulation. Pure; runs in the browser too. */
export { type PointTally, costOf, waitCost } from "./cost.ts";
export {
  type PointDrive,
  type PointDriveOptions,
  type PointStep,
  drivePoint,
  driveByCosim,
} from "./drive.ts";
export { type PointResult, type PointSpread, resultOf } from "./result.ts";
export { NOISY, type PointNoise, type PointSensing, pointSensor } from "./sensing.ts";
export { type PointStreet, isThrough, pointStreet, stepStreet } from "./street.ts";
export {
  type PointPerson,
  type PointStream,
  type PointVehicle,
  readStream,
  streamLines,
} from "./stream.ts";
export { type Clairvoyant, type ClairvoyantOptions, clairvoyant } from "./clairvoyant.ts";
export { type PlannedService, runPlan } from "./plan-run.ts";
