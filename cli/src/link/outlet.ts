/** One direction of a link: records go out as fast as the peer takes them, the newest of each kind. */
import type { Socket } from "node:net";
import type { LinkRecord } from "./lines.ts";
import { createMailbox } from "./mailbox.ts";

/** Where records are put to be sent. Outlives the connections it is given. */
export interface Outlet {
  /** Never blocks and never grows: while the peer is slow or away, only the newest of each kind is kept. */
  send(record: LinkRecord): void;
  /** From now on records go to this socket; what waited goes at once. */
  attach(socket: Socket): void;
  /** The connection is gone: records wait. */
  detach(socket: Socket): void;
}

/** What makes two records the same kind of news; the newer one then replaces the older. */
export type KeyOf = (record: LinkRecord) => string;

/** Same type, and same camera or same id: the newest tells all. */
export const byTypeAndSource: KeyOf = (record) => {
  const { camera, id } = record as { readonly camera?: string; readonly id?: string };
  return `${record.type}/${camera ?? id ?? ""}`;
};

/** Different kinds of news kept for one peer; more than any room sends. */
const KINDS_MAX = 64;

/** An outlet that keeps at most `limit` records while they cannot be sent. */
export function createOutlet(keyOf: KeyOf = byTypeAndSource, limit = KINDS_MAX): Outlet {
  const mailbox = createMailbox(limit);
  let socket: Socket | null = null;
  let full = false;

  const flush = (): void => {
    if (socket === null || full) return;
    const line = mailbox.take();
    if (line === null) return;
    full = !socket.write(line);
    flush();
  };

  return {
    send(record) {
      mailbox.put(keyOf(record), `${JSON.stringify(record)}\n`);
      flush();
    },
    attach(next) {
      socket = next;
      full = false;
      next.on("drain", () => {
        if (socket === next) full = false;
        flush();
      });
      flush();
    },
    detach(gone) {
      if (socket === gone) socket = null;
    },
  };
}
