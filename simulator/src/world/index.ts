/** A world in virtual time: a line, a cabinet, faults by seed, and somebody who watches the lamps. */
export * from "./virtual-time.ts";
export * from "./virtual-line.ts";
export { type CabinetCondition, type CabinetHost, createCabinetHost } from "./cabinet-host.ts";
export type { Mischief, Trouble } from "./gateway.ts";
export { FAULT_KINDS, type Fault, type FaultKind, faultsBy } from "./faults.ts";
export {
  type LampWitness,
  type Seen,
  type ShortestTimes,
  createLampWitness,
} from "./lamp-witness.ts";
export { type SecondMaster, createSecondMaster, isSecondMaster } from "./second-master.ts";
export type { Exception, Registers } from "../cabinet/modbus-server.ts";
