/**
 * Sequence numbers and heartbeats: what we wrote, and whether what the cabinet echoes is ours.
 *
 * The pair of both is our handwriting. An echo that is neither of our last two is old (the cabinet's picture is
 * frozen), and one that we never wrote is somebody else's.
 */

/** What a block carries, or what the cabinet echoes. */
export interface Mark {
  readonly seq: number;
  readonly heartbeat: number;
}

/** Whose block the cabinet took last. */
export type Hand = "ours" | "stale" | "foreign";

/** How many of the last blocks are known again when they are echoed. */
export const REMEMBERED = 8;
const next = (word: number): number => (word + 1) & 0xffff;

/** Remembers the last marks, newest first. */
export class Handwriting {
  #marks: Mark[] = [];
  #said = "";

  /** Goes on from what the cabinet says it took last, whoever wrote it. */
  adopt(mark: Mark): void {
    this.#marks = [mark];
    this.#said = "";
  }

  /**
   * The mark for a new block. `said` is its content: a new content has a new sequence number. Without `beat` the
   * heartbeat stands still, and the block does not feed the cabinet's watchdog.
   */
  next(said: string, beat = true): Mark {
    const last = this.#marks[0] ?? { seq: 0, heartbeat: 0 };
    const seq = said === this.#said ? last.seq : next(last.seq);
    const mark = { seq, heartbeat: beat ? next(last.heartbeat) : last.heartbeat };
    this.#said = said;
    this.#marks = [mark, ...this.#marks].slice(0, REMEMBERED);
    return mark;
  }

  /** Whose mark this is. A slow cabinet may be one block behind. */
  judge(echo: Mark): Hand {
    const age = this.#marks.findIndex(
      ({ seq, heartbeat }) => seq === echo.seq && heartbeat === echo.heartbeat,
    );
    if (age === -1) return "foreign";
    return age <= 1 ? "ours" : "stale";
  }
}
