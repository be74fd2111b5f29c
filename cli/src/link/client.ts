/** The connecting end of a link. Comes back by itself for as long as it is not closed. */
import { type Socket, connect } from "node:net";
import { type LinkRecord, readLines } from "./lines.ts";
import { createOutlet } from "./outlet.ts";

/** The connecting end. */
export interface Link {
  /** Sends, or keeps the newest of each kind until the other end is there. */
  send(record: LinkRecord): void;
  connected(): boolean;
  /** Lines dropped since the start: too long, or no record. */
  junk(): number;
  close(): void;
}

/** How to connect. */
export interface LinkOptions {
  readonly path: string;
  /** The name said to the other end. */
  readonly peer: string;
  /** Longest line that is read, bytes. */
  readonly maxLine: number;
  readonly onRecord: (record: LinkRecord) => void;
}

const RETRY_FIRST_MS = 50;
const RETRY_LAST_MS = 1000;

/** Connects, and connects again after 50 ms to 1 s whenever the other end is gone. Never throws. */
export function connectLink(options: LinkOptions): Link {
  const outlet = createOutlet();
  let socket: Socket | null = null;
  let retry: NodeJS.Timeout | null = null;
  let wait = RETRY_FIRST_MS;
  let junk = 0;
  let closed = false;

  const open = (): void => {
    const next = connect(options.path);
    const reader = readLines(options.maxLine, options.onRecord);
    next.on("connect", () => {
      socket = next;
      wait = RETRY_FIRST_MS;
      next.write(`${JSON.stringify({ type: "hello", peer: options.peer })}\n`);
      outlet.attach(next);
    });
    next.on("data", (chunk) => reader.push(chunk));
    next.on("error", () => next.destroy());
    next.on("close", () => {
      junk += reader.junk();
      outlet.detach(next);
      socket = null;
      if (!closed) later();
    });
  };
  const later = (): void => {
    retry = setTimeout(open, wait);
    wait = Math.min(wait * 2, RETRY_LAST_MS);
  };

  open();
  return {
    send: (record) => outlet.send(record),
    connected: () => socket !== null,
    junk: () => junk,
    close() {
      closed = true;
      if (retry !== null) clearTimeout(retry);
      socket?.destroy();
    },
  };
}
