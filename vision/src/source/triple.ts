/**
 * Three buffers between two threads: one writes, the other reads the newest, and neither ever waits.
 *
 * Each side owns one buffer; the third lies between them. The writer fills its own and changes it for the one between,
 * the reader changes its own for the one between when that is fresh. A piece that nobody took is counted as dropped.
 */

/** The memory of the three buffers; it can be sent to another thread. */
export interface Shared {
  readonly state: SharedArrayBuffer;
  readonly buffers: readonly SharedArrayBuffer[];
}

/** One piece: its number, when it came, and its bytes, which are valid until the next is taken. */
export interface Taken {
  readonly seq: number;
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** Words of the state: which buffer lies between, and how many pieces were never taken. */
const BETWEEN = 0;
const DROPPED = 1;
const FRESH = 4;
/** Number and stamp of a piece lie before its bytes. */
const HEAD_BYTES = 16;
const WRITERS = 0;
const READERS = 2;

/** Memory for pieces of `bytes` bytes. */
export function sharedBuffers(bytes: number): Shared {
  const shared = {
    state: new SharedArrayBuffer(8),
    buffers: [0, 1, 2].map(() => new SharedArrayBuffer(HEAD_BYTES + bytes)),
  };
  new Int32Array(shared.state)[BETWEEN] = 1;
  return shared;
}

interface Slot {
  readonly head: Float64Array;
  readonly bytes: Uint8Array;
}

const slotsOf = ({ buffers }: Shared): readonly Slot[] =>
  buffers.map((buffer) => ({
    head: new Float64Array(buffer, 0, 2),
    bytes: new Uint8Array(buffer, HEAD_BYTES),
  }));

/** The side that fills. There may be one only. */
export class Writer {
  readonly #state: Int32Array;
  readonly #slots: readonly Slot[];
  #mine = WRITERS;

  constructor(shared: Shared) {
    this.#state = new Int32Array(shared.state);
    this.#slots = slotsOf(shared);
  }

  /** What is to be filled next. */
  get bytes(): Uint8Array {
    return this.#slots[this.#mine]!.bytes;
  }

  /** Hands over what was filled. */
  put(seq: number, at: number): void {
    this.#slots[this.#mine]!.head.set([seq, at]);
    const old = Atomics.exchange(this.#state, BETWEEN, this.#mine | FRESH);
    if ((old & FRESH) !== 0) Atomics.add(this.#state, DROPPED, 1);
    this.#mine = old & ~FRESH;
  }
}

/** The side that reads. There may be one only. */
export class Reader {
  readonly #state: Int32Array;
  readonly #slots: readonly Slot[];
  #mine = READERS;

  constructor(shared: Shared) {
    this.#state = new Int32Array(shared.state);
    this.#slots = slotsOf(shared);
  }

  get fresh(): boolean {
    return (Atomics.load(this.#state, BETWEEN) & FRESH) !== 0;
  }

  get dropped(): number {
    return Atomics.load(this.#state, DROPPED);
  }

  /** The newest piece that was not yet taken; null when there is none. */
  take(): Taken | null {
    if (!this.fresh) return null;
    this.#mine = Atomics.exchange(this.#state, BETWEEN, this.#mine) & ~FRESH;
    const { head, bytes } = this.#slots[this.#mine]!;
    return { seq: head[0]!, at: head[1]!, bytes };
  }
}
