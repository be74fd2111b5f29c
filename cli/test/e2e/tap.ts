/** A line that is listened to: everything that goes through it, in both directions. */
import { type Socket, connect, createServer } from "node:net";

/** A tapped line. */
export interface Tap {
  readonly port: number;
  /** All bytes so far. */
  heard(): Buffer;
  close(): void;
}

/** Listens on a free port and passes everything on to `port`. */
export async function tapLine(port: number): Promise<Tap> {
  const heard: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("data", (chunk: Buffer) => {
        heard.push(chunk);
        to.write(chunk);
      });
      from.on("close", () => to.destroy());
      from.on("error", () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" ? address!.port : 0,
    heard: () => Buffer.concat(heard),
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
