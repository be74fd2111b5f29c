/**
 * The watchdog put to the proof, before anything is lit: given control once, and then silence.
 *
 *   due ──► asked ──► silent ──► proven
 *            ▲  └── not given ──┘  └──► failed
 *
 * Many cabinets have their watchdog switched off when they are delivered, and then hold the last lamps for ever. What
 * is asked for is what is shown already, so nobody in the street sees it.
 */
import type { CabinetState } from "@crossing/config";

/** What to do in this cycle. */
export type ProofStep = "ask" | "wait" | "proven" | "failed";

/** What a status says. */
export interface ProofNews {
  readonly state: CabinetState;
  readonly faults: readonly string[];
  /** Whether somebody moves by what is lit now: then it is not touched. */
  readonly moving: boolean;
  readonly now: number;
}

// For the cabinet to act on it after its time is over.
const ACTS_WITHIN_MS = 500;
// Whoever switches the watchdog on need not start control anew.
const AGAIN_MS = 60_000;

/** See the head of the file. */
export class Proof {
  #phase: "due" | "asked" | "silent" | "proven" | "failed" = "due";
  #who = "";
  #withinMs = 0;
  #askedAt = -Infinity;

  get done(): boolean {
    return this.#phase === "proven";
  }

  /** Whether control was asked for to prove it, and what comes of it is our doing. */
  get begun(): boolean {
    return this.#phase === "asked" || this.#phase === "silent";
  }

  /** A cabinet was identified. Another one than before, or one set up anew, has to prove itself again; so has one that failed. */
  begin(who: string, withinMs: number): void {
    if (this.#phase !== "proven" || who !== this.#who) this.#phase = "due";
    this.#who = who;
    this.#withinMs = withinMs;
  }

  /** A command was sent that asks for control. */
  asked(now: number): void {
    this.#phase = "asked";
    this.#askedAt = now;
  }

  /** What the cabinet's status makes of it. */
  judge({ state, faults, moving, now }: ProofNews): ProofStep {
    if (this.#phase === "proven") return "proven";
    if (this.#phase === "failed") {
      if (now - this.#askedAt < AGAIN_MS) return "failed";
      this.#phase = "due";
    }
    const tripped = state === "safe" && faults.includes("comm-watchdog");
    if (tripped || (this.#phase === "silent" && state !== "remote"))
      return (this.#phase = "proven");
    if (this.#phase === "silent" || (this.#phase === "asked" && state === "remote")) {
      this.#phase = "silent";
      if (now - this.#askedAt <= this.#withinMs + ACTS_WITHIN_MS) return "wait";
      return (this.#phase = "failed");
    }
    return moving ? "wait" : "ask";
  }
}
