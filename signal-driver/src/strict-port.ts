/**
 * A Modbus TCP line that lets nothing through but the answer to the one request in flight.
 *
 * The answer must carry the id, unit, function, size and echo of the request; anything else, also bytes nobody
 * asked for, breaks the line for good. A new line needs a new port.
 */
import { wrongAnswer } from "./answers.ts";
import type { Port, PortEvents } from "./port.ts";
import type { Stream, Surroundings } from "./surroundings.ts";

/** Where to connect. */
export interface TcpEndpoint {
  readonly host: string;
  readonly port: number;
  readonly connectTimeoutMs: number;
}

const HEADER = 6;
const LARGEST_LENGTH = 254; // Modbus Messaging on TCP/IP: unit and PDU together.
const IDS = 0xffff;

/** See the head of the file. */
export class StrictTcpPort implements Port {
  readonly #to: TcpEndpoint;
  readonly #events: PortEvents;
  #open = false;
  readonly #surroundings: Surroundings;
  #socket: Stream | null = null;
  #received: Buffer | null = null;
  #id = 0;
  #inFlight: Buffer | null = null;

  constructor(to: TcpEndpoint, events: PortEvents, surroundings: Surroundings) {
    this.#to = to;
    this.#surroundings = surroundings;
    this.#events = events;
  }

  open(): Promise<string | null> {
    const { host, port, connectTimeoutMs } = this.#to;
    const socket = this.#surroundings.connect({ host, port });
    this.#socket = socket;
    return new Promise((resolve) => {
      const settle = (trouble: string | null): void => {
        deadline.cancel();
        if (trouble !== null) socket.destroy();
        resolve(trouble);
      };
      const deadline = this.#surroundings.after(connectTimeoutMs, () =>
        settle(`no connection in ${connectTimeoutMs} ms`),
      );
      // Stays for the life of the socket: an unheard error would end the process.
      socket.on("error", (error) => settle(error.message));
      socket.on("close", () => settle("closed while connecting"));
      socket.on("connect", () => {
        this.#listen(socket);
        settle(null);
      });
    });
  }

  close(): void {
    this.#open = false;
    this.#inFlight = null;
    // Not a polite end: that waits for the other side, which may be dead.
    this.#socket?.destroy();
  }

  abandon(): void {
    this.#inFlight = null;
  }

  send(request: Buffer): void {
    this.#id = (this.#id % IDS) + 1;
    const frame = Buffer.allocUnsafe(HEADER + request.length);
    frame.writeUInt16BE(this.#id, 0);
    frame.writeUInt16BE(0, 2);
    frame.writeUInt16BE(request.length, 4);
    request.copy(frame, HEADER);
    this.#inFlight = request;
    this.#socket?.write(frame);
  }

  #listen(socket: Stream): void {
    this.#open = true;
    socket.on("data", (bytes) => this.#receive(bytes));
    socket.on("end", () => this.#broken("closed", "the cabinet closed the line"));
    socket.on("close", () => this.#broken("closed", "the line was reset"));
  }

  #receive(bytes: Buffer): void {
    let rest = this.#received === null ? bytes : Buffer.concat([this.#received, bytes]);
    this.#received = null;
    while (this.#open && rest.length > 0) {
      const request = this.#inFlight;
      if (request === null) return this.#broken("violation", "bytes that nobody asked for");
      const wrong = wrongHeader(rest, this.#id);
      if (wrong !== null) return this.#broken("violation", wrong);
      const size = rest.length < HEADER ? Infinity : HEADER + rest.readUInt16BE(4);
      if (rest.length < size) {
        this.#received = rest;
        return;
      }
      this.#deliver(request, rest.subarray(HEADER, size));
      rest = rest.subarray(size);
    }
  }

  #deliver(request: Buffer, answer: Buffer): void {
    const wrong = wrongAnswer(answer, request);
    if (wrong !== null) return this.#broken("violation", wrong);
    this.#inFlight = null;
    this.#events.onAnswer(answer);
  }

  #broken(kind: "violation" | "closed", why: string): void {
    if (!this.#open) return;
    this.close();
    this.#events.onBroken({ kind, why });
  }
}

/** What is wrong with as much of the header as is here; null: nothing so far. */
function wrongHeader(bytes: Buffer, asked: number): string | null {
  if (bytes.length < 2) return null;
  const id = bytes.readUInt16BE(0);
  if (id !== asked) return `answer carries id ${id}, asked with ${asked}`;
  if (bytes.length < 4) return null;
  const protocol = bytes.readUInt16BE(2);
  if (protocol !== 0) return `protocol id ${protocol}, expected 0`;
  if (bytes.length < HEADER) return null;
  const length = bytes.readUInt16BE(4);
  return length < 3 || length > LARGEST_LENGTH ? `length ${length}, expected 3 to 254` : null;
}
