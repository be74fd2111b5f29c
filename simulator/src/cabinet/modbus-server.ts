/** A Modbus TCP server for one unit: functions 3, 6, 16 and 23 over holding registers that somebody else keeps. */
import { type AddressInfo, type Server, type Socket, createServer } from "node:net";

/** An answer that is an exception: 1 function, 2 address, 3 value. */
export type Exception = 1 | 2 | 3;

/** Who keeps the registers. Either takes a write whole or refuses it whole. */
export interface Registers {
  read(at: number, count: number): readonly number[] | Exception;
  write(at: number, words: readonly number[], fc: 6 | 16 | 23): Exception | null;
}

/** Where to listen and for whom. */
export interface ServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Requests for other units are not answered. */
  readonly unit: number;
  readonly registers: Registers;
  /** While true, nothing is read or answered. */
  readonly mute: () => boolean;
}

/** A running server. */
export interface ModbusServer {
  readonly address: { readonly host: string; readonly port: number };
  close(): Promise<void>;
}

/** Starts to listen. Rejects when the address is taken. */
export function serveModbus(options: ServerOptions): Promise<ModbusServer> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    answerOn(socket, options);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, () => {
      const { port } = server.address() as AddressInfo;
      const address = { host: options.host, port };
      resolve({ address, close: () => closeAll(server, sockets) });
    });
  });
}

const HEADER = 6;

function answerOn(socket: Socket, options: ServerOptions): void {
  let received: Buffer = Buffer.alloc(0);
  socket.on("data", (bytes) => {
    received = options.mute() ? Buffer.alloc(0) : Buffer.concat([received, bytes]);
    received = answerFrames(socket, received, options);
  });
}

/** As much of a connection as is used here. */
export interface Answering {
  write(bytes: Buffer): unknown;
  destroy(): unknown;
}

/** Answers every whole request; what is left over is the beginning of the next. Nonsense ends the connection. */
export function answerFrames(
  socket: Answering,
  received: Buffer,
  options: Pick<ServerOptions, "unit" | "registers">,
): Buffer {
  let rest = received;
  while (rest.length >= HEADER) {
    const length = rest.readUInt16BE(4);
    if (rest.readUInt16BE(2) !== 0 || length < 2 || length > 254) {
      socket.destroy();
      return Buffer.alloc(0);
    }
    if (rest.length < HEADER + length) return rest;
    const answer = answerTo(rest.subarray(HEADER, HEADER + length), options);
    if (answer !== null) socket.write(framed(rest.readUInt16BE(0), answer));
    rest = rest.subarray(HEADER + length);
  }
  return rest;
}

function framed(id: number, body: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(HEADER + body.length);
  frame.writeUInt16BE(id, 0);
  frame.writeUInt16BE(0, 2);
  frame.writeUInt16BE(body.length, 4);
  frame.set(body, HEADER);
  return frame;
}

/** Unit and PDU of the answer; null: the request is for another unit. */
function answerTo(
  request: Buffer,
  { unit, registers }: Pick<ServerOptions, "unit" | "registers">,
): Buffer | null {
  if (request[0] !== unit) return null;
  const code = request[1] ?? 0;
  const answer = pduTo(request.subarray(1), registers);
  if (typeof answer === "number") return Buffer.from([unit, code | 0x80, answer]);
  const body = Buffer.allocUnsafe(2 + answer.length);
  body[0] = unit;
  body[1] = code;
  body.set(answer, 2);
  return body;
}

function pduTo(pdu: Buffer, registers: Registers): Buffer | Exception {
  const code = pdu[0];
  if (code === 23) return exchanged(pdu, registers);
  if (code !== 3 && code !== 6 && code !== 16) return 1;
  if (pdu.length < 5) return 3;
  const [at, second] = [pdu.readUInt16BE(1), pdu.readUInt16BE(3)];
  if (code === 3) return readFor(at, second, registers);
  const words = code === 6 ? [second] : blockIn(pdu, second);
  if (words === null) return 3;
  return registers.write(at, words, code) ?? pdu.subarray(1, 5);
}

/** Function 23: the write first, then the read; a write that is refused reads nothing. */
function exchanged(pdu: Buffer, registers: Registers): Buffer | Exception {
  if (pdu.length < 10) return 3;
  const count = pdu.readUInt16BE(7);
  const words = blockIn(Buffer.concat([pdu.subarray(0, 1), pdu.subarray(5)]), count);
  if (words === null) return 3;
  const refused = registers.write(pdu.readUInt16BE(5), words, 23);
  return refused ?? readFor(pdu.readUInt16BE(1), pdu.readUInt16BE(3), registers);
}

function readFor(at: number, count: number, registers: Registers): Buffer | Exception {
  if (count < 1 || count > 125) return 3;
  const words = registers.read(at, count);
  if (typeof words === "number") return words;
  const answer = Buffer.allocUnsafe(1 + words.length * 2);
  answer[0] = count * 2;
  for (let n = 0; n < words.length; n += 1) answer.writeUInt16BE(words[n]!, 1 + n * 2);
  return answer;
}

/** The words of a function 16 (address, count, bytes, words), if as many came as were announced. */
function blockIn(pdu: Buffer, count: number): number[] | null {
  const whole = count >= 1 && count <= 123 && pdu[5] === count * 2 && pdu.length === 6 + count * 2;
  if (!whole) return null;
  const words: number[] = [];
  for (let at = 6; at < pdu.length; at += 2) words.push(pdu.readUInt16BE(at));
  return words;
}

const closeAll = (server: Server, sockets: ReadonlySet<Socket>): Promise<void> =>
  new Promise((resolve) => {
    for (const socket of sockets) socket.destroy();
    server.close(() => resolve());
  });
