/**
 * The cable between box and cabinet, which somebody may pull.
 *
 * As with a real one, nobody is told: connections stay open, nothing passes in either direction, and a request that
 * was on its way arrives late when the plug is in again. A new connection seems to open and stays silent.
 */
import { type Server, type Socket, connect, createServer } from "node:net";
import type { HostPort } from "../ports.ts";

export interface Cable {
  pull(pulled: boolean): void;
  close(): Promise<void>;
}

/** Lays a cable from `box`, where the box connects to, to the cabinet. Rejects when the address of the box's end is taken. */
export function layCable(box: HostPort, cabinet: HostPort): Promise<Cable> {
  const ends = new Map<Socket, Socket>();
  let pulled = false;
  const attach = (end: Socket, other: Socket): void => {
    ends.set(end, other);
    if (pulled) end.pause();
    end.setNoDelay(true);
    end.on("data", (bytes) => other.write(bytes));
    end.on("end", () => other.end());
    end.on("error", () => end.destroy());
    // What became of one end is told to the other only while there is a line between them.
    end.on("close", () => {
      ends.delete(end);
      if (!pulled) other.destroy();
    });
  };
  const server = createServer({ pauseOnConnect: true }, (fromBox) => {
    const toCabinet = connect(cabinet);
    attach(fromBox, toCabinet);
    attach(toCabinet, fromBox);
    if (!pulled) fromBox.resume();
  });
  const cable: Cable = {
    pull(wanted) {
      pulled = wanted;
      for (const [end, other] of ends) {
        if (pulled) end.pause();
        else if (other.destroyed) end.destroy();
        else end.resume();
      }
    },
    close: () => closeAll(server, ends.keys()),
  };
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(box.port, box.host, () => resolve(cable));
  });
}

const closeAll = (server: Server, ends: Iterable<Socket>): Promise<void> =>
  new Promise((resolve) => {
    for (const end of ends) end.destroy();
    server.close(() => resolve());
  });
