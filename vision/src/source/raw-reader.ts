/** Takes pushed frames apart: a line of JSON, then the bytes of the picture. Trusts no length that it is told. */

/** The line before a picture. */
export interface RawHeader {
  readonly width: number;
  readonly height: number;
  readonly seq: number;
  /** Monotonic clock, ms. */
  readonly at: number;
  readonly bytes: number;
}

/** Who gets the frames; a buffer is filled again once `free` says that nobody needs it. */
export interface RawTaker {
  frame(header: RawHeader, rgb: Uint8Array): void;
  free(buffer: Uint8Array): boolean;
}

const LINE_MAX = 1000;
const SIDE_MAX = 8192;

export class RawReader {
  readonly #taker: RawTaker;
  #line = "";
  #header: RawHeader | null = null;
  #buffers: Buffer[] = [];
  #filling: Buffer = Buffer.alloc(0);
  #filled = 0;

  constructor(taker: RawTaker) {
    this.#taker = taker;
  }

  /** Takes what came over the line; answers what is wrong with it, or null. */
  feed(chunk: Buffer): string | null {
    for (let at = 0; at < chunk.length;) {
      if (this.#header === null) {
        const end = chunk.indexOf(10, at);
        this.#line += chunk.toString("latin1", at, end < 0 ? chunk.length : end);
        if (this.#line.length > LINE_MAX) return `a header of more than ${LINE_MAX} characters`;
        if (end < 0) return null;
        at = end + 1;
        const wrong = this.#begin();
        if (wrong !== null) return wrong;
      } else at += this.#fill(this.#header, chunk, at);
    }
    return null;
  }

  #begin(): string | null {
    const header = headerOf(this.#line);
    if (header === null) return `a header that is no frame: ${this.#line.slice(0, 80)}`;
    this.#line = "";
    this.#header = header;
    this.#filled = 0;
    this.#filling = this.#freeBuffer(header.bytes);
    return null;
  }

  /** Three buffers are enough: one being filled, the newest, and the one being looked at. */
  #freeBuffer(length: number): Buffer {
    this.#buffers = this.#buffers.filter((buffer) => buffer.length === length);
    const free = this.#buffers.find((buffer) => this.#taker.free(buffer));
    if (free !== undefined) return free;
    const made = Buffer.allocUnsafe(length);
    this.#buffers.push(made);
    return made;
  }

  #fill(header: RawHeader, chunk: Buffer, at: number): number {
    const taken = chunk.copy(this.#filling, this.#filled, at);
    this.#filled += taken;
    if (this.#filled === header.bytes) {
      this.#header = null;
      this.#taker.frame(header, this.#filling);
    }
    return taken;
  }
}

function headerOf(line: string): RawHeader | null {
  let raw: Partial<RawHeader> | null;
  try {
    raw = JSON.parse(line) as Partial<RawHeader> | null;
  } catch {
    return null;
  }
  const { width = 0, height = 0, seq, at, bytes } = raw ?? {};
  const sides = [width, height].every(
    (side) => Number.isInteger(side) && side > 0 && side <= SIDE_MAX,
  );
  if (!sides || bytes !== width * height * 3) return null;
  if (!Number.isSafeInteger(seq) || !Number.isFinite(at)) return null;
  return raw as RawHeader;
}
