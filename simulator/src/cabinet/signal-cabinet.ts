/**
 * The inside of the virtual cabinet: registers in, lamps out, with its own watchdog and conflict monitor.
 *
 *   local ◄──► remote ──► safe ──► remote        (watchdog; taken back with the next good block)
 *     └──────────┴────────┴─────► fault          (conflict; latched until the reset bit)
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
  LAMP_COMMAND,
  LAMP_STATUS,
  MAGIC,
  NOT_AVAILABLE,
  PLAIN_LAMP_COMMAND_WORDS,
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

type Command = Values<typeof LAMP_COMMAND>;
type Fault = (typeof FAULTS)[number];
type Reject = (typeof REJECTS)[number];

/** What the cabinet drives now. */
export interface Driven {
  readonly state: CabinetState;
  /** Lamps that draw current, steady or flashing. */
  readonly lit: number;
  readonly flash: number;
  /** Countdowns, bollards and voice; null: dark and silent. */
  readonly display: Said | null;
}

/** What is said beside the heads. */
export type Said = Pick<Command, "ped_countdown_A" | "vehicle_countdown_A" | "bollards" | "voice">;

/** What a cabinet may be able to do, or not. */
export type Extra = "owner-token" | "read-write-registers";

/** Settings of the cabinet. */
export interface CabinetSettings {
  /** Monotonic, ms. */
  readonly now: () => number;
  readonly withCrc: boolean;
  /** What this one cannot do. */
  readonly without?: readonly Extra[];
}

const EXTRAS: readonly Extra[] = ["owner-token", "read-write-registers"];
const VEHICLE_YELLOWS = lampMask("vehicle-A-yellow", "vehicle-B-yellow");
const REDS = lampMask("vehicle-A-red", "vehicle-B-red", "ped-A-red", "ped-B-red");
const GREENS = lampMask("vehicle-A-green", "vehicle-B-green", "ped-A-green", "ped-B-green");
const CONTROL_AT = LAMP_COMMAND.at + 2;

/** See the head of the file. */
export class SignalCabinet implements Registers {
  readonly field = new FieldInputs();
  readonly #now: () => number;
  readonly #withCrc: boolean;
  readonly #can: readonly Extra[];
  readonly #grant = new Grant();
  readonly #startedAt: number;
  #state: CabinetState = "local";
  #command: Command | null = null;
  #control = 0;
  #reject: Reject = "ok";
  #tripped = false;
  #resets = 0;
  #out = 0;
  #stuck = 0;

  constructor({ now, withCrc, without = [] }: CabinetSettings) {
    this.#now = now;
    this.#can = EXTRAS.filter((extra) => !without.includes(extra));
    this.#withCrc = withCrc;
    this.#startedAt = now();
  }

