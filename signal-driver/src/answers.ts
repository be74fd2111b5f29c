/**
 * Requests as bytes, and what is wrong with an answer: unit and PDU, the part that TCP and serial lines share.
 *
 * An answer must be of the unit, function, size and echo of its request; anything else is not an answer to it.
 */

/** Where words or bits are read. */
export type Area = "coils" | "discrete-inputs" | "registers" | "input-registers";

const READS: Readonly<Record<Area, number>> = {
  coils: 1,
  "discrete-inputs": 2,
  registers: 3,
  "input-registers": 4,
};
const WRITE_COILS = 15;
const WRITE_ONE = 6;
const WRITE_MANY = 16;
const READ_WRITE = 23;
const EXCEPTION = 0x80;

/** Functions 1 to 4: `count` bits or words from `at`. */
export function readRequest(unit: number, area: Area, at: number, count: number): Buffer {
  return header({ unit, code: READS[area], at, second: count, size: 6 });
}

/** Function 16: all words at once, from `at`. */
export function writeRequest(unit: number, at: number, words: readonly number[]): Buffer {
  const size = 7 + words.length * 2;
  const request = header({ unit, code: WRITE_MANY, at, second: words.length, size });
  request[6] = words.length * 2;
  putWords(request, 7, words);
  return request;
}

/** Function 6: one word at `at`. */
export function writeOneRequest(unit: number, at: number, word: number): Buffer {
  return header({ unit, code: WRITE_ONE, at, second: word, size: 6 });
}

/** Function 15: coils from `at`. */
export function writeCoilsRequest(unit: number, at: number, coils: readonly boolean[]): Buffer {
  const bytes = Math.ceil(coils.length / 8);
  const request = header({ unit, code: WRITE_COILS, at, second: coils.length, size: 7 + bytes });
  request[6] = bytes;
  coils.forEach((on, n) => {
    if (on) request[7 + (n >> 3)]! |= 1 << (n & 7);
  });
  return request;
}

/** Function 23: writes words, then reads; in that order, at the cabinet. */
export function exchangeRequest(
  unit: number,
  write: { readonly at: number; readonly words: readonly number[] },
  read: { readonly at: number; readonly count: number },
): Buffer {
  const { words } = write;
  const size = 11 + words.length * 2;
  const request = header({ unit, code: READ_WRITE, at: read.at, second: read.count, size });
  request.writeUInt16BE(write.at, 6);
  request.writeUInt16BE(words.length, 8);
  request[10] = words.length * 2;
  putWords(request, 11, words);
  return request;
}

/** How many bytes of unit and PDU the right answer has. An exception has 3. */
export function answerSize(request: Buffer): number {
  switch (request[1]) {
    case 1:
    case 2:
      return 3 + Math.ceil(request.readUInt16BE(4) / 8);
    case 3:
    case 4:
    case READ_WRITE:
      return 3 + request.readUInt16BE(4) * 2;
    default:
      return 6;
  }
}

/** What is wrong with a whole answer (unit and PDU) to a request; null: nothing. */
export function wrongAnswer(answer: Buffer, request: Buffer): string | null {
  const [unit, code] = [answer[0], answer[1]];
  const asked = request[1]!;
  if (unit !== request[0]) return `answer of unit ${unit}, asked unit ${request[0]}`;
  if (code === (asked | EXCEPTION)) return answer.length === 3 ? null : "exception of a wrong size";
  if (code !== asked) return `answer to function ${code}, asked function ${asked}`;
  return isRead(asked) ? wrongRead(answer, request) : wrongEcho(answer, request);
}

/** The code of an exception answer; null: it is none. */
export const exceptionIn = (answer: Buffer): number | null =>
  (answer[1]! & EXCEPTION) === 0 ? null : answer[2]!;

/** The words or bits (0 and 1) of a right answer; none for a write. */
export function wordsIn(answer: Buffer, request: Buffer): number[] {
  const code = request[1]!;
  if (!isRead(code)) return [];
  const count = request.readUInt16BE(4);
  const words: number[] = [];
  if (code <= 2) {
    for (let n = 0; n < count; n += 1) words.push((answer[3 + (n >> 3)]! >>> (n & 7)) & 1);
  } else {
    for (let at = 3; at < answer.length; at += 2) words.push((answer[at]! << 8) | answer[at + 1]!);
  }
  return words;
}

const isRead = (code: number): boolean => code <= 4 || code === READ_WRITE;

function wrongRead(answer: Buffer, request: Buffer): string | null {
  const bytes = answerSize(request) - 3;
  return answer[2] === bytes && answer.length === 3 + bytes
    ? null
    : `answer of ${answer.length - 3} bytes that says ${answer[2]}, expected ${bytes}`;
}

/** Functions 6, 15 and 16 answer with the address and the value or count they were given. */
function wrongEcho(answer: Buffer, request: Buffer): string | null {
  const echoes =
    answer.length === 6 &&
    answer[2] === request[2] &&
    answer[3] === request[3] &&
    answer[4] === request[4] &&
    answer[5] === request[5];
  return echoes ? null : "the write was acknowledged for another address or size";
}

interface Header {
  readonly unit: number;
  readonly code: number;
  readonly at: number;
  readonly second: number;
  readonly size: number;
}

function header({ unit, code, at, second, size }: Header): Buffer {
  const request = Buffer.allocUnsafe(size).fill(0, 6);
  request[0] = unit;
  request[1] = code;
  request.writeUInt16BE(at, 2);
  request.writeUInt16BE(second, 4);
  return request;
}

function putWords(request: Buffer, from: number, words: readonly number[]): void {
  for (let n = 0; n < words.length; n += 1) request.writeUInt16BE(words[n]!, from + n * 2);
}
