/** A Modbus TCP server that answers as a test tells it to: rightly, wrongly, late, or not at all. */
import { type AddressInfo, type Socket, createServer } from "node:net";

/** One request as it came, and the line it came on. */
export interface Request {
  readonly id: number;
  readonly unit: number;
  readonly fc: number;
  readonly at: number;
  readonly count: number;
  /** Words of a write. */
  readonly data: readonly number[];
  /** Unit and PDU as they came. */
  readonly body: Buffer;
  readonly socket: Socket;
  /** The right answer: each register holds its own address; a write is acknowledged. */
  readonly right: Buffer;
}

/** A running server. */
export interface FaultServer {
  readonly port: number;
  /** Connections taken so far. */
  connections(): number;
  /** Resets every line. */
  cut(): void;
  close(): Promise<void>;
}

/** Starts on a free port of loopback; `answer` is called for each request. */
export function startFaultServer(answer: (request: Request) => void): Promise<FaultServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => undefined);
    let received = Buffer.alloc(0);
    socket.on("data", (bytes) => {
      received = Buffer.concat([received, bytes]);
      while (received.length >= 12) {
        const size = 6 + received.readUInt16BE(4);
        if (received.length < size) return;
        answer(requestOf(received.subarray(0, size), socket));
        received = received.subarray(size);
      }
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        connections: () => connections,
        cut: () => {
          for (const socket of sockets) socket.resetAndDestroy();
          sockets.clear();
        },
        close: () =>
          new Promise((done) => {
            for (const socket of sockets) socket.destroy();
            server.close(() => done());
          }),
      });
    });
  });
}

/** A frame with its header. */
export function frame(id: number, body: readonly number[], protocol = 0): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(protocol, 2);
  header.writeUInt16BE(body.length, 4);
  return Buffer.concat([header, Buffer.from(body)]);
}

function requestOf(bytes: Buffer, socket: Socket): Request {
  const [id, unit, fc] = [bytes.readUInt16BE(0), bytes.readUInt8(6), bytes.readUInt8(7)];
  const [at, count] = [bytes.readUInt16BE(8), bytes.readUInt16BE(10)];
  const words = Array.from({ length: count }, (_, n) => [(at + n) >> 8, (at + n) & 0xff]).flat();
  const right =
    fc === 3
      ? frame(id, [unit, fc, words.length, ...words])
      : frame(id, [unit, fc, ...bytes.subarray(8, 12)]);
  const data =
    fc === 16 ? Array.from({ length: count }, (_, n) => bytes.readUInt16BE(13 + n * 2)) : [];
  return { id, unit, fc, at, count, data, body: Buffer.from(bytes.subarray(6)), socket, right };
}
