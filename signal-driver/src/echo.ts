/** When the cabinet last answered one of our commands by its echo. */
import type { Mark } from "./handwriting.ts";

/** The cabinet works for us when it echoes a command of ours that it had not echoed before. */
export class Echo {
  #last: Mark | null = null;
  #at = -Infinity;

  /** What it echoes before we say anything. */
  begin(mark: Mark): void {
    this.#last = mark;
  }

  /** An echo has come; `ours`: it is one of our last. Whether it is a new one of ours. */
  hear(mark: Mark, ours: boolean, now: number): boolean {
    const fresh = ours && mark.heartbeat !== this.#last?.heartbeat;
    this.#last = mark;
    if (fresh) this.#at = now;
    return fresh;
  }

  /** For how long there was none, ms; Infinity: there never was. */
  silence(now: number): number {
    return now - this.#at;
  }
}
