/** What the link to a cabinet is called, and what is wrong with it in words, from all that is known of it. */
import type { Link } from "@crossing/config";

/** What is known. */
export interface Standing {
  /** Why the last check refused a command; null: it did not. */
  readonly unsafe: string | null;
  /** Why this cabinet is not driven; null: it is. */
  readonly refused: string | null;
  /** Why it did not take the last command; null: it did. */
  readonly rejected: string | null;
  /** What is wrong with the line; null: nothing. */
  readonly line: string | null;
  readonly open: boolean;
  /** Whether its watchdog is put to the proof. */
  readonly proving: boolean;
  /** Why the lamps are not ours to command; null: they are, or may be. */
  readonly tenure: string | null;
  /** For how long no command of ours has been echoed, ms; Infinity: none ever was. */
  readonly unverified: number;
  /** The longest that may be, ms. */
  readonly patience: number;
  /** The link was called lost, under our control, and has not been up since. */
  readonly lapsed: boolean;
}

const CONNECTING = "connecting";
const PROVING = "its watchdog is put to the proof";

/** The link in one word. */
export function linkOf({ unsafe, refused, tenure, unverified, patience, lapsed }: Standing): Link {
  if (unsafe !== null || refused !== null) return "refused";
  if (unverified > patience) return "lost";
  if (tenure === null) return "up";
  return lapsed ? "lost" : "mismatch";
}

/** What is wrong with a link that is not up, and what to do. */
export function troubleOf(standing: Standing): string {
  const { unsafe, refused, rejected, line, open, proving, tenure, unverified } = standing;
  if (unsafe !== null) {
    return `told to go safe, because ${unsafe} was asked for; find the cause, then clear the fault`;
  }
  if (refused !== null) return refused;
  if (line !== null) return line;
  if (rejected !== null) return `refuses our commands (${rejected})`;
  if (!open) return CONNECTING;
  if (proving) return tenure ?? PROVING;
  if (unverified === Infinity) return CONNECTING;
  return tenure ?? "has not taken our commands for a while; is it frozen?";
}

/** Whether this trouble only tells that we have just begun, and is not worth a line in the log. */
export const passing = (trouble: string | null): boolean =>
  trouble === CONNECTING || trouble === PROVING;
