/** The loop at the kerb and the ports it needs. */
export { type Loop, type LoopOptions, createLoop } from "./loop.ts";
export { type SetTimer, type Ticker, monotonic, runTicks } from "./ticker.ts";
export type { Cabinet, CabinetReport, Clock, Latch, TraceSink } from "./ports.ts";
export { type Gathered, gather } from "./gather.ts";
export { type LaneState, laneTick, lookahead_s } from "./lanes.ts";
