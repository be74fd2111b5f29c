/** What the loop needs of the world. Adapters just fit; cli is where the compiler checks that they do. */
import type {
  CabinetHealth,
  Indications,
  Instant,
  Outputs,
  Reason,
  TraceRecord,
} from "@crossing/config";

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
  /** Stops asking for control: the cabinet goes to its own plan. Settles within a second, or when a walk under way has been led to its end. */
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
  /** Local time: seconds since midnight; undefined while the wall clock cannot be believed. Measures nothing. */
  timeOfDay_s?(): number | undefined;
}

/** What outlives a restart: a fault stays latched until an engineer clears it. */
export interface Latch {
  /** The fault that was latched when the last run ended; null: none. */
  readonly held: Reason | null;
  /** A fault is latched from now on, or none is any more (null). Returns at once and never throws: no disk in the tick. */
  keep(fault: Reason | null): void;
}

/** Whoever wants to know what happened in a tick. Must return at once. */
export type TraceSink = (record: TraceRecord) => void;
