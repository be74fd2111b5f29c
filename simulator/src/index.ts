/** A street in a box: people, vehicles, a drawn camera, co-simulation. Runs in Node and in the browser. */
export { type Chance, chanceOf } from "./chance.ts";
export { type Behaviour, behaviourOf } from "./behaviour.ts";
export {
  type Demand,
  type PersonArrival,
  type Rates,
  type VehicleArrival,
  drawnPerson,
  drawnVehicle,
  listedDemand,
  poissonDemand,
} from "./demand.ts";
export * from "./layout.ts";
export * from "./picture/index.ts";
export * from "./street.ts";
export type { Counts, LoopTruth, Truth, Waiting, ZoneTruth } from "./truth.ts";
export { type Seeing, inputsOf } from "./inputs.ts";
export type { Measures, Spread } from "./measures.ts";
export {
  type SignalState,
  type SimulateOptions,
  type SimulationResult,
  type StateLine,
  simulate,
  stateOf,
} from "./simulate.ts";
export { COSIM_PROTOCOL, type Cosim, createCosim } from "./cosim.ts";
export { helloSite } from "./cosim-site.ts";
export type { PersonView, VehicleView } from "./views.ts";
export * from "./point/index.ts";
export * from "./demand/spec.ts";
export { type DemandOptions, demandOf } from "./demand/demand-of.ts";
export { DEMAND_KINDS, type DemandKind, demandKind } from "./demand/kinds.ts";
export { demandProblems } from "./demand/demand-problems.ts";
export * from "./seeing/quality.ts";
export { type Eyes, type Look, eyesOf } from "./seeing/eyes.ts";
export type { Cost } from "./runs/cost.ts";
export type { IntervalMeasures } from "./runs/intervals.ts";
export { LOS_LIMITS_S, type LevelOfService, levelOfService } from "./runs/los.ts";
export { type Estimate, estimateOf, isClear, studentT975 } from "./runs/estimate.ts";
export { FIGURE_NAMES, type FigureName, figureOf } from "./runs/figures.ts";
export {
  type Comparison,
  type Figures,
  type SeedsOptions,
  type SeedsResult,
  compare,
  differencesOf,
  figuresOf,
  simulateSeeds,
} from "./runs/seeds.ts";
export { pareto } from "./runs/pareto.ts";
export { type ScenarioHead, arrivalLines } from "./demand/stream.ts";
export { type ArrivalsReading, readArrivals } from "./demand/read-arrivals.ts";
export { type CountsReading, countsDemand } from "./demand/counts.ts";
export {
  type RecordedDay,
  type RecordedDemand,
  type RecordedInputs,
  recordedDay,
} from "./demand/recorded.ts";
export { type RunRecord, recordRun } from "./runs/record.ts";
export { hiresLines, intervalLines, summaryLines, traceLines, tripLines } from "./runs/lines.ts";
export * from "./patience/index.ts";
export type { PersonTrip, VehicleTrip } from "./trips.ts";
export type { Detected, DetectorRange } from "./detected.ts";
