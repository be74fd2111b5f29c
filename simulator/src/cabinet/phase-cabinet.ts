/**
 * The inside of a virtual controller that owns its timing and takes phase requests: profile 1 of docs/modbus-map.md.
 *
 *   local ◄──► remote ──► safe ──► remote     (watchdog: its own plan goes on, taken back with the next good block)
 *     └──────────┴──────────┴────► fault      (its conflict monitor; flashes yellow until it is reset)
 *
 * Knows no sockets and no timers: time passes when somebody looks, by the clock it was given.
 */
import {
  type CabinetState,
  CAPABILITIES,
  CONTROLS,
  FAULTS,
  IDENTITY,
  type Lamp,
  LAMPS,
  MAGIC,
  NOT_AVAILABLE,
  PHASE_COMMAND,
  PHASE_STATUS,
  REJECTS,
  STATES,
  type Values,
  WATCHDOG_STEP_MS,
  bitsOf,
  crcHolds,
  decodeBlock,
  encodeBlock,
  lampMask,
  namesOf,
} from "@crossing/config";
import { conflict } from "./conflict-monitor.ts";
import { FieldInputs } from "./field-inputs.ts";
import { Grant, WATCHDOG_MS } from "./grant.ts";
import type { Exception, Registers } from "./modbus-server.ts";
import {
  type Asked,
  type PhaseInterval,
  type PhasePlan,
  USUAL_PLAN,
  endsOf,
} from "./phase-plan.ts";
import type { CabinetSettings, Driven } from "./signal-cabinet.ts";

type Command = Values<typeof PHASE_COMMAND>;
type Reject = (typeof REJECTS)[number];

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
const CONTROL_AT = PHASE_COMMAND.at + 2;

/** See the head of the file. */
export class PhaseCabinet implements Registers {
  readonly field = new FieldInputs();
  readonly #settings: PhaseSettings;
  readonly #plan: PhasePlan;
  readonly #grant = new Grant();
  readonly #startedAt: number;
  #state: CabinetState = "local";
  #interval: PhaseInterval = "buffer";
  #since: number;
  #cycles = 0;
  #memory = false;
  #presses = 0;
  #command: Command | null = null;
  #takenAt = -Infinity;
  #control = 0;
  #reject: Reject = "ok";
  #resets = 0;
  #out = 0;
  #stuck = 0;

  constructor(settings: PhaseSettings) {
    this.#settings = settings;
    this.#plan = settings.plan ?? USUAL_PLAN;
    this.#startedAt = settings.now();
    this.#since = this.#startedAt;
  }

