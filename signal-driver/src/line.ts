/**
 * The line over all its connections: when to dial, when to hang up, and how it has been.
 *
 * A connection ends at the first broken rule and at the second timeout in a row (on a serial line at the first: its
 * answers carry no id); the next one waits, longer each time, from 50 ms to 2 s with a bit of chance, so that a
 * cabinet that comes back is not met by a crowd.
 */
import type { CabinetHealth } from "@crossing/config";
import type { Area } from "./answers.ts";
import {
  type Answer,
  type Connection,
  type Read,
  type Write,
  createConnection,
} from "./connection.ts";
import type { DriverOptions } from "./cabinet.ts";

const TIMEOUTS_TO_HANG_UP = { tcp: 2, rtu: 1 } as const;
const SHORTEST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2000;
const CONNECT_TIMEOUT_MS = 1000;
// A gateway that cannot reach the cabinet says so with these.
const GATEWAY_EXCEPTIONS: readonly number[] = [10, 11];

/** Counters since the line was made. */
export type LineHealth = Pick<
  CabinetHealth,
  "requests" | "timeouts" | "violations" | "reconnects" | "rtt_ms"
>;

/** See the head of the file. */
export class Line {
  readonly #options: DriverOptions;
  #connection: Connection | null = null;
  #opened = 0;
  #failures = 0;
  #dialAt = -Infinity;
  #silent = 0;
  #requests = 0;
  #timeouts = 0;
  #violations = 0;
  #rtt: number | null = null;
  #trouble: string | null = null;

  constructor(options: DriverOptions) {
    this.#options = options;
  }

  get open(): boolean {
    return this.#connection?.alive ?? false;
  }

  /** What is wrong with the line, in words; null: nothing since the last answer. */
  get trouble(): string | null {
    return this.#trouble;
  }

  get health(): LineHealth {
    return {
      requests: this.#requests,
      timeouts: this.#timeouts,
      violations: this.#violations,
      reconnects: Math.max(0, this.#opened - 1),
      rtt_ms: this.#rtt,
    };
  }

  /** Dials, unless it is too early after the last failure. Whether the line is open then. */
  async dial(): Promise<boolean> {
    const { cabinet, now, surroundings } = this.#options;
    if (now() < this.#dialAt) return false;
    const { host, port, unit, timeout_ms: timeoutMs } = cabinet;
    const connectTimeoutMs = CONNECT_TIMEOUT_MS;
    const serial = cabinet.transport === "rtu" ? cabinet.serial : null;
    const to = { host, port, serial, unit, timeoutMs, connectTimeoutMs, now, surroundings };
    const connection = createConnection(to);
    this.#connection = connection;
    const failed = await connection.open();
    if (failed === null && connection.alive) {
      this.#opened += 1;
      return true;
    }
    this.#trouble = `no connection (${failed ?? "closed"}); check that the cabinet is on, its address and port`;
    this.hangUp();
    return false;
  }

  /** The line has proved good: the next failure is the first again. */
  proved(): void {
    this.#failures = 0;
  }

  /** Ends the connection, and lets some time pass before the next: on a serial line as much as a late answer may take. */
  hangUp(): void {
    this.#connection?.close();
    this.#connection = null;
    const { transport, timeout_ms } = this.#options.cabinet;
    const quiet = transport === "rtu" ? timeout_ms * 2 : 0;
    const wait = Math.max(quiet, Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * 2 ** this.#failures));
    this.#failures += 1;
    const chance = (this.#options.random ?? Math.random)();
    this.#dialAt = this.#options.now() + wait * (0.5 + chance / 2);
  }

  /** Holding registers from the cabinet. */
  read(at: number, count: number): Promise<Answer> {
    return this.#ask((connection) => connection.read(at, count));
  }

  /** Registers of any kind, or bits as words of 0 and 1. */
  readFrom(area: Area, at: number, count: number): Promise<Answer> {
    return this.#ask((connection) => connection.readFrom(area, at, count));
  }

  /** Registers to the cabinet. */
  write(at: number, words: readonly number[]): Promise<Answer> {
    return this.#ask((connection) => connection.write(at, words));
  }

  /** One register to the cabinet, for those that know nothing else. */
  writeOne(at: number, word: number): Promise<Answer> {
    return this.#ask((connection) => connection.writeOne(at, word));
  }

  /** Coils to the cabinet. */
  writeCoils(at: number, coils: readonly boolean[]): Promise<Answer> {
    return this.#ask((connection) => connection.writeCoils(at, coils));
  }

  /** Registers to the cabinet and others from it, in one exchange. */
  exchange(write: Write, read: Read): Promise<Answer> {
    return this.#ask((connection) => connection.exchange(write, read));
  }

  async #ask(run: (connection: Connection) => Promise<Answer>): Promise<Answer> {
    this.#requests += 1;
    const connection = this.#connection;
    return this.#counted(
      connection === null ? { kind: "closed", why: "no connection" } : await run(connection),
    );
  }

  #counted(answer: Answer): Answer {
    switch (answer.kind) {
      case "ok":
        this.#rtt = answer.ms;
        this.#silent = 0;
        this.#trouble = null;
        return answer;
      case "exception":
        if (GATEWAY_EXCEPTIONS.includes(answer.code)) return this.#counted({ kind: "timeout" });
        this.#silent = 0;
        this.#trouble = null;
        return answer;
      case "timeout":
        this.#timedOut();
        return answer;
      case "violation":
        this.#violations += 1;
        this.#trouble = `${answer.why}; connecting anew; check what else answers at this address`;
        this.hangUp();
        return answer;
      case "closed":
        this.#trouble = `${answer.why}; connecting anew; check that no other master holds the cabinet`;
        this.hangUp();
        return answer;
    }
  }

  #timedOut(): void {
    this.#timeouts += 1;
    this.#silent += 1;
    const times = this.#silent === 1 ? "" : `, ${this.#silent} times`;
    const waited = this.#options.cabinet.timeout_ms;
    this.#trouble = `no answer in ${waited} ms${times}; check the cabinet's port and unit id`;
    if (this.#silent % TIMEOUTS_TO_HANG_UP[this.#options.cabinet.transport] === 0) this.hangUp();
  }
}
