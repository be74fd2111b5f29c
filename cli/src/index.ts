/** The one place where rooms are wired: for tests and the bench, which start whole crossings. */
export { type Demo, type DemoOptions, startDemo } from "./demo/demo.ts";
export { type Stack, type StackOptions, startStack } from "./stack.ts";
export type { Supervisor } from "./supervisor.ts";
export { crossing } from "./program.ts";
export { type Desk, terminal } from "./desk.ts";
export { EXIT, type Exit, Refusal } from "./exit.ts";
export { goodSite, inspectSite } from "./site-file.ts";
export { PILOT_SITE, ROOT } from "./places.ts";
export { CONTROL_LINE_MAX, asEventAck, asObservation, asRequest } from "./link/intake.ts";
export { type LinkRecord, readLines } from "./link/lines.ts";
export { NODE_WORDS } from "./child.ts";
