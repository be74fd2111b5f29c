/**
 * A Modbus TCP port for modbus-serial that lets nothing through but the answer to the one request in flight.
 *
 * The library's own port hands one request the answer to another, accepts a wrong protocol id and a wrong write
 * echo, and goes deaf after one bad length. Here the answer must carry the id, unit, function, size and echo of
 * the request; anything else, also bytes nobody asked for, breaks the line for good. A new line needs a new port.
 */
import { EventEmitter } from "node:events";
import { type Socket, connect } from "node:net";
import { crc16 } from "@crossing/config";

/** Why a line is over: the other side broke the rules, or the line was closed. */
export interface Broken {
  readonly kind: "violation" | "closed";
  readonly why: string;
}

/** Where to connect, and whom to tell when the line breaks. */
export interface PortOptions {
  readonly host: string;
  readonly port: number;
  readonly connectTimeoutMs: number;
  readonly onBroken: (broken: Broken) => void;
}

const HEADER = 6;
const LARGEST_LENGTH = 254; // Modbus Messaging on TCP/IP: unit and PDU together.
// The library keeps an entry per id for ever, so ids go round early.
const IDS = 1000;

/** See the head of the file. The underscored names are those the library reads and writes. */
export class StrictTcpPort extends EventEmitter {
  isOpen = false;
  _transactionIdRead = 1;
  _transactionIdWrite = 1;
  readonly #options: PortOptions;
  #socket: Socket | null = null;
  #received: Buffer = Buffer.alloc(0);
  #inFlight: Request | null = null;

  constructor(options: PortOptions) {
    super();
    this.#options = options;
  }

  /** Connects; the callback hears once, with an error when it failed. */
  open(callback: (error?: Error) => void): void {
    const { host, port, connectTimeoutMs } = this.#options;
    const socket = connect({ host, port, noDelay: true });
    let settled = false;
    const settle = (error?: Error): void => {
      if (settled) return;
      settled = true;
      clearTimeout(deadline);
      if (error !== undefined) socket.destroy();
      callback(error);
    };
    const deadline = setTimeout(
      () => settle(new Error(`no connection in ${connectTimeoutMs} ms`)),
      connectTimeoutMs,
    );
    socket.on("error", settle); // stays for the life of the socket: an unheard error would end the process
    socket.once("close", () => settle(new Error("closed while connecting")));
    socket.once("connect", () => {
      this.#listen(socket);
      settle();
    });
    this.#socket = socket;
  }

  /** Ends the line without a word to the other side's application; safe to call twice. */
  destroy(callback?: () => void): void {
    this.isOpen = false;
    this.#inFlight = null;
    this.#socket?.destroy();
    callback?.();
  }

  /** The library's word for `destroy`. A polite close waits for the other side, which may be dead. */
  close(callback?: () => void): void {
    this.destroy(callback);
  }

  /** Nobody waits for the answer any more: when it comes late, it breaks the line. */
  abandon(): void {
    this.#inFlight = null;
  }

  /** Sends one request, as the library hands it over: unit, PDU, CRC. */
  write(adu: Buffer): void {
    const body = adu.subarray(0, -2);
    const id = this._transactionIdWrite;
    const frame = Buffer.alloc(HEADER + body.length);
    frame.writeUInt16BE(id, 0);
    frame.writeUInt16BE(body.length, 4);
    body.copy(frame, HEADER);
    this.#inFlight = { id, body: Buffer.from(body) };
    this._transactionIdWrite = (id % IDS) + 1;
    this.#socket?.write(frame);
  }

  #listen(socket: Socket): void {
    this.isOpen = true;
    socket.on("data", (bytes) => this.#receive(bytes));
    socket.on("end", () => this.#broken("closed", "the cabinet closed the line"));
    socket.on("close", () => this.#broken("closed", "the line was reset"));
  }

  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    while (this.isOpen && this.#received.length > 0) {
      const request = this.#inFlight;
      if (request === null) return this.#broken("violation", "bytes that nobody asked for");
      const wrong = wrongHeader(this.#received, request);
      if (wrong !== null) return this.#broken("violation", wrong);
      if (!complete(this.#received)) return;
      this.#deliver(request, HEADER + this.#received.readUInt16BE(4));
    }
  }

  #deliver(request: Request, size: number): void {
    const answer = this.#received.subarray(HEADER, size);
    this.#received = this.#received.subarray(size);
    const wrong = wrongAnswer(answer, request.body);
    if (wrong !== null) return this.#broken("violation", wrong);
    this.#inFlight = null;
    this._transactionIdRead = request.id;
    const adu = Buffer.alloc(answer.length + 2);
    answer.copy(adu);
    adu.writeUInt16LE(crc16(answer), answer.length);
    this.emit("data", adu);
  }

  #broken(kind: Broken["kind"], why: string): void {
    if (!this.isOpen) return;
    this.destroy();
    this.#options.onBroken({ kind, why });
  }
}

/** The one request that may be answered now: its id, unit and PDU. */
interface Request {
  readonly id: number;
  readonly body: Buffer;
}

const complete = (bytes: Buffer): boolean =>
  bytes.length >= HEADER && bytes.length >= HEADER + bytes.readUInt16BE(4);

/** What is wrong with as much of the header as is here; null: nothing so far. */
function wrongHeader(bytes: Buffer, request: Request): string | null {
  if (bytes.length < 2) return null;
  const id = bytes.readUInt16BE(0);
  if (id !== request.id) return `answer carries id ${id}, asked with ${request.id}`;
  if (bytes.length < 4) return null;
  const protocol = bytes.readUInt16BE(2);
  if (protocol !== 0) return `protocol id ${protocol}, expected 0`;
  if (bytes.length < HEADER) return null;
  const length = bytes.readUInt16BE(4);
  return length < 3 || length > LARGEST_LENGTH ? `length ${length}, expected 3 to 254` : null;
}

/** What is wrong with a whole answer (unit and PDU) to a request; null: nothing. */
function wrongAnswer(answer: Buffer, request: Buffer): string | null {
  const [unit, code] = [answer[0], answer[1]];
  const asked = request[1] ?? 0;
  if (unit !== request[0]) return `answer of unit ${unit}, asked unit ${request[0]}`;
  if (code === (asked | 0x80)) return answer.length === 3 ? null : "exception of a wrong size";
  if (code !== asked) return `answer to function ${code}, asked function ${asked}`;
  return asked === 3 ? wrongRead(answer, request) : wrongEcho(answer, request);
}

function wrongRead(answer: Buffer, request: Buffer): string | null {
  const bytes = request.readUInt16BE(4) * 2;
  const fits = answer[2] === bytes && answer.length === 3 + bytes;
  return fits
    ? null
    : `answer of ${answer.length - 3} bytes that says ${answer[2]}, expected ${bytes}`;
}

/** Functions 6 and 16 answer with the address and the value or count they were given. */
const wrongEcho = (answer: Buffer, request: Buffer): string | null =>
  answer.length === 6 && answer.subarray(2).equals(request.subarray(2, 6))
    ? null
    : "the write was acknowledged for another address or size";
