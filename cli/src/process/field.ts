/** The wires of the virtual cabinet: lamps out to the street, buttons and loops in from it. */
import type { Bollards, Indications } from "@crossing/config";

/** cabinet -> street: what the lamps really show. */
export interface LampsShown {
  readonly type: "lamps";
  readonly shown: Indications;
  readonly bollards: Bollards;
}

/** street -> cabinet: what the wires of buttons and loops carry. */
export interface FieldWires {
  readonly type: "wires";
  /** By zone, in the order of the site file; true while pressed. */
  readonly buttons: readonly boolean[];
  /** Loops 1.. by index. */
  readonly loops: readonly LoopWire[];
}

/** One vehicle loop: occupied now, and vehicles counted since the street began. */
export interface LoopWire {
  readonly level: boolean;
  readonly count: number;
}
