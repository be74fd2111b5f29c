/** Tells the log of the line: once when the link changes, or when it is down for another reason after a while. */
import type { Link } from "@crossing/config";

const TELL_AGAIN_MS = 60_000;

/** Never one line a tick. */
export class Teller {
  readonly #say: (what: string) => void;
  #link: Link | null = null;
  #what = "";
  #at = -Infinity;

  constructor(say: (what: string) => void) {
    this.#say = say;
  }

  tell(link: Link, what: string, now: number): void {
    const same = withoutNumbers(what) === withoutNumbers(this.#what);
    if (link === this.#link && (same || now - this.#at < TELL_AGAIN_MS)) return;
    this.#link = link;
    this.#what = what;
    this.#at = now;
    this.#say(what);
  }
}

const withoutNumbers = (what: string): string => what.replace(/\d+/g, "");
