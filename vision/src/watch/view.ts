/**
 * One camera's frames, cut into as many regions as may be looked at now.
 *
 * When that number changes the camera is opened a second time, and the first is closed when the second gives frames:
 * nobody is unseen meanwhile. A device that only one may open keeps the regions that it was opened with.
 */
import type { Box } from "@crossing/config";
import type { Frame, LiveSource, Look, ShownPicture, Size } from "../ports.ts";
import type { Budget } from "./budget.ts";

/** How a camera is opened, and where one would look in its picture with so many regions. */
export interface ViewOptions {
  open(look: Look, looks: number): LiveSource;
  plan(size: Size, regions: number): readonly Box[];
  /** Only one program may open it. */
  readonly exclusive: boolean;
}

/** A second opening that gives no frame for so long is given up, ms: some cameras serve one only. */
const PATIENCE = 30_000;

export class View {
  readonly #options: ViewOptions;
  #source: LiveSource;
  #coming: LiveSource | null = null;
  #patience: NodeJS.Timeout | undefined;
  #going: Promise<unknown> = Promise.resolve();
  #dropped = 0;
  #stopped = false;

  constructor(options: ViewOptions, budget: Budget) {
    this.#options = options;
    this.#source = this.#open(budget);
  }

  /** The newest frame not yet taken; null when there is none. */
  take(): Frame | null {
    const first = this.#coming?.take() ?? null;
    if (first === null) return this.#source.take();
    this.#close(this.#source);
    this.#source = this.#coming!;
    this.#coming = null;
    clearTimeout(this.#patience);
    return first;
  }

  async ready(): Promise<void> {
    await Promise.race([this.#source.ready(), ...(this.#coming ? [this.#coming.ready()] : [])]);
  }

  /** Looks at as many regions from now on, as soon as frames with them come. */
  change(budget: Budget): void {
    if (this.#coming !== null || this.#stopped || this.#options.exclusive) return;
    this.#coming = this.#open(budget);
    this.#patience = setTimeout(() => this.#giveUp(), PATIENCE);
  }

  get dropped(): number {
    return this.#dropped + this.#source.dropped();
  }

  decodeMs(): number {
    return this.#source.decodeMs();
  }

  trouble(): string | null {
    return this.#source.trouble();
  }

  picture(): ShownPicture | null {
    return this.#source.picture();
  }

  again(): void {
    this.#source.again();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#patience);
    await Promise.all([this.#source.stop(), this.#coming?.stop(), this.#going]);
  }

  #giveUp(): void {
    const coming = this.#coming;
    this.#coming = null;
    if (coming !== null) this.#going = Promise.all([this.#going, coming.stop()]);
  }

  #open({ regions, looks }: Budget): LiveSource {
    return this.#options.open((size) => this.#options.plan(size, regions), looks);
  }

  #close(source: LiveSource): void {
    this.#dropped += source.dropped();
    this.#going = Promise.all([this.#going, source.stop()]);
  }
}
