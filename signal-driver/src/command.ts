/** The next command block: what is shown, who writes it, and the last check before the wire. */
import {
  CONTROLS,
  type Outputs,
  WATCHDOG_STEP_MS,
  bitsOf,
  encodeLampCommand,
  lampMask,
} from "@crossing/config";
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
  readonly withCrc: boolean;
}

type Control = (typeof CONTROLS)[number];

// Feedback cannot tell walk from its clearance, so a pedestrian green that we find lit counts as flashing.
const PED_GREENS = lampMask("ped-A-green", "ped-B-green");

/** Makes the blocks of one cabinet, one after the other. */
export class Commands {
  readonly hand = new Handwriting();
  readonly #zones: readonly string[];
  readonly #watchdog: number;
  /** Under our control: what was sent last, and what of it was acknowledged last. They differ after a timeout. */
  #sent: Lit | null = null;
  #acknowledged: Lit | null = null;
  /** What the last blocks asked for under our control, newest first, each with its mark. */
  #asked: readonly Asked[] = [];
  #unsafe: string | null = null;

  constructor(zones: readonly string[], watchdogMs: number) {
    this.#zones = zones;
    this.#watchdog = Math.round(watchdogMs / WATCHDOG_STEP_MS);
  }

  /** Why the last check refused a command, for good; null: it never did. */
  get unsafe(): string | null {
    return this.#unsafe;
  }

  /** What the block that the cabinet says it took asks of the lamps; null: nothing, or it is not one of our last. */
  taken({ seq, heartbeat }: Mark): Lit | null {
    const asked = this.#asked.find(({ mark }) => mark.seq === seq && mark.heartbeat === heartbeat);
    return asked?.lit ?? null;
  }

  /** The words of the next block. After a refusal they tell the cabinet to go safe and no longer feed its watchdog. */
  next({ wanted, asks, lit, withCrc }: Order): number[] {
    const display = displayOf(wanted, this.#zones);
    if (asks) this.#unsafe ??= this.#check(display, lit);
    if (this.#unsafe !== null) return this.#goSafe(withCrc);
    const safe = asks || refusal(null, display) === null ? display : NOTHING;
    const control: Control[] = asks ? ["request-control"] : [];
    const mark = this.hand.next(JSON.stringify([safe, control]));
    this.#sent = asks ? display : null;
    this.#asked = [{ mark, lit: this.#sent }, ...this.#asked].slice(0, REMEMBERED);
    if (!asks) this.#acknowledged = null;
    return this.#words({ display: safe, control, mark, withCrc });
  }

  /** The cabinet has acknowledged the last block. */
  acknowledge(): void {
    this.#acknowledged = this.#sent;
  }

  /** The words that give control back. */
  release(withCrc: boolean): number[] {
    const mark = this.hand.next("release");
    return this.#words({ display: NOTHING, control: [], mark, withCrc });
  }

  #goSafe(withCrc: boolean): number[] {
    this.#sent = null;
    const mark = this.hand.next("go-safe", false);
    return this.#words({ display: NOTHING, control: ["go-safe"], mark, withCrc });
  }

  /** Against what was sent before and what was acknowledged before; when control is taken, against the lamps found lit. */
  #check(display: Display, lit: number | null): string | null {
    const found = lit === null ? null : { on: lit, flash: lit & PED_GREENS };
    const before = this.#sent ?? found;
    return refusal(before, display) ?? refusal(this.#acknowledged ?? before, display);
  }

  #words({ display, control, mark, withCrc }: Block): number[] {
    return encodeLampCommand(
      {
        ...mark,
        ...display,
        control: bitsOf(CONTROLS, control),
        watchdog: this.#watchdog,
        plan: 0,
        on_complement: ~display.on >>> 0,
        flash_complement: ~display.flash >>> 0,
      },
      withCrc,
    );
  }
}

/** A block that was sent: its mark and the lamps it asked for. */
interface Asked {
  readonly mark: Mark;
  readonly lit: Lit | null;
}

interface Block {
  readonly display: Display;
  readonly control: readonly Control[];
  readonly mark: Mark;
  readonly withCrc: boolean;
}
