/** A place for one thing: putting a newer one there throws away the older. Latest wins, and what was lost is counted. */
export class Newest<T> {
  #item: T | null = null;
  #dropped = 0;
  #waiting: (() => void)[] = [];

  put(item: T): void {
    if (this.#item !== null) this.#dropped += 1;
    this.#item = item;
    this.wake();
  }

  take(): T | null {
    const item = this.#item;
    this.#item = null;
    return item;
  }

  /** The thing, left where it is. */
  get item(): T | null {
    return this.#item;
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** Settles when there is something to take, or at the next `wake`. */
  async ready(): Promise<void> {
    if (this.#item !== null) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Lets everybody who waits have a look. */
  wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
