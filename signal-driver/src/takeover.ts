/**
 * When a cabinet that we have just reached may be written to.
 *
 * A cabinet in remote that took its last block from somebody else is only watched: a living master keeps its
 * heartbeat moving and keeps the cabinet; a dead one (our own run before a crash, say) loses it to the watchdog. A
 * watchdog that does not act then is none, and a cabinet without one is not driven.
 */
import type { CabinetState } from "@crossing/config";
import type { Hand, Mark } from "./handwriting.ts";

/** What one look at the cabinet gives; `dead`: nobody writes, and its watchdog has not acted. */
export type Verdict = "take" | "wait" | "foreign" | "dead";

/** What a look sees. */
export interface Look {
  readonly state: CabinetState;
  readonly echo: Mark;
  readonly hand: Hand;
  /** The cabinet says itself that it is somebody else's. */
  readonly owned: boolean;
  readonly now: number;
}

// No watchdog of this map is longer than 2 s; half a second for the cabinet to act on it.
const QUIET_MS = 2500;

/** Remembers what the looks before saw. */
export class Takeover {
  #first: { readonly echo: Mark; readonly at: number } | null = null;

  /** Begins anew: a new connection, or somebody else was seen to write. */
  restart(): void {
    this.#first = null;
  }

  /** What to do after this look. */
  judge({ state, echo, hand, owned, now }: Look): Verdict {
    const untouched = !owned && echo.seq === 0 && echo.heartbeat === 0;
    if (state !== "remote" || (hand !== "foreign" && !owned) || untouched) return "take";
    this.#first ??= { echo, at: now };
    const moved =
      this.#first.echo.heartbeat !== echo.heartbeat || this.#first.echo.seq !== echo.seq;
    if (moved) {
      this.#first = { echo, at: now };
      return "foreign";
    }
    return now - this.#first.at >= QUIET_MS ? "dead" : "wait";
  }
}
