/**
 * A Modbus RTU line over a serial port that lets nothing through but the answer to the one request in flight.
 *
 * RTU answers carry no id, so a late one could pass for the next. Therefore a request that was not answered in
 * time ends the line (its driver opens a new one), what came meanwhile is thrown away when a port is opened, and bytes
 * that nobody asked for end the line too. Frames are known by the size their request calls for, not by pauses.
 */
import { crc16 } from "@crossing/config";
import { answerSize, wrongAnswer } from "./answers.ts";
import type { Port, PortEvents } from "./port.ts";

/** A serial line. */
export interface SerialEndpoint {
  readonly path: string;
  readonly baud: number;
  readonly parity: "even" | "odd" | "none";
  readonly stop_bits: 1 | 2;
}

/** As much of a serial port as is used here. */
interface SerialLine {
  open(done: (error: Error | null) => void): void;
  flush(done: (error: Error | null) => void): void;
  write(bytes: Buffer): boolean;
  close(done: (error: Error | null) => void): void;
  readonly isOpen: boolean;
  on(event: "data", heard: (bytes: Buffer) => void): unknown;
  on(event: "error" | "close", heard: (error: Error | null) => void): unknown;
}

const EXCEPTION_SIZE = 3;
const CRC = 2;

/** How long request and answer take on the wire, with half of it on top, ms: start, 8 data, parity and stop bits a byte. */
export function wireMs({ baud, parity, stop_bits }: SerialEndpoint, request: Buffer): number {
  const bits = 9 + (parity === "none" ? 0 : 1) + stop_bits;
  return Math.ceil(((request.length + answerSize(request) + 2 * CRC) * bits * 1500) / baud);
}

/** See the head of the file. */
export class StrictRtuPort implements Port {
  readonly #to: SerialEndpoint;
  readonly #events: PortEvents;
  #line: SerialLine | null = null;
  #received: Buffer = Buffer.alloc(0);
  #inFlight: Buffer | null = null;

  constructor(to: SerialEndpoint, events: PortEvents) {
    this.#to = to;
    this.#events = events;
  }

  async open(): Promise<string | null> {
    const made = await serialLine(this.#to);
    if (typeof made === "string") return made;
    const trouble = await new Promise<Error | null>((resolve) => made.open(resolve));
    if (trouble !== null && trouble !== undefined) return trouble.message;
    await new Promise((resolve) => made.flush(resolve));
    this.#line = made;
    made.on("data", (bytes) => this.#receive(bytes));
    made.on("close", () => this.#broken("closed", "the serial port is gone"));
    // An adapter that is pulled out while bytes are on their way says so here, and nobody listening would end the program.
    made.on("error", (error) => this.#broken("closed", error?.message ?? "the serial port failed"));
    return null;
  }

  close(): void {
    const line = this.#line;
    this.#line = null;
    this.#inFlight = null;
    if (line?.isOpen === true) line.close(() => undefined);
  }

  abandon(): void {
    this.#inFlight = null;
  }

  send(request: Buffer): void {
    this.#inFlight = request;
    this.#received = Buffer.alloc(0);
    const frame = Buffer.alloc(request.length + CRC);
    request.copy(frame);
    frame.writeUInt16LE(crc16(request), request.length);
    this.#line?.write(frame);
  }

  #receive(bytes: Buffer): void {
    const request = this.#inFlight;
    if (request === null) return this.#broken("violation", "bytes that nobody asked for");
    this.#received = Buffer.concat([this.#received, bytes]);
    const size = sizeOf(this.#received, request) + CRC;
    if (this.#received.length < size) return;
    const answer = this.#received.subarray(0, size - CRC);
    const wrong = wrongFrame(this.#received, answer) ?? wrongAnswer(answer, request);
    if (wrong !== null) return this.#broken("violation", wrong);
    this.#inFlight = null;
    this.#events.onAnswer(answer);
  }

  #broken(kind: "violation" | "closed", why: string): void {
    if (this.#line === null) return;
    this.close();
    this.#events.onBroken({ kind, why });
  }
}

/** The size of unit and PDU that comes: that of the right answer, or of an exception. */
const sizeOf = (received: Buffer, request: Buffer): number =>
  (received[1] ?? 0) >= 0x80 ? EXCEPTION_SIZE : answerSize(request);

function wrongFrame(received: Buffer, answer: Buffer): string | null {
  if (received.length > answer.length + CRC) return "more bytes than the answer has";
  return received.readUInt16LE(answer.length) === crc16(answer)
    ? null
    : "CRC of the answer is wrong; check baud rate, parity and the cable's screen";
}

/** Loaded when it is wanted: a box on a network needs no serial port. A sentence when it cannot be. */
async function serialLine({
  path,
  baud,
  parity,
  stop_bits,
}: SerialEndpoint): Promise<SerialLine | string> {
  try {
    const { SerialPort } = await import("serialport");
    return new SerialPort({
      path,
      baudRate: baud,
      dataBits: 8,
      parity,
      stopBits: stop_bits,
      autoOpen: false,
    });
  } catch (error) {
    return `the serial port cannot be used: ${(error as Error).message}`;
  }
}
