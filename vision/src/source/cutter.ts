/** Cuts a stream of bytes into pieces of the same length, each filled in place where the taker wants it. */
import { spent } from "./spent.ts";

export class Cutter {
  readonly #next: () => Uint8Array;
  #filling: Uint8Array;
  #filled = 0;

  /** `full` is called when `first` is full, and gives the buffer to fill next: of the same length, or the same again. */
  constructor(first: Uint8Array, full: () => Uint8Array) {
    this.#filling = first;
    this.#next = full;
  }

  /** Takes what was read; the chunk is used up. */
  feed(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      const length = Math.min(chunk.length - at, this.#filling.length - this.#filled);
      chunk.copy(this.#filling, this.#filled, at, at + length);
      this.#filled += length;
      at += length;
      if (this.#filled < this.#filling.length) continue;
      this.#filling = this.#next();
      this.#filled = 0;
    }
    spent(chunk);
  }
}
