/**
 * One connection to the cabinet, from its opening to its end: a fresh library object on a fresh socket.
 *
 * Every request has a deadline and always settles, with a value. A broken connection stays broken.
 */
import modbusSerial from "modbus-serial";
import { type Broken, StrictTcpPort } from "./strict-port.ts";

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
  /** Function 16: all words at once, from `at`. The cabinet's acknowledgement has been checked. */
  write(at: number, words: readonly number[]): Promise<Answer>;
  /** False once it is broken or closed. */
  readonly alive: boolean;
  close(): void;
}

/** Where the cabinet is and how long it may take. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly unit: number;
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly now: () => number;
}

/** A connection that is not open yet. */
export const createConnection = (to: Endpoint): Connection => new TcpConnection(to);

type Client = InstanceType<typeof modbusSerial.default>;

class TcpConnection implements Connection {
  readonly #to: Endpoint;
  readonly #port: StrictTcpPort;
  readonly #client: Client;
  #broken: Broken | null = null;
  #settle: ((answer: Answer) => void) | null = null;

  constructor(to: Endpoint) {
    this.#to = to;
    this.#port = new StrictTcpPort({
      host: to.host,
      port: to.port,
      connectTimeoutMs: to.connectTimeoutMs,
      onBroken: (broken) => this.#break(broken),
    });
    this.#client = new modbusSerial.default(this.#port);
    this.#client.setID(to.unit);
  }

  open(): Promise<string | null> {
    return new Promise((resolve) => {
      this.#client.open((error?: Error) => resolve(error?.message ?? null));
    });
  }

  get alive(): boolean {
    return this.#broken === null;
  }

  read(at: number, count: number): Promise<Answer> {
    return this.#request(async () => {
      const { data } = await this.#client.readHoldingRegisters(at, count);
      return data;
    });
  }

  write(at: number, words: readonly number[]): Promise<Answer> {
    return this.#request(async () => {
      await this.#client.writeRegisters(at, [...words]);
      return [];
    });
  }

  close(): void {
    this.#break({ kind: "closed", why: "closed by us" });
  }

  #request(run: () => Promise<readonly number[]>): Promise<Answer> {
    if (this.#broken !== null) return Promise.resolve(this.#broken);
    const started = this.#to.now();
    return new Promise((resolve) => {
      // An answer that came while this process was held up is read before the deadline counts.
      const deadline = setTimeout(() => setImmediate(expire), this.#to.timeoutMs);
      const expire = (): void => {
        if (this.#settle !== settle) return;
        this.#port.abandon();
        settle({ kind: "timeout" });
      };
      const settle = (answer: Answer): void => {
        clearTimeout(deadline);
        this.#settle = null;
        resolve(answer);
      };
      this.#settle = settle;
      run().then(
        (words) => settle({ kind: "ok", words, ms: this.#to.now() - started }),
        (error: unknown) => settle(this.#failed(error)),
      );
    });
  }

  /** The port has checked the frame, so what the library still refuses is an exception answer or a fault. */
  #failed(error: unknown): Answer {
    const { modbusCode, message } = error as { modbusCode?: number; message?: string };
    if (modbusCode !== undefined) return { kind: "exception", code: modbusCode };
    const broken: Broken = { kind: "violation", why: message ?? "unreadable answer" };
    this.#break(broken);
    return broken;
  }

  #break(broken: Broken): void {
    if (this.#broken !== null) return;
    this.#broken = broken;
    this.#port.destroy();
    this.#settle?.(broken);
  }
}
