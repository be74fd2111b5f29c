/**
 * The inside of a virtual controller that owns its timing and takes phase requests: profile 1 of docs/modbus-map.md.
 *
 * Its own plan always runs, and requests only bend it; after a conflict of its lamps it flashes yellow until it is reset.
 */
import {
  NOT_AVAILABLE,
  PHASE_COMMAND,
  PHASE_STATUS,
  type Values,
  WATCHDOG_STEP_MS,
  crcHolds,
  decodeBlock,
  encodeBlock,
  lampMask,
} from "@crossing/config";
import { type CabinetSettings, Commanded, type Driven, type Reject, asks } from "./commanded.ts";
import { conflict } from "./conflict-monitor.ts";
import {
  type Asked,
  type PhaseInterval,
  type PhasePlan,
  USUAL_PLAN,
  endsOf,
} from "./phase-plan.ts";

type Command = Values<typeof PHASE_COMMAND>;

/** Settings of the controller. */
export interface PhaseSettings extends CabinetSettings {
  readonly plan?: PhasePlan | undefined;
}

/** Vehicles are phase 2 and the walk across their road is phase 4, as is usual. */
export const PHASES = { vehicle: 1 << 1, ped: 1 << 3 } as const;

const VEHICLE = {
  red: lampMask("vehicle-A-red", "vehicle-B-red"),
  yellow: lampMask("vehicle-A-yellow", "vehicle-B-yellow"),
  green: lampMask("vehicle-A-green", "vehicle-B-green"),
};
const PED = {
  red: lampMask("ped-A-red", "ped-B-red"),
  green: lampMask("ped-A-green", "ped-B-green"),
};
const LAMPS_OF: Readonly<Record<PhaseInterval, number>> = {
  green: VEHICLE.green | PED.red,
  yellow: VEHICLE.yellow | PED.red,
  "red-clearance": VEHICLE.red | PED.red,
  walk: VEHICLE.red | PED.green,
  "ped-clearance": VEHICLE.red | PED.green,
  buffer: VEHICLE.red | PED.red,
};
const FIXED: readonly PhaseInterval[] = ["yellow", "red-clearance", "buffer"];
const TENTH_MS = 100;

/** See the head of the file. */
export class PhaseCabinet extends Commanded<Command> {
  readonly #plan: PhasePlan;
  #interval: PhaseInterval = "buffer";
  #since: number;
  #cycles = 0;
  #memory = false;
  #presses = 0;

  constructor(settings: PhaseSettings) {
    super(settings, {
      commandAt: PHASE_COMMAND.at,
      statusAt: PHASE_STATUS.at,
      statusWords: PHASE_STATUS.words,
      identity: { profile: 1, groups: 8, safeState: "local-program" },
      // A request that contradicts itself lights nothing.
      conflictLatches: false,
    });
    this.#plan = settings.plan ?? USUAL_PLAN;
    this.#since = settings.now();
  }

