/** The next command: what is shown, who asks, and the last check before the wire. Dialects put it into words. */
import { type CONTROLS, type Outputs, lampMask } from "@crossing/config";
import { Handwriting, type Mark, REMEMBERED } from "./handwriting.ts";
import { type Display, NOTHING, displayOf } from "./lamps.ts";
import { type Lit, refusal } from "./safe-pair.ts";

/** What a command is made of. */
export interface Order {
  readonly wanted: Outputs;
  /** Whether control may be asked for. */
  readonly asks: boolean;
  /** Lamps lit now, by feedback; null: not known. */
  readonly lit: number | null;
}

/** One bit of the control word. */
export type Control = (typeof CONTROLS)[number];

/** One command, in what every kind of cabinet understands. */
export interface Command {
  readonly mark: Mark;
  readonly control: readonly Control[];
  readonly display: Display;
  /** What the core asks for; null: nothing is asked of the cabinet. */
  readonly wanted: Outputs | null;
  readonly watchdogMs: number;
}

// Feedback cannot tell walk from its clearance, so a pedestrian green that we find lit counts as flashing.
const PED_GREENS = lampMask("ped-A-green", "ped-B-green");

/** All that makes one command differ from the next, in one line. */
const contentOf = (display: Display, asks: boolean, interval: Outputs["interval"]): string =>
  `${asks} ${interval} ${display.on} ${display.flash} ${display.ped_countdown_A} ${display.ped_countdown_B} ` +
  `${display.vehicle_countdown_A} ${display.vehicle_countdown_B} ${display.bollards} ${display.voice}`;

/** Makes the commands for one cabinet, one after the other. */
export class Commands {
  readonly hand = new Handwriting();
  readonly #zones: readonly string[];
  readonly #watchdogMs: number;
  /** Under our control: what was sent last, and what of it was acknowledged last. They differ after a timeout. */
  #sent: Lit | null = null;
  #acknowledged: Lit | null = null;
  /** The last commands under our control, newest first. */
  #asked: readonly Command[] = [];
  #unsafe: string | null = null;

  constructor(zones: readonly string[], watchdogMs: number) {
    this.#zones = zones;
    this.#watchdogMs = watchdogMs;
  }

  /** Why the last check refused a command; null: it did not, or somebody has cleared it since. */
  get unsafe(): string | null {
    return this.#unsafe;
  }

  /** Somebody has found the cause of a refusal. */
  clear(): void {
    this.#unsafe = null;
    this.#sent = null;
    this.#acknowledged = null;
  }

  /** The command that the cabinet says it took; null: it asked for nothing, or it is not one of our last. */
  taken({ seq, heartbeat }: Mark): Command | null {
    return this.#asked.find(({ mark }) => mark.seq === seq && mark.heartbeat === heartbeat) ?? null;
  }

  /** The next command. After a refusal it tells the cabinet to go safe and no longer feeds its watchdog. */
  next({ wanted, asks, lit }: Order): Command {
    const display = displayOf(wanted, this.#zones);
    if (asks) this.#unsafe ??= this.#check(display, lit);
    if (this.#unsafe !== null) return this.#goSafe();
    const safe = asks || refusal(null, display) === null ? display : NOTHING;
    const control: Control[] = asks ? ["request-control"] : [];
    this.#sent = asks ? display : null;
    if (!asks) this.#acknowledged = null;
    const mark = this.hand.next(contentOf(safe, asks, wanted.interval));
    return this.#said({ mark, control, display: safe, wanted: asks ? wanted : null });
  }

  /** Asks for control of lamps as they are, for a time so short that the watchdog must end it. */
  prove(lit: Lit, watchdogMs: number): Command {
    const display = { ...NOTHING, ...lit };
    const mark = this.hand.next("prove");
    return this.#said({ mark, control: ["request-control"], display, wanted: null, watchdogMs });
  }

  /** Gives control back. */
  release(): Command {
    this.#sent = null;
    this.#acknowledged = null;
    const mark = this.hand.next("release");
    return this.#said({ mark, control: [], display: NOTHING, wanted: null });
  }

  /** The cabinet has acknowledged the last command. */
  acknowledge(): void {
    this.#acknowledged = this.#sent;
  }

  #goSafe(): Command {
    this.#sent = null;
    const mark = this.hand.next("go-safe", false);
    return this.#said({ mark, control: ["go-safe"], display: NOTHING, wanted: null });
  }

  #said(said: Omit<Command, "watchdogMs"> & { readonly watchdogMs?: number }): Command {
    const command = { watchdogMs: this.#watchdogMs, ...said };
    this.#asked = [command, ...this.#asked].slice(0, REMEMBERED);
    return command;
  }

  /** Against what was sent before and what was acknowledged before; when control is taken, against the lamps found lit. */
  #check(display: Display, lit: number | null): string | null {
    const found = lit === null ? null : { on: lit, flash: lit & PED_GREENS };
    const before = this.#sent ?? found;
    return refusal(before, display) ?? refusal(this.#acknowledged ?? before, display);
  }
}
