/** What a line needs of the wire below it: one request at a time, and nothing but its answer comes back. */

/** Why a line is over: the other side broke the rules, or the line was closed. */
export interface Broken {
  readonly kind: "violation" | "closed";
  readonly why: string;
}

/** Who hears of a port. */
export interface PortEvents {
  /** Unit and PDU of the right answer to the request in flight, or an exception to it. */
  readonly onAnswer: (answer: Buffer) => void;
  /** Once, when the line is over. Not told when `close` was called. */
  readonly onBroken: (broken: Broken) => void;
}

/** A wire with framing of its own. */
export interface Port {
  /** Null when it is open, or a sentence that says why not. */
  open(): Promise<string | null>;
  /** Unit and PDU. The one before must have been answered or abandoned. */
  send(request: Buffer): void;
  /** Nobody waits for the answer any more: when it comes late, it breaks the line. */
  abandon(): void;
  /** Ends the line without a word to the other side; safe to call twice. */
  close(): void;
}
