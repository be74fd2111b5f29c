/** What the loop needs of the world. Adapters just fit; cli is where the compiler checks that they do. */
import type { CabinetHealth, Indications, Instant, Outputs, TraceRecord } from "@crossing/config";

/** The line to the signal cabinet. */
export interface Cabinet {
  /**
   * Hands over what the heads should show, once per tick; starts one write and read cycle.
   *
   * Returns at once and never throws: what became of it is in a later `report`. The heartbeat that keeps
   * the cabinet's watchdog quiet changes only through this call, so a loop that hangs loses the cabinet.
   */
  show(wanted: Outputs): void;
  /** What the cabinet said last, and how the line is. */
  report(): CabinetReport;
  /** Stops asking for control: the cabinet goes to its own plan. Settles within a second. */
  stop(): Promise<void>;
}

/** What the loop knows of the cabinet. */
export interface CabinetReport {
  readonly health: CabinetHealth;
  /** What the heads show, read back from lamp feedback, never inferred from commands; null: not known. */
  readonly shown: Indications | null;
  /** Push buttons 1.. by index: pressed now, or pressed since the last report. */
  readonly buttons: readonly boolean[];
  /** Loops 1..16 by index: occupied now, and vehicles counted (uint16, wraps). */
  readonly loops: readonly { readonly level: boolean; readonly count: number }[];
}

/** The clock of the machine. */
export interface Clock {
  /** CLOCK_MONOTONIC. */
  now(): Instant;
  /** Local time: seconds since midnight. Never used to measure how long something lasts. */
  timeOfDay_s?(): number;
}

/** Whoever wants to know what happened in a tick. Must return at once. */
export type TraceSink = (record: TraceRecord) => void;
