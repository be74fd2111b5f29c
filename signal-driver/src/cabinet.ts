/** The shape of this room's door. The loop declares what it needs in its own words; cli checks that they fit. */
import type { Adapter, CabinetHealth, Indications, Outputs, Site } from "@crossing/config";
import type { LeavingTimes } from "./leaving.ts";
import type { Surroundings } from "./surroundings.ts";

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
  /**
   * Somebody has found why the last check refused a command: `latched` of the report is forgotten.
   *
   * Null when it is, or why it is not: while the core asks for the lamps nothing is cleared.
   */
  clearFault(): string | null;
  /**
   * Stops asking for control: the cabinet goes to its own plan. Settles within a second; with `timing` in the options a
   * walk is first led to its end, within walk minimum, longest clearance and buffer, unless the cabinet ends our control.
   */
  stop(): Promise<void>;
}

/** What is known of the cabinet. */
export interface CabinetReport {
  readonly health: CabinetHealth;
  /** Why the last check before the wire refused a command, until `clearFault`; null: it did not. */
  readonly latched: string | null;
  /** What the heads show, from lamp feedback or the controller's phases; null: not known. */
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
  /** The wiring of plain I/O, for profile "adapter". */
  readonly adapter?: Adapter | undefined;
  /** How long a walk lasts that is under way when control is given back; without it `stop` gives control back at once. */
  readonly timing?: LeavingTimes | undefined;
  /** Monotonic clock, ms. */
  readonly now: () => number;
  /** Chance for the back-off and for our owner token, 0..1; the machine's when left out. */
  readonly random?: () => number;
  /** Timers and the wire; the machine's when left out. */
  readonly surroundings?: Surroundings;
  /** Told after each cycle how long it took, ms: from `show` to the last answer. */
  readonly onCycle?: (ms: number) => void;
  /** Told in one sentence when the line or the cabinet changes for better or worse. */
  readonly log?: (line: string) => void;
}
