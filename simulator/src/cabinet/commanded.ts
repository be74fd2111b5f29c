/**
 * What the virtual cabinets of both profiles have in common: who commands them, what ends that, and the blocks' heads.
 *
 *   local ◄──► remote ──► safe ──► remote        (watchdog; taken back with the next good block)
 *     └──────────┴────────┴─────► fault          (conflict; latched until it is reset)
 *
 * Knows no sockets and no timers: time passes when somebody looks, by the clock it was given.
 */
import {
  type CabinetState,
  CONTROLS,
  FAULTS,
  IDENTITY,
  type LAMP_COMMAND,
  type Lamp,
  NOT_AVAILABLE,
  REJECTS,
  STATES,
  type Values,
  WATCHDOG_STEP_MS,
  bitsOf,
  namesOf,
} from "@crossing/config";
import { Bulbs } from "./bulbs.ts";
import { FieldInputs } from "./field-inputs.ts";
import { type BlockHead, Grant } from "./grant.ts";
import { type Extra, type IdentityOf, identityOf } from "./identity.ts";
import type { Exception, Registers } from "./modbus-server.ts";

/** Why a block is not taken. */
export type Reject = (typeof REJECTS)[number];

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
export type Said = Pick<
  Values<typeof LAMP_COMMAND>,
  "ped_countdown_A" | "vehicle_countdown_A" | "bollards" | "voice"
>;

/** Settings of a cabinet. */
export interface CabinetSettings {
  /** Monotonic, ms. */
  readonly now: () => number;
  readonly withCrc: boolean;
  /** What this one cannot do. */
  readonly without?: readonly Extra[];
}

/** What every command block begins with, whatever it commands. */
export interface Head extends BlockHead {
  readonly control: number;
}

/** What one profile adds. */
export interface Profile {
  readonly commandAt: number;
  readonly statusAt: number;
  readonly statusWords: number;
  readonly identity: IdentityOf;
  /** Whether who asks for a conflict is not only refused: the cabinet flashes until somebody has looked into it. */
  readonly conflictLatches: boolean;
}

// The same place in both profiles.
const CONTROL_OFFSET = 2;

/** See the head of the file. */
export abstract class Commanded<Command extends Head> implements Registers {
  readonly field = new FieldInputs();
  protected readonly settings: CabinetSettings;
  protected readonly bulbs = new Bulbs();
  protected state: CabinetState = "local";
  /** The last block that was taken, still in force or not. */
  protected command: Command | null = null;
  protected takenAt = -Infinity;
  readonly #profile: Profile;
  readonly #grant = new Grant();
  readonly #startedAt: number;
  #control = 0;
  #reject: Reject = "ok";
  #resets = 0;

  constructor(settings: CabinetSettings, profile: Profile) {
    this.settings = settings;
    this.#profile = profile;
    this.#startedAt = settings.now();
  }

  /** What is lit now. Lets time pass, and watchdog and conflict monitor look first. */
  abstract driven(): Driven;
  /** Lets time pass: watchdog, lamps, conflict monitor. */
  protected abstract supervise(): void;
  /** A command block in words; else why it cannot be read as one. */
  protected abstract decode(words: readonly number[]): Command | Reject;
  /** Whether what a block asks for may be. */
  protected abstract judge(command: Command): Reject;
  /** The whole status block. */
  protected abstract status(): number[];
  /** Out of a latched fault, because somebody has said that its cause is gone. */
  protected abstract restart(): void;

  /** A lamp that burns out, or one that no longer goes off; `present` false repairs it. */
  fault(kind: "lamp-out" | "lamp-stuck", lamp: Lamp, present: boolean): void {
    this.bulbs.fault(kind, lamp, present);
  }

  /** What an engineer does at the cabinet after the cause is gone. */
  reset(): void {
    this.#resets += 1;
    if (this.state === "fault") this.restart();
  }

