/** Cuts a stream of bytes into pieces of the same length, in a few buffers that are used again and again. */
export class Cutter {
  readonly #buffers: Buffer[];
  readonly #full: (piece: Buffer) => void;
  readonly #free: (buffer: Buffer) => boolean;
  #filling: Buffer;
  #filled = 0;

  /** `full` is called with each piece; a buffer is used again when `free` says that nobody needs it. */
  constructor(length: number, on: { full(piece: Buffer): void; free(buffer: Buffer): boolean }) {
    // One being filled, the newest, and the one being looked at.
    this.#buffers = [1, 2, 3].map(() => Buffer.allocUnsafe(length));
    this.#filling = this.#buffers[0]!;
    this.#full = (piece) => on.full(piece);
    this.#free = (buffer) => on.free(buffer);
  }

  feed(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      const length = Math.min(chunk.length - at, this.#filling.length - this.#filled);
      chunk.copy(this.#filling, this.#filled, at, at + length);
      this.#filled += length;
      at += length;
      if (this.#filled === this.#filling.length) this.#next();
    }
  }

  #next(): void {
    this.#full(this.#filling);
    this.#filled = 0;
    const free = this.#buffers.find((buffer) => buffer !== this.#filling && this.#free(buffer));
    this.#filling = free ?? this.#filling;
  }
}
