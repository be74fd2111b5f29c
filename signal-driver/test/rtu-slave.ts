/** A small PLC on a serial port: the registers of a simple cabinet behind RTU frames, answering as a test tells it to. */
import { crc16 } from "@crossing/config";
import { SerialPort } from "serialport";
import { type Bank, bankOf } from "./register-bank.ts";

/** A running slave. */
export interface RtuSlave {
  /** What becomes of each right answer; null: nothing is sent. */
  answer(how: (right: Buffer) => Buffer | null): void;
  close(): Promise<void>;
}

/** Opens the port and answers unit 1. */
export async function serveRtu(path: string): Promise<RtuSlave> {
  const bank: Bank = bankOf({});
  let how: (right: Buffer) => Buffer | null = (right) => right;
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false });
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error ? reject(error) : resolve()));
  });
  let received: Buffer = Buffer.alloc(0);
  port.on("data", (bytes: Buffer) => {
    received = Buffer.concat([received, bytes]);
    while (received.length >= 8) {
      const size = received[1] === 16 ? 9 + received[6]! : 8;
      if (received.length < size) return;
      const right = answerTo(received.subarray(0, size), bank);
      received = received.subarray(size);
      const sent = how(right);
      if (sent !== null) port.write(sent);
    }
  });
  return {
    answer: (other) => {
      how = other;
    },
    close: () => new Promise((resolve) => port.close(() => resolve())),
  };
}

function answerTo(request: Buffer, bank: Bank): Buffer {
  const [unit, code] = [request[0]!, request[1]!];
  const [at, count] = [request.readUInt16BE(2), request.readUInt16BE(4)];
  if (code === 3) {
    const words = bank.read(at, count);
    return framed([unit, code, count * 2, ...words.flatMap((word) => [word >> 8, word & 0xff])]);
  }
  bank.take(
    at,
    Array.from({ length: count }, (_, n) => request.readUInt16BE(7 + n * 2)),
  );
  return framed([...request.subarray(0, 6)]);
}

function framed(body: readonly number[]): Buffer {
  const crc = crc16(body);
  return Buffer.from([...body, crc & 0xff, crc >>> 8]);
}
