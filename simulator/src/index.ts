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