  driven(): Driven {
    this.supervise();
    const fault = this.state === "fault";
    const on = fault ? VEHICLE.yellow : LAMPS_OF[this.#interval] | this.#callLamps();
    const flash = fault ? VEHICLE.yellow : this.#interval === "ped-clearance" ? PED.green : 0;
    const says = this.#requests();
    const display =
      says === null
        ? null
        : {
            ped_countdown_A: says.ped_countdown,
            vehicle_countdown_A: says.vehicle_countdown,
            bollards: says.bollards,
            voice: says.voice,
          };
    return { state: this.state, ...this.bulbs.current({ on, flash }), display };
  }

  protected decode(words: readonly number[]): Command | Reject {
    if (words.length !== PHASE_COMMAND.words) return "range";
    if (this.settings.withCrc && !crcHolds(words)) return "crc";
    const command = decodeBlock(PHASE_COMMAND, words);
    return command.watchdog === 0 || command.expiry === 0 ? "range" : command;
  }

  protected judge({ control, cycle, hold, force_off }: Command): Reject {
    if (asks(control) && cycle !== this.#cycles) return "stale-cycle";
    return (hold & force_off) === 0 ? "ok" : "conflict";
  }

  protected supervise(): void {
    const now = this.settings.now();
    if (this.tripped()) this.state = "safe";
    this.#remember();
    while (this.state !== "fault") {
      const { after, next } = endsOf(this.#interval, this.#plan, this.#asked());
      if (now - this.#since < after) break;
      // An interval of a fixed length ends on time; one that a request may end, when that is seen.
      this.#enter(next, FIXED.includes(this.#interval) ? this.#since + after : now);
    }
    const { lit } = this.bulbs.current({ on: LAMPS_OF[this.#interval], flash: 0 });
    if (conflict(lit)) this.state = "fault";
  }

  /** It begins anew, all red. */
  protected restart(): void {
    this.state = "local";
    this.#enter("buffer", this.settings.now());
  }

  /** The requests that have not lapsed; null: none, or control is not given. */
  #requests(): Command | null {
    const command = this.state === "remote" ? this.command : null;
    if (command === null) return null;
    const age = this.settings.now() - this.takenAt;
    return age <= command.expiry * WATCHDOG_STEP_MS ? command : null;
  }

  #asked(): Asked {
    const requests = this.#requests();
    const on = (mask: number, phase: number): boolean => (mask & phase) !== 0;
    return {
      called: this.#memory || (requests !== null && on(requests.ped_call, PHASES.ped)),
      holdGreen: requests !== null && on(requests.hold, PHASES.vehicle),
      holdWalk: requests !== null && on(requests.hold, PHASES.ped),
      forceOff: requests !== null && on(requests.force_off, PHASES.vehicle),
      omitWalk: requests !== null && on(requests.ped_omit, PHASES.ped),
      extension: (requests?.clearance_extension ?? 0) * TENTH_MS,
      remote: requests !== null,
    };
  }

  #enter(interval: PhaseInterval, at: number): void {
    this.#interval = interval;
    this.#since = at;
    if (interval === "walk") this.#memory = false;
    if (interval === "green") this.#cycles = (this.#cycles + 1) & 0xffff;
  }

  /** Its own buttons: a press in anything but walk is remembered. */
  #remember(): void {
    const { buttons, press_counts } = this.field.registers();
    const presses = press_counts.reduce((sum, count) => sum + count, 0);
    const pressed = buttons !== 0 || presses !== this.#presses;
    this.#presses = presses;
    if (pressed && this.#interval !== "walk") this.#memory = true;
  }

  #callLamps(): number {
    return this.#asked().called && this.#interval !== "walk" ? lampMask("call-A", "call-B") : 0;
  }

  protected status(): number[] {
    const { lit, flash, state } = this.driven();
    const now = this.settings.now();
    const timed = now - this.#since;
    const { least, after } = endsOf(this.#interval, this.#plan, this.#asked());
    const shows = (lamps: number, phase: number): number => ((lit & lamps) !== 0 ? phase : 0);
    const walks = (lit & PED.green) !== 0 && (flash & PED.green) === 0;
    const head = this.statusHead(state);
    const field = this.field.registers();
    // Field by field, not spread: it is read twice a tick.
    return encodeBlock(PHASE_STATUS, {
      applied_seq: head.applied_seq,
      heartbeat_echo: head.heartbeat_echo,
      state: head.state,
      faults: head.faults,
      reject: head.reject,
      watchdog_left: head.watchdog_left,
      trips: head.trips,
      resets: head.resets,
      owner: head.owner,
      greens: shows(VEHICLE.green, PHASES.vehicle),
      yellows: shows(VEHICLE.yellow, PHASES.vehicle),
      reds: shows(VEHICLE.red, PHASES.vehicle) | (walks ? 0 : PHASES.ped),
      walks: walks ? PHASES.ped : 0,
      ped_clears: (flash & PED.green) !== 0 ? PHASES.ped : 0,
      dont_walks: shows(PED.red, PHASES.ped),
      phase_on: walks ? PHASES.ped : PHASES.vehicle,
      phase_next: walks ? PHASES.vehicle : PHASES.ped,
      calls_held: this.#asked().called ? PHASES.ped : 0,
      interval_time: tenths(timed),
      min_left: tenths(Math.max(0, least - timed)),
      max_left: after === Infinity ? NOT_AVAILABLE : tenths(Math.max(0, after - timed)),
      cycles: this.#cycles,
      effective_walk: tenths(this.#plan.walk),
      effective_clearance: tenths(this.#plan.clearance),
      effective_max_green: tenths(this.#plan.maxGreen),
      active_plan: 1,
      buttons: field.buttons,
      presence: field.presence,
      loops: field.loops,
      press_counts: field.press_counts,
      loop_counts: field.loop_counts,
    });
  }
}

const tenths = (ms: number): number => Math.min(NOT_AVAILABLE - 1, Math.round(ms / TENTH_MS));
