/** The listening end of a link. Peers say who they are with their first record. */
import { rmSync } from "node:fs";
import { type Server, type Socket, createServer } from "node:net";
import { type LineReader, type LinkRecord, readLines } from "./lines.ts";
import { type KeyOf, type Outlet, byTypeAndSource, createOutlet } from "./outlet.ts";

/** The listening end, while it is open. */
export interface LinkServer {
  /** Sends to the peer of that name, or keeps the newest of each kind until it is there. */
  send(peer: string, record: LinkRecord): void;
  /** Names of the peers that are connected. */
  peers(): readonly string[];
  /** Lines dropped since the start: too long, no JSON, or before the peer said its name. */
  junk(): number;
  close(): Promise<void>;
}

/** How to listen. */
export interface LinkServerOptions {
  /** Path of the Unix socket; what is left of an earlier one is removed. */
  readonly path: string;
  /** Longest line that is read, bytes. */
  readonly maxLine: number;
  /** Peers for whom other than the newest of each kind is kept, with how it is kept. */
  readonly keep?: Readonly<Record<string, { readonly keyOf: KeyOf; readonly limit: number }>>;
  readonly onRecord: (peer: string, record: LinkRecord) => void;
}

/** First record of a client. */
export interface Hello extends LinkRecord {
  readonly type: "hello";
  readonly peer: string;
}

/** Listens; rejects only when the path cannot be listened on. */
export async function serveLink(options: LinkServerOptions): Promise<LinkServer> {
  const outlets = new Map<string, Outlet>();
  const connected = new Map<string, Socket>();
  const sockets = new Set<Socket>();
  const readers = new Set<LineReader>();
  let junkOfTheGone = 0;

  const outletOf = (peer: string): Outlet => {
    const kept = options.keep?.[peer];
    const outlet = outlets.get(peer) ?? createOutlet(kept?.keyOf ?? byTypeAndSource, kept?.limit);
    outlets.set(peer, outlet);
    return outlet;
  };
  const introduce = (peer: string, socket: Socket): void => {
    // The older connection of a peer that came back is dead, even when nobody has noticed yet.
    connected.get(peer)?.destroy();
    connected.set(peer, socket);
    outletOf(peer).attach(socket);
  };
  const accept = (socket: Socket): void => {
    let peer: string | null = null;
    const reader = readLines(options.maxLine, (record) => {
      if (peer !== null) return options.onRecord(peer, record);
      if (!isHello(record)) return void (junkOfTheGone += 1);
      peer = record.peer;
      introduce(peer, socket);
    });
    sockets.add(socket);
    readers.add(reader);
    socket.on("data", (chunk) => reader.push(chunk));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      sockets.delete(socket);
      readers.delete(reader);
      junkOfTheGone += reader.junk();
      if (peer === null) return;
      outlets.get(peer)?.detach(socket);
      if (connected.get(peer) === socket) connected.delete(peer);
    });
  };

  const server = createServer(accept);
  server.maxConnections = 16;
  await listen(server, options.path);
  return {
    send: (peer, record) => outletOf(peer).send(record),
    peers: () => [...connected.keys()],
    junk: () => [...readers].reduce((sum, reader) => sum + reader.junk(), junkOfTheGone),
    close: () => close(server, sockets),
  };
}

const isHello = (record: LinkRecord): record is Hello =>
  record.type === "hello" && "peer" in record && typeof record.peer === "string";

function listen(server: Server, path: string): Promise<void> {
  rmSync(path, { force: true });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Also those who have not said a name yet: the server would wait for them for ever. */
function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