  /** What is lit now. Lets the watchdog and the conflict monitor look first. */
  driven(): Driven {
    this.#supervise();
    const remote = this.#state === "remote" ? this.#command : null;
    // Left alone it flashes yellow to vehicles, and the pedestrian heads are dark.
    const on = remote === null ? VEHICLE_YELLOWS : remote.on;
    const flash = remote === null ? VEHICLE_YELLOWS : remote.flash;
    const lit = ((on & ~this.#out) | this.#stuck) >>> 0;
    return { state: this.#state, lit, flash: (flash & lit & ~this.#stuck) >>> 0, display: remote };
  }

  /** A lamp that burns out, or one that no longer goes off; `present` false repairs it. */
  fault(kind: "lamp-out" | "lamp-stuck", lamp: Lamp, present: boolean): void {
    const mask = lampMask(lamp);
    const change = (faults: number): number => (present ? faults | mask : faults & ~mask);
    if (kind === "lamp-out") this.#out = change(this.#out);
    else this.#stuck = change(this.#stuck);
  }

  /** What an engineer does at the cabinet after the cause is gone. */
  reset(): void {
    this.#resets += 1;
    this.#tripped = false;
    if (this.#state === "fault") this.#state = "local";
  }

  read(at: number, count: number): readonly number[] | Exception {
    for (const [block, words] of [
      [IDENTITY, () => this.#identity()],
      [LAMP_STATUS, () => this.#status()],
    ] as const) {
      const from = at - block.at;
      if (from >= 0 && from + count <= block.words) return words().slice(from, from + count);
    }
    return 2;
  }

  /** Takes a whole command block, or the control word alone by function 6; all or nothing. */
  write(at: number, words: readonly number[], fc: 6 | 16 | 23): Exception | null {
    this.#supervise();
    if (fc === 23 && !this.#can.includes("read-write-registers")) return 1;
    if (fc === 6) return at === CONTROL_AT ? this.#byHand(words[0] ?? 0) : 2;
    if (at !== LAMP_COMMAND.at) return 2;
    const command = decodeBlock(LAMP_COMMAND, words);
    this.#reject = this.#verdict(words, command);
    if (this.#reject === "conflict") this.#trip();
    if (this.#reject !== "ok") return 3;
    this.#take(command);
    return null;
  }

  #verdict(words: readonly number[], command: Command): Reject {
    const whole = words.length === LAMP_COMMAND.words;
    if (!whole && words.length !== PLAIN_LAMP_COMMAND_WORDS) return "range";
    if (this.#withCrc && !(whole && crcHolds(words))) return "crc";
    const copies =
      command.on_complement === ~command.on >>> 0 &&
      command.flash_complement === ~command.flash >>> 0;
    if (!copies) return "crc";
    const lamps = 2 ** LAMPS.length;
    const inRange =
      command.watchdog > 0 && command.on < lamps && (command.flash & ~command.on) === 0;
    if (!inRange) return "range";
    const held = this.#state === "remote" && !goesSafe(command.control);
    if (held && this.#grant.refuses(this.#ownerIn(command))) return "foreign-owner";
    return asks(command.control) && conflict(command.on) ? "conflict" : "ok";
  }

  #take(command: Command): void {
    const control = command.control;
    this.#resetOnEdge(control);
    this.#command = command;
    const fresh = this.#grant.feed({ ...command, owner: this.#ownerIn(command) }, this.#now());
    if (this.#state === "fault") return;
    if (goesSafe(control)) this.#state = "safe";
    else if (!asks(control)) this.#state = "local";
    else if (fresh) this.#state = "remote";
    this.#supervise();
  }

  #byHand(control: number): null {
    this.#resetOnEdge(control);
    if (goesSafe(control) && this.#state !== "fault") this.#state = "safe";
    return null;
  }

  #resetOnEdge(control: number): void {
    const reset = bitsOf(CONTROLS, ["fault-reset"]);
    if ((control & reset) !== 0 && (this.#control & reset) === 0) this.reset();
    this.#control = control;
  }

  #supervise(): void {
    if (this.#state === "remote" && this.#grant.trips(this.#now())) this.#state = "safe";
    const commanded = this.#state === "remote" ? (this.#command?.on ?? 0) : VEHICLE_YELLOWS;
    if (!this.#tripped && conflict((commanded & ~this.#out) | this.#stuck)) this.#trip();
  }

  #trip(): void {
    this.#tripped = true;
    this.#state = "fault";
  }

  #identity(): number[] {
    return encodeBlock(IDENTITY, {
      magic: MAGIC,
      version: 0x0100,
      profile: 2,
      capabilities: bitsOf(CAPABILITIES, [
        ...(this.#withCrc ? (["crc-required"] as const) : []),
        "ped-countdown",
        "vehicle-countdown",
        "bollard-lamps",
        "voice",
        "loops",
        "lamp-feedback",
        "conflict-monitor",
        "flash-on-watchdog",
        ...this.#can,
      ]),
      groups: 2,
      lamps: LAMPS.length,
      config_crc: 0,
      firmware: 1,
      uptime: Math.floor((this.#now() - this.#startedAt) / 1000),
      watchdog_min: WATCHDOG_MS.min / WATCHDOG_STEP_MS,
      watchdog_max: WATCHDOG_MS.max / WATCHDOG_STEP_MS,
      safe_state: 1,
      serial: 1,
    });
  }

  #status(): number[] {
    const { lit, state } = this.driven();
    const left = this.#grant.leftMs(this.#now());
    return encodeBlock(LAMP_STATUS, {
      applied_seq: this.#command?.seq ?? 0,
      heartbeat_echo: this.#command?.heartbeat ?? 0,
      state: STATES.indexOf(state),
      faults: bitsOf(FAULTS, this.#faults()),
      reject: REJECTS.indexOf(this.#reject),
      watchdog_left:
        state === "remote" ? Math.max(0, Math.round(left / WATCHDOG_STEP_MS)) : NOT_AVAILABLE,
      trips: this.#grant.tripped & 0xffff,
      resets: this.#resets & 0xffff,
      actual_on: lit,
      lamp_faults: this.#out | this.#stuck,
      ...this.field.registers(),
      aux: 0,
      owner: state === "remote" ? this.#grant.owner : 0,
    });
  }

  #ownerIn({ owner }: Command): number {
    return this.#can.includes("owner-token") ? owner : 0;
  }

  #faults(): Fault[] {
    const faults: Fault[] = [];
    if (this.#state === "safe" && !goesSafe(this.#control)) faults.push("comm-watchdog");
    if (this.#tripped) faults.push("conflict", "latched");
    if ((this.#out & REDS) !== 0) faults.push("red-lamp-out");
    if ((this.#out & GREENS) !== 0) faults.push("green-lamp-out");
    if (this.#stuck !== 0) faults.push("lamp-stuck-on");
    if (this.#reject !== "ok") faults.push("block-rejected");
    return faults;
  }
}

const asks = (control: number): boolean => namesOf(CONTROLS, control).includes("request-control");

const goesSafe = (control: number): boolean => namesOf(CONTROLS, control).includes("go-safe");
