/** The virtual signal cabinet: a street's lamps, buttons and loops behind Modbus TCP, for demo and tests. */
import { performance } from "node:perf_hooks";
import type { Lamp } from "@crossing/config";
import { type LampState, lampStateOf } from "./lamp-state.ts";
import { serveModbus } from "./modbus-server.ts";
import { PhaseCabinet } from "./phase-cabinet.ts";
import type { PhasePlan } from "./phase-plan.ts";
import type { Extra } from "./identity.ts";
import { SignalCabinet } from "./signal-cabinet.ts";

export type { LampState } from "./lamp-state.ts";
export { type PhasePlan, USUAL_PLAN } from "./phase-plan.ts";
export * from "../world/index.ts";

/** Settings of a virtual cabinet. */
export interface CabinetOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly unit: number;
  /** Monotonic, ms; the machine's when left out. */
  readonly now?: () => number;
  /** Told whenever anything the street sees changes, and once at the start. */
  readonly onLamps?: (state: LampState) => void;
  /** Whether command blocks must carry a CRC. */
  readonly withCrc?: boolean;
  /** phase-request: it owns the timing; direct-lamps, and when left out: it lights what it is told. */
  readonly profile?: "phase-request" | "direct-lamps";
  /** The times of a cabinet that owns them; a usual plan when left out. */
  readonly plan?: PhasePlan;
  /** All red of one for direct lamps between its flash and the first green that it is told to light, ms; 1 s when left out. */
  readonly clearance?: number;
  /** What this cabinet cannot do. */
  readonly without?: readonly Extra[];
}

/** A running virtual cabinet. */
export interface VirtualCabinet {
  readonly address: { readonly host: string; readonly port: number };
  /** What the street sees now. */
  lamps(): LampState;
  /** Presses or releases the button of a zone, by its place in the site, from 0. */
  setButton(zone: number, pressed: boolean): void;
  /** Loop 1.. is occupied or free. */
  loop(number: number, occupied: boolean): void;
  /** A vehicle was over loop 1.. */
  countLoop(number: number): void;
  /** While on, nothing on the line is heard or answered. */
  mute(on: boolean): void;
  /** A lamp that is out or stuck on; `present` false repairs it. */
  fault(kind: "lamp-out" | "lamp-stuck", lamp: Lamp, present: boolean): void;
  /** An engineer resets a latched fault at the cabinet. */
  reset(): void;
  close(): Promise<void>;
}

// Often enough for a watchdog that must act within 2 s and for a street that is drawn.
const LOOK_MS = 20;

/**
 * Starts a virtual cabinet. Until it is controlled, one for direct lamps flashes yellow, and one that owns the timing runs
 * its own plan. Rejects when the port is taken.
 */
export async function startCabinet(options: CabinetOptions): Promise<VirtualCabinet> {
  const now = options.now ?? (() => performance.now());
  const { withCrc = false, without = [], plan, clearance } = options;
  const cabinet =
    options.profile === "phase-request"
      ? new PhaseCabinet({ now, withCrc, without, plan })
      : new SignalCabinet({ now, withCrc, without, clearance });
  let muted = false;
  const { host, port, unit } = options;
  const server = await serveModbus({
    host,
    port,
    unit,
    registers: cabinet,
    mute: () => muted,
  });
  const stopLooking = watch(cabinet, options.onLamps);
  return {
    address: server.address,
    lamps: () => lampStateOf(cabinet.driven()),
    setButton: (zone, pressed) => cabinet.field.button(zone, pressed),
    loop: (number, occupied) => cabinet.field.loop(number, occupied),
    countLoop: (number) => cabinet.field.countLoop(number),
    mute: (on) => {
      muted = on;
    },
    fault: (kind, lamp, present) => cabinet.fault(kind, lamp, present),
    reset: () => cabinet.reset(),
    close: () => {
      stopLooking();
      return server.close();
    },
  };
}

/** Lets the cabinet supervise itself, and tells when something changed. Returns how to stop. */
function watch(
  cabinet: SignalCabinet | PhaseCabinet,
  onLamps: CabinetOptions["onLamps"],
): () => void {
  let told = "";
  const look = (): void => {
    const state = lampStateOf(cabinet.driven());
    const words = JSON.stringify(state);
    if (words === told) return;
    told = words;
    onLamps?.(state);
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  return () => clearInterval(timer);
}
