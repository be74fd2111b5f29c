/**
 * The least that can speak Modbus TCP: a socket that sends a frame, waits for as many bytes as the answer has, and takes
 * the words out. It checks nothing, has no deadline, and believes everything.
 */
import { once } from "node:events";
import { type Socket, connect } from "node:net";

/** One line, one request at a time. */
export interface BareClient {
  read(at: number, count: number): Promise<readonly number[]>;
  write(at: number, words: readonly number[]): Promise<void>;
  end(): void;
}

/** Connects to unit 1 on loopback. */
export async function bareClient(port: number): Promise<BareClient> {
  const socket: Socket = connect({ host: "127.0.0.1", port, noDelay: true });
  await once(socket, "connect");
  let wanted = 0;
  let parts: Buffer[] = [];
  let settle: (answer: Buffer) => void = () => undefined;
  socket.on("data", (bytes) => {
    parts.push(bytes);
    const got = parts.length === 1 ? bytes : Buffer.concat(parts);
    if (got.length < wanted) return;
    parts = [];
    settle(got);
  });
  const ask = (frame: Buffer, size: number): Promise<Buffer> =>
    new Promise((resolve) => {
      wanted = size;
      settle = resolve;
      socket.write(frame);
    });
  return {
    read: async (at, count) => wordsIn(await ask(readFrame(at, count), 9 + count * 2)),
    write: async (at, words) => void (await ask(writeFrame(at, words), 12)),
    end: () => socket.destroy(),
  };
}

function wordsIn(answer: Buffer): number[] {
  const words: number[] = [];
  for (let at = 9; at < answer.length; at += 2) words.push(answer.readUInt16BE(at));
  return words;
}

function readFrame(at: number, count: number): Buffer {
  const frame = Buffer.from([0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 0]);
  frame.writeUInt16BE(at, 8);
  frame.writeUInt16BE(count, 10);
  return frame;
}

function writeFrame(at: number, words: readonly number[]): Buffer {
  const frame = Buffer.alloc(13 + words.length * 2);
  frame.set([0, 1, 0, 0, 0, 7 + words.length * 2, 1, 16]);
  frame.writeUInt16BE(at, 8);
  frame.writeUInt16BE(words.length, 10);
  frame[12] = words.length * 2;
  words.forEach((word, n) => frame.writeUInt16BE(word, 13 + n * 2));
  return frame;
}
