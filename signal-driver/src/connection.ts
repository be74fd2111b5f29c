/**
 * One connection to the cabinet, from its opening to its end, over a fresh port.
 *
 * Every request has a deadline and always settles, with a value. A broken connection stays broken.
 */
import {
  type Area,
  exceptionIn,
  exchangeRequest,
  readRequest,
  wordsIn,
  writeCoilsRequest,
  writeOneRequest,
  writeRequest,
} from "./answers.ts";
import type { Broken, Port } from "./port.ts";
import { type SerialEndpoint, StrictRtuPort, wireMs } from "./rtu-port.ts";
import { StrictTcpPort } from "./strict-port.ts";
import { MACHINE, type Surroundings, type Timer } from "./surroundings.ts";

/** What became of a request. */
export type Answer =
  | { readonly kind: "ok"; readonly words: readonly number[]; readonly ms: number }
  | { readonly kind: "timeout" }
  | { readonly kind: "exception"; readonly code: number }
  | Broken;

/** One connection. One request at a time. */
export interface Connection {
  /** Connects. Null when it is open, or a sentence that says why not. */
  open(): Promise<string | null>;
  /** Function 3: `count` registers from `at`. */
  read(at: number, count: number): Promise<Answer>;
  /** Functions 1 to 4; bits come as words of 0 and 1. */
  readFrom(area: Area, at: number, count: number): Promise<Answer>;
  /** Function 16: all words at once, from `at`. The cabinet's acknowledgement has been checked, as for all writes. */
  write(at: number, words: readonly number[]): Promise<Answer>;
  /** Function 6. */
  writeOne(at: number, word: number): Promise<Answer>;
  /** Function 15: coils from `at`. */
  writeCoils(at: number, coils: readonly boolean[]): Promise<Answer>;
  /** Function 23: writes, then reads. */
  exchange(write: Write, read: Read): Promise<Answer>;
  /** False once it is broken or closed. */
  readonly alive: boolean;
  close(): void;
}

/** Words to be written. */
export interface Write {
  readonly at: number;
  readonly words: readonly number[];
}

/** Words to be read. */
export interface Read {
  readonly at: number;
  readonly count: number;
}

/** Where the cabinet is and how long it may take; `serial` for RTU instead of TCP. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly serial?: SerialEndpoint | null;
  readonly unit: number;
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly now: () => number;
  /** The machine's when left out. */
  readonly surroundings?: Surroundings | undefined;
}

/** A connection that is not open yet. */
export const createConnection = (to: Endpoint): Connection => new PortConnection(to);

class PortConnection implements Connection {
  readonly #to: Endpoint;
  readonly #surroundings: Surroundings;
  readonly #port: Port;
  #broken: Broken | null = null;
  #request: Buffer | null = null;
  #settle: ((answer: Answer) => void) | null = null;
  #started = 0;
  #deadline: Timer | null = null;

  constructor(to: Endpoint) {
    this.#to = to;
    this.#surroundings = to.surroundings ?? MACHINE;
    const events = {
      onAnswer: (answer: Buffer) => this.#answered(answer),
      onBroken: (broken: Broken) => this.#break(broken),
    };
    this.#port =
      to.serial === undefined || to.serial === null
        ? new StrictTcpPort(to, events, this.#surroundings)
        : new StrictRtuPort(to.serial, events);
  }

  open(): Promise<string | null> {
    return this.#port.open();
  }

  get alive(): boolean {
    return this.#broken === null;
  }

  read(at: number, count: number): Promise<Answer> {
    return this.#ask(readRequest(this.#to.unit, "registers", at, count));
  }

  readFrom(area: Area, at: number, count: number): Promise<Answer> {
    return this.#ask(readRequest(this.#to.unit, area, at, count));
  }

  write(at: number, words: readonly number[]): Promise<Answer> {
    return this.#ask(writeRequest(this.#to.unit, at, words));
  }

  writeOne(at: number, word: number): Promise<Answer> {
    return this.#ask(writeOneRequest(this.#to.unit, at, word));
  }

  writeCoils(at: number, coils: readonly boolean[]): Promise<Answer> {
    return this.#ask(writeCoilsRequest(this.#to.unit, at, coils));
  }

  exchange(write: Write, read: Read): Promise<Answer> {
    return this.#ask(exchangeRequest(this.#to.unit, write, read));
  }

  close(): void {
    this.#break({ kind: "closed", why: "closed by us" });
  }

  #ask(request: Buffer): Promise<Answer> {
    if (this.#broken !== null) return Promise.resolve(this.#broken);
    this.#request = request;
    this.#started = this.#to.now();
    this.#arm(request);
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#port.send(request);
    });
  }

  /** One timer for the life of a TCP connection: a new one for each request costs more than the request. */
  #arm(request: Buffer): void {
    const { serial, timeoutMs } = this.#to;
    if (serial === undefined || serial === null) {
      if (this.#deadline !== null) return this.#deadline.restart();
      this.#deadline = this.#surroundings.after(timeoutMs, () => this.#due());
      return;
    }
    this.#deadline?.cancel();
    const ms = timeoutMs + wireMs(serial, request);
    this.#deadline = this.#surroundings.after(ms, () => this.#due());
  }

  /** An answer that came while this process was held up is read before the deadline counts. */
  #due(): void {
    const waiting = this.#settle;
    if (waiting === null) return;
    this.#surroundings.soon(() => {
      if (this.#settle !== waiting) return;
      this.#port.abandon();
      this.#done({ kind: "timeout" });
    });
  }

  #answered(answer: Buffer): void {
    const code = exceptionIn(answer);
    const ms = this.#to.now() - this.#started;
    this.#done(
      code === null
        ? { kind: "ok", words: wordsIn(answer, this.#request!), ms }
        : { kind: "exception", code },
    );
  }

  #done(answer: Answer): void {
    const settle = this.#settle;
    this.#settle = null;
    settle?.(answer);
  }

  #break(broken: Broken): void {
    if (this.#broken !== null) return;
    this.#broken = broken;
    this.#deadline?.cancel();
    this.#port.close();
    this.#done(broken);
  }
}
