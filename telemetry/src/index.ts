/** The report: event log, MQTT, metrics and HTTP API of one crossing. */
export { startEdge } from "./edge.ts";
export { EdgeError } from "./options.ts";
export type { Answer, DemoPort, Edge, EdgeOptions, HttpOptions, MqttOptions } from "./options.ts";
export type { LoggedEvent } from "./events.ts";
export type { ZonesPort } from "./zones.ts";
export type { BoxView } from "./options.ts";
export { KEEP, type Keep } from "./log/pruning.ts";