  /** What is lit now. Lets time pass, and watchdog and conflict monitor look first. */
  driven(): Driven {
    this.#advance();
    const fault = this.#state === "fault";
    const on = fault ? VEHICLE.yellow : LAMPS_OF[this.#interval] | this.#callLamps();
    const lit = ((on & ~this.#out) | this.#stuck) >>> 0;
    const flash = fault ? VEHICLE.yellow : this.#interval === "ped-clearance" ? PED.green : 0;
    const says = this.#requests();
    const display =
      says === null
        ? null
        : {
            ...says,
            ped_countdown_A: says.ped_countdown,
            vehicle_countdown_A: says.vehicle_countdown,
          };
    return { state: this.#state, lit, flash: (flash & lit & ~this.#stuck) >>> 0, display };
  }

  /** A lamp that burns out, or one that no longer goes off; `present` false repairs it. */
  fault(kind: "lamp-out" | "lamp-stuck", lamp: Lamp, present: boolean): void {
    const mask = lampMask(lamp);
    const change = (faults: number): number => (present ? faults | mask : faults & ~mask);
    if (kind === "lamp-out") this.#out = change(this.#out);
    else this.#stuck = change(this.#stuck);
  }

  /** What an engineer does at the cabinet after the cause is gone: it begins anew, all red. */
  reset(): void {
    this.#resets += 1;
    if (this.#state !== "fault") return;
    this.#state = "local";
    this.#enter("buffer", this.#settings.now());
  }

  read(at: number, count: number): readonly number[] | Exception {
    for (const [block, words] of [
      [IDENTITY, () => this.#identity()],
      [PHASE_STATUS, () => this.#status()],
    ] as const) {
      const from = at - block.at;
      if (from >= 0 && from + count <= block.words) return words().slice(from, from + count);
    }
    return 2;
  }

  /** Takes a whole command block, or the control word alone by function 6; all or nothing. */
  write(at: number, words: readonly number[], fc: 6 | 16 | 23): Exception | null {
    this.#advance();
    if (fc === 23 && this.#lacks("read-write-registers")) return 1;
    if (fc === 6) return at === CONTROL_AT ? this.#byHand(words[0] ?? 0) : 2;
    if (at !== PHASE_COMMAND.at) return 2;
    const command = decodeBlock(PHASE_COMMAND, words);
    this.#reject = this.#verdict(words, command);
    if (this.#reject !== "ok") return 3;
    this.#take(command);
    return null;
  }

  #verdict(words: readonly number[], command: Command): Reject {
    if (words.length !== PHASE_COMMAND.words) return "range";
    if (this.#settings.withCrc && !crcHolds(words)) return "crc";
    if (command.watchdog === 0 || command.expiry === 0) return "range";
    if (this.#state === "remote" && this.#grant.refuses(this.#ownerIn(command)))
      return "foreign-owner";
    if (asks(command.control) && command.cycle !== this.#cycles) return "stale-cycle";
    return (command.hold & command.force_off) === 0 ? "ok" : "conflict";
  }

  #take(command: Command): void {
    const now = this.#settings.now();
    this.#resetOnEdge(command.control);
    this.#command = command;
    this.#takenAt = now;
    const fresh = this.#grant.feed({ ...command, owner: this.#ownerIn(command) }, now);
    if (this.#state === "fault") return;
    if (namesOf(CONTROLS, command.control).includes("go-safe")) this.#state = "safe";
    else if (!asks(command.control)) this.#state = "local";
    else if (fresh) this.#state = "remote";
    this.#advance();
  }

  #byHand(control: number): null {
    this.#resetOnEdge(control);
    return null;
  }

  #resetOnEdge(control: number): void {
    const reset = bitsOf(CONTROLS, ["fault-reset"]);
    if ((control & reset) !== 0 && (this.#control & reset) === 0) this.reset();
    this.#control = control;
  }

  /** The requests that have not lapsed; null: none, or control is not given. */
  #requests(): Command | null {
    const command = this.#state === "remote" ? this.#command : null;
    if (command === null) return null;
    const age = this.#settings.now() - this.#takenAt;
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

  #advance(): void {
    const now = this.#settings.now();
    if (this.#state === "remote" && this.#grant.trips(now)) this.#state = "safe";
    this.#remember();
    while (this.#state !== "fault") {
      const { after, next } = endsOf(this.#interval, this.#plan, this.#asked());
      if (now - this.#since < after) break;
      // An interval of a fixed length ends on time; one that a request may end, when that is seen.
      this.#enter(next, FIXED.includes(this.#interval) ? this.#since + after : now);
    }
    const lit = (LAMPS_OF[this.#interval] & ~this.#out) | this.#stuck;
    if (this.#state !== "fault" && conflict(lit)) this.#state = "fault";
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

  #identity(): number[] {
    return encodeBlock(IDENTITY, {
      magic: MAGIC,
      version: 0x0100,
      profile: 1,
      capabilities: bitsOf(CAPABILITIES, [
        ...(this.#settings.withCrc ? (["crc-required"] as const) : []),
        "ped-countdown",
        "vehicle-countdown",
        "bollard-lamps",
        "voice",
        "loops",
        "lamp-feedback",
        "conflict-monitor",
        ...(["owner-token", "read-write-registers"] as const).filter(
          (extra) => !this.#lacks(extra),
        ),
      ]),
      groups: 8,
      lamps: LAMPS.length,
      config_crc: 0,
      firmware: 1,
      uptime: Math.floor((this.#settings.now() - this.#startedAt) / 1000),
      watchdog_min: WATCHDOG_MS.min / WATCHDOG_STEP_MS,
      watchdog_max: WATCHDOG_MS.max / WATCHDOG_STEP_MS,
      safe_state: 3,
      serial: 1,
    });
  }

  #status(): number[] {
    const { lit, flash, state } = this.driven();
    const now = this.#settings.now();
    const timed = now - this.#since;
    const { least, after } = endsOf(this.#interval, this.#plan, this.#asked());
    const remote = state === "remote";
    const shows = (lamps: number, phase: number): number => ((lit & lamps) !== 0 ? phase : 0);
    const walks = (lit & PED.green) !== 0 && (flash & PED.green) === 0;
    return encodeBlock(PHASE_STATUS, {
      applied_seq: this.#command?.seq ?? 0,
      heartbeat_echo: this.#command?.heartbeat ?? 0,
      state: STATES.indexOf(state),
      faults: bitsOf(FAULTS, this.#faults()),
      reject: REJECTS.indexOf(this.#reject),
      watchdog_left: remote
        ? Math.max(0, Math.round(this.#grant.leftMs(now) / WATCHDOG_STEP_MS))
        : NOT_AVAILABLE,
      trips: this.#grant.tripped & 0xffff,
      resets: this.#resets & 0xffff,
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
      ...this.field.registers(),
      owner: remote ? this.#grant.owner : 0,
    });
  }

  #faults(): (typeof FAULTS)[number][] {
    const safe = namesOf(CONTROLS, this.#control).includes("go-safe");
    return [
      ...(this.#state === "safe" && !safe ? (["comm-watchdog"] as const) : []),
      ...(this.#state === "fault" ? (["conflict", "latched"] as const) : []),
      ...(this.#stuck !== 0 ? (["lamp-stuck-on"] as const) : []),
      ...(this.#reject !== "ok" ? (["block-rejected"] as const) : []),
    ];
  }

  #ownerIn({ owner }: Command): number {
    return this.#lacks("owner-token") ? 0 : owner;
  }

  #lacks(extra: "owner-token" | "read-write-registers"): boolean {
    return this.#settings.without?.includes(extra) === true;
  }
}

const asks = (control: number): boolean => namesOf(CONTROLS, control).includes("request-control");

const tenths = (ms: number): number => Math.min(NOT_AVAILABLE - 1, Math.round(ms / TENTH_MS));
