/**
 * When a cabinet that we have just reached may be written to.
 *
 * A cabinet in remote that took its last block from somebody else is only watched: a living master keeps its
 * heartbeat moving and keeps the cabinet; a dead one (our own run before a crash, say) loses it to the watchdog.
 */
import type { CabinetState } from "@crossing/config";
import type { Hand, Mark } from "./handwriting.ts";

/** What one look at the cabinet gives. */
export type Verdict = "take" | "wait" | "foreign";

/** What a look sees. */
export interface Look {
  readonly state: CabinetState;
  readonly echo: Mark;
  readonly hand: Hand;
  readonly now: number;
}

// No watchdog of this map is longer than 2 s; half a second for the cabinet to act on it.
const QUIET_MS = 2500;

/** Remembers what the looks before saw. */
export class Takeover {
  #first: { readonly echo: Mark; readonly at: number } | null = null;
  #dead = false;

  /** Begins anew: a new connection, or somebody else was seen to write. */
  restart(): void {
    this.#first = null;
  }

  /** What to do after this look. */
  judge({ state, echo, hand, now }: Look): Verdict {
    const untouched = echo.seq === 0 && echo.heartbeat === 0;
    if (state !== "remote" || hand !== "foreign" || untouched) {
      if (state !== "remote") this.#dead = false;
      return "take";
    }
    this.#first ??= { echo, at: now };
    const moved =
      this.#first.echo.heartbeat !== echo.heartbeat || this.#first.echo.seq !== echo.seq;
    if (moved) {
      this.#first = { echo, at: now };
      return "foreign";
    }
    this.#dead = now - this.#first.at >= QUIET_MS;
    return this.#dead ? "take" : "wait";
  }

  /** The cabinet stayed in remote without a heartbeat: lamps that nobody commands are worse than to drive it, so it is driven, and told. */
  get watchdogDead(): boolean {
    return this.#dead;
  }
}