  read(at: number, count: number): readonly number[] | Exception {
    const { statusAt, statusWords } = this.#profile;
    const within = (from: number, words: number): boolean =>
      at >= from && at + count <= from + words;
    if (within(statusAt, statusWords))
      return this.status()
        .slice(at - statusAt)
        .slice(0, count);
    if (!within(IDENTITY.at, IDENTITY.words)) return 2;
    const identity = identityOf(this.#profile.identity, this.settings, this.#uptime());
    return identity.slice(at - IDENTITY.at).slice(0, count);
  }

  /** Takes a whole command block, or the control word alone by function 6; all or nothing. */
  write(at: number, words: readonly number[], fc: 6 | 16 | 23): Exception | null {
    this.supervise();
    const { commandAt } = this.#profile;
    if (fc === 23 && !this.#can("read-write-registers")) return 1;
    if (fc === 6) return at === commandAt + CONTROL_OFFSET ? this.#byHand(words[0] ?? 0) : 2;
    if (at !== commandAt) return 2;
    const command = this.decode(words);
    this.#reject = typeof command === "string" ? command : this.#verdict(command);
    if (this.#reject === "conflict" && this.#profile.conflictLatches) this.state = "fault";
    if (typeof command === "string" || this.#reject !== "ok") return 3;
    this.#take(command);
    return null;
  }

  /** Whether the watchdog ends control now. */
  protected tripped(): boolean {
    return this.state === "remote" && this.#grant.trips(this.settings.now());
  }

  /** The first words of the status block, and the owner. `state`: as it is told. */
  protected statusHead(state: CabinetState) {
    const left = Math.round(this.#grant.leftMs(this.settings.now()) / WATCHDOG_STEP_MS);
    const held = this.state === "remote";
    const silent = state === "safe" && !goesSafe(this.#control);
    const all = [
      ...(silent ? (["comm-watchdog"] as const) : []),
      ...(this.state === "fault" ? (["conflict", "latched"] as const) : []),
      ...this.bulbs.faults,
      ...(this.#reject === "ok" ? [] : (["block-rejected"] as const)),
    ];
    return {
      applied_seq: this.command?.seq ?? 0,
      heartbeat_echo: this.command?.heartbeat ?? 0,
      state: STATES.indexOf(state),
      faults: bitsOf(FAULTS, all),
      reject: REJECTS.indexOf(this.#reject),
      watchdog_left: held ? Math.max(0, left) : NOT_AVAILABLE,
      trips: this.#grant.tripped & 0xffff,
      resets: this.#resets & 0xffff,
      owner: held ? this.#grant.owner : 0,
    };
  }

  /** Control is its owner's, in the order in which it speaks; whoever it is may end it for safety. */
  #verdict(command: Command): Reject {
    const held = this.state === "remote";
    const head = this.#headOf(command);
    if (!goesSafe(command.control)) {
      if (held && this.#grant.refuses(head.owner)) return "foreign-owner";
      if (this.#grant.outruns(head, held)) return "stale-seq";
    }
    return this.judge(command);
  }

  #take(command: Command): void {
    const { control } = command;
    this.#resetOnEdge(control);
    this.command = command;
    const held = this.state === "remote";
    const fed = this.#grant.feed(this.#headOf(command), held, this.settings.now());
    if (this.state !== "fault") {
      if (goesSafe(control)) this.state = "safe";
      else if (!asks(control)) this.state = "local";
      else if (fed) this.state = "remote";
    }
    this.takenAt = this.settings.now();
    this.supervise();
  }

  #byHand(control: number): null {
    this.#resetOnEdge(control);
    if (goesSafe(control) && this.state !== "fault") this.state = "safe";
    this.supervise();
    return null;
  }

  #resetOnEdge(control: number): void {
    const reset = bitsOf(CONTROLS, ["fault-reset"]);
    if ((control & reset) !== 0 && (this.#control & reset) === 0) this.reset();
    this.#control = control;
  }

  #uptime(): number {
    return this.settings.now() - this.#startedAt;
  }

  #headOf(command: Command): BlockHead {
    return this.#can("owner-token") ? command : { ...command, owner: 0 };
  }

  #can(extra: Extra): boolean {
    return this.settings.without?.includes(extra) !== true;
  }
}

/** Whether control is asked for. */
export const asks = (control: number): boolean =>
  namesOf(CONTROLS, control).includes("request-control");

const goesSafe = (control: number): boolean => namesOf(CONTROLS, control).includes("go-safe");
