/** The voice to the signal cabinet, and the ear. Nothing of Modbus leaves this room. */
export type { Cabinet, CabinetReport, DriverOptions, LoopReport } from "./cabinet.ts";
export { createDriver } from "./driver.ts";
export type { Stream, Surroundings, Timer } from "./surroundings.ts";
export {
  type CabinetGlance,
  type CabinetPassport,
  type Onlooker,
  createOnlooker,
} from "./onlooker.ts";
