/** The shape of this room's door. The loop declares what it needs in its own words; cli checks that they fit. */
import type { CabinetHealth, Indications, Outputs, Site } from "@crossing/config";

/** The line to the signal cabinet. */
export interface Cabinet {
  /**
   * Hands over what the heads should show, once per tick; starts one cycle with the cabinet if none is running.
   *
   * Returns at once and never throws: what became of it is in a later `report`. Nothing is written and no heartbeat
   * changes except through this call, so a loop that hangs loses the cabinet.
   */
  show(wanted: Outputs): void;
  /** What the cabinet said last, and how the line is. A press is reported once and then forgotten. */
  report(): CabinetReport;
  /** Stops asking for control: the cabinet goes to its own plan. Settles within a second. */
  stop(): Promise<void>;
}

/** What is known of the cabinet. */
export interface CabinetReport {
  readonly health: CabinetHealth;
  /** What the heads show, from lamp feedback; null: not known. */
  readonly shown: Indications | null;
  /** Push buttons 1.. by index: pressed now, or pressed since the last report. Empty while the cabinet is not heard. */
  readonly buttons: readonly boolean[];
  /** Loops 1..16 by index: occupied now, and vehicles counted (uint16, wraps). Empty while the cabinet is not heard. */
  readonly loops: readonly LoopReport[];
}

/** One loop in the road. */
export interface LoopReport {
  readonly level: boolean;
  readonly count: number;
}

/** What a driver needs of its surroundings. */
export interface DriverOptions {
  readonly cabinet: Site["cabinet"];
  /** Zone ids in the order of the site: the first has call lamp A and button 1. */
  readonly zones: readonly string[];
  /** Monotonic clock, ms. */
  readonly now: () => number;
  /** Chance for the back-off, 0..1. */
  readonly random?: () => number;
  /** Told in one sentence when the line or the cabinet changes for better or worse. */
  readonly log?: (line: string) => void;
}
