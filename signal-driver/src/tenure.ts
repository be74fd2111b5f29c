/**
 * Whether we hold the lamps.
 *
 *   none ──► asking ──► held ──► given-up ──► none
 *              └───────────────────▲
 *
 * Given up when the cabinet does not show what was asked for half a second, or takes control away. Then control is
 * not asked for again before the core has withdrawn and some time has passed: coming back is slower than leaving.
 */
import type { CabinetState } from "@crossing/config";

/** What a status block says of who holds the lamps. */
export interface TenureNews {
  readonly state: CabinetState;
  /** The cabinet has latched a fault. */
  readonly latched: boolean;
  /** The lamps are those of our command. */
  readonly alike: boolean;
  readonly now: number;
}

/** How long lamps may differ from the command; how long control is left alone after it was given up, twice as long each time; ms. */
export interface TenureTimes {
  readonly unlikeMs: number;
  readonly rejoinMs: { readonly least: number; readonly most: number };
}

// Longer than a whole cycle of the crossing: every lamp has been lit, and nothing was wrong.
const STEADY_MS = 180_000;

const UNWILLING: readonly CabinetState[] = ["boot", "fault", "manual-panel", "police-flash"];

/** See the head of the file. */
export class Tenure {
  readonly #times: TenureTimes;
  #phase: "none" | "asking" | "held" | "given-up" = "none";
  #unlikeSince: number | null = null;
  #backAt = -Infinity;
  #unwilling: string | null = null;
  #why = "";
  #heldSince = Infinity;
  #wait: number;

  constructor(times: TenureTimes) {
    this.#times = times;
    this.#wait = times.rejoinMs.least;
  }

  /** Whether the lamps show what we ask. */
  get held(): boolean {
    return this.#phase === "held";
  }

  /** The core does not want the lamps. */
  withdraw(): void {
    this.#phase = "none";
  }

  /** The core wants the lamps: whether the next block may ask for control. */
  asks(now: number): boolean {
    if (this.#phase === "none" && this.trouble(now) === null) this.#ask(now);
    return this.#phase === "asking" || this.#phase === "held";
  }

  /** Before a write: control that was taken away meanwhile must not be taken back by the next block. */
  look(state: CabinetState, now: number): void {
    if (this.#phase !== "held" || state === "remote") return;
    this.#giveUp(`took control away: it is in state ${state}`, now);
  }

  /** Takes in a status block that answers one of ours. */
  see({ state, latched, alike, now }: TenureNews): void {
    this.#unwilling = unwilling(state, latched);
    this.look(state, now);
    if (this.#phase !== "asking" && this.#phase !== "held") return;
    if (state === "remote" && alike) {
      if (this.#phase === "asking") this.#heldSince = now;
      this.#phase = "held";
      this.#unlikeSince = null;
    } else {
      this.#unlikeSince ??= now;
      if (now - this.#unlikeSince > this.#times.unlikeMs)
        this.#giveUp(unlike(state, this.#times), now);
    }
  }

  /** Control is lost for a reason that no status block tells. Whether there was any to lose. */
  lose(why: string, now: number): boolean {
    if (this.#phase !== "asking" && this.#phase !== "held") return false;
    this.#giveUp(why, now);
    return true;
  }

  /** Why the lamps are not ours to command, from the cabinet's mouth; null: they are, or may be. */
  trouble(now: number): string | null {
    if (this.#unwilling !== null) return this.#unwilling;
    return this.#phase === "given-up" || now < this.#backAt ? this.#why : null;
  }

  #ask(now: number): void {
    this.#phase = "asking";
    this.#unlikeSince = now;
  }

  #giveUp(why: string, now: number): void {
    const { least, most } = this.#times.rejoinMs;
    if (now - this.#heldSince > STEADY_MS) this.#wait = least;
    this.#phase = "given-up";
    this.#why = why;
    this.#backAt = now + this.#wait;
    this.#wait = Math.min(this.#wait * 2, most);
    this.#heldSince = Infinity;
  }
}

function unwilling(state: CabinetState, latched: boolean): string | null {
  if (latched) return `has latched a fault (state ${state}); find the cause and reset it there`;
  return UNWILLING.includes(state) ? `is in state ${state} and takes no commands` : null;
}

const unlike = (state: CabinetState, { unlikeMs }: TenureTimes): string =>
  state === "remote"
    ? `does not show what was asked for ${unlikeMs} ms; check lamps, fuses and lamp feedback`
    : `has not given control for ${unlikeMs} ms: it is in state ${state}; check its remote switch`;
