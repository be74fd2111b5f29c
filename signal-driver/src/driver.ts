/**
 * The driver of one signal cabinet, profile 2 of docs/modbus-map.md.
 *
 *   down ──► connecting ──► identify ──► synced ──► up
 *    ▲            │             │          ▲ │       │
 *    └────────────┴─────────────┴──────────│─┴───────┤  the line fails
 *                                          └─────────┘  somebody else writes
 *
 * Everything happens inside a cycle that `show` starts: there is no timer here but the deadlines of requests.
 */
import {
  CAPABILITIES,
  FAULTS,
  IDENTITY,
  LAMPS,
  LAMP_COMMAND,
  LAMP_STATUS,
  type Link,
  type Outputs,
  REJECTS,
  STATES,
  STATUS_WITHOUT_COUNTERS,
  type CabinetState,
  type Values,
  decodeBlock,
  namesOf,
} from "@crossing/config";
import type { Cabinet, CabinetReport, DriverOptions } from "./cabinet.ts";
import { Commands } from "./command.ts";
import type { Mark } from "./handwriting.ts";
import { type Identity, unfit } from "./identity.ts";
import { Kerb } from "./kerb.ts";
import { Line } from "./line.ts";
import { ReadBack } from "./read-back.ts";
import { Takeover } from "./takeover.ts";
import { Tenure } from "./tenure.ts";

/** A driver for the cabinet of a site. It connects with the first `show`. */
export const createDriver = (options: DriverOptions): Cabinet => new Driver(options);

type Status = Values<typeof LAMP_STATUS>;

const UNLIKE_MS = 500;
const REJOIN_MS = { least: 5000, most: 300_000 };
const STOP_MS = 900;
// Sequence, heartbeat and state: enough to see who wrote last and who holds control.
const LOOK_WORDS = 3;
const ILLEGAL_ADDRESS = 2;
const TELL_AGAIN_MS = 60_000;
const CONNECTING = "connecting";
const OTHER_MASTER =
  "another master writes to it, so we write nothing; find it and take it off the line";

class Driver implements Cabinet {
  readonly #options: DriverOptions;
  readonly #line: Line;
  readonly #commands: Commands;
  readonly #takeover = new Takeover();
  readonly #tenure = new Tenure({ unlikeMs: UNLIKE_MS, rejoinMs: REJOIN_MS });
  readonly #readBack = new ReadBack();
  readonly #kerb = new Kerb();
  #stage: "down" | "connecting" | "identify" | "synced" | "up" = "down";
  #cycle: Promise<void> | null = null;
  #wanted: Outputs | null = null;
  #capabilities: readonly (typeof CAPABILITIES)[number][] = [];
  #statusWords: number = LAMP_STATUS.words;
  #faults: readonly string[] = [];
  #heardAt = -Infinity;
  /** When the cabinet last echoed a block of ours. */
  #verifiedAt = -Infinity;
  /** The link was called lost, under our control, and has not been up since. */
  #lapsed = false;
  #echoed: Mark | null = null;
  #refused: string | null = null;
  #rejected: string | null = null;
  #stopped = false;
  #told: { readonly link: Link | null; readonly what: string; readonly at: number } = {
    link: null,
    what: "",
    at: -Infinity,
  };

  constructor(options: DriverOptions) {
    this.#options = options;
    this.#line = new Line(options);
    this.#commands = new Commands(options.zones, options.cabinet.watchdog_ms);
  }

  show(wanted: Outputs): void {
    this.#wanted = wanted;
    if (wanted.mode === "withdrawn") this.#tenure.withdraw();
    if (this.#stopped || this.#cycle !== null) return;
    this.#cycle = this.#advance().finally(() => {
      this.#cycle = null;
    });
  }

  report(): CabinetReport {
    const now = this.#options.now();
    const heard = now - this.#heardAt <= this.#options.cabinet.loss_of_control_ms;
    const link = this.#link(now);
    this.#lapse(link, now);
    const trouble = link === "up" ? null : this.#trouble(now);
    this.#tell(link, trouble ?? "up", now);
    return {
      health: {
        link,
        trouble: trouble === null ? null : this.#sentence(trouble),
        ...this.#line.health,
        faults: this.#faults,
      },
      shown: heard && this.#can("lamp-feedback") ? this.#readBack.shown : null,
      ...(heard ? this.#kerb.take() : { buttons: [], loops: [] }),
    };
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    const late = new Promise<void>((resolve) => {
      setTimeout(resolve, STOP_MS).unref();
    });
    await Promise.race([this.#release(), late]);
    this.#line.hangUp();
    this.#stage = "down";
  }

  async #advance(): Promise<void> {
    if (this.#stage === "down") await this.#connect();
    else if (this.#stage === "synced") await this.#watch();
    else await this.#exchange();
    if (!this.#line.open) this.#stage = "down";
  }

  async #release(): Promise<void> {
    await this.#cycle;
    if (this.#stage !== "up" || this.#commands.unsafe !== null) return;
    await this.#line.write(LAMP_COMMAND.at, this.#commands.release(this.#can("crc-required")));
  }

  async #connect(): Promise<void> {
    this.#stage = "connecting";
    if (!(await this.#line.dial())) {
      if (this.#line.trouble !== null) this.#refused = null;
      return;
    }
    this.#stage = "identify";
    const answer = await this.#line.read(IDENTITY.at, IDENTITY.words);
    if (answer.kind === "exception") {
      this.#refuse(`exception ${answer.code} to its identity block; check the address and unit id`);
    } else if (answer.kind === "ok") {
      await this.#identified(decodeBlock(IDENTITY, answer.words));
    } else {
      this.#line.hangUp();
    }
  }

  async #identified(identity: Identity): Promise<void> {
    const why = unfit(identity, this.#options.cabinet);
    if (why !== null) return this.#refuse(why);
    this.#line.proved();
    this.#refused = null;
    this.#capabilities = namesOf(CAPABILITIES, identity.capabilities);
    this.#statusWords = LAMP_STATUS.words;
    this.#takeover.restart();
    this.#stage = "synced";
    await this.#watch();
  }

  #refuse(why: string): void {
    this.#refused = why;
    this.#line.hangUp();
  }

  /** Synced: looks, and writes nothing. */
  async #watch(): Promise<void> {
    const status = await this.#readStatus();
    if (status === null) return;
    const { hand } = this.#commands;
    const look = { state: stateOf(status), echo: markOf(status), hand: hand.judge(markOf(status)) };
    const verdict = this.#takeover.judge({ ...look, now: this.#options.now() });
    if (verdict === "foreign") this.#refused = OTHER_MASTER;
    if (verdict !== "take") return;
    this.#refused = null;
    if (look.hand !== "ours") hand.adopt(look.echo);
    this.#echoed = look.echo;
    this.#stage = "up";
  }

  /** Up: looks who wrote last and who holds control, writes, and reads what became of it. */
  async #exchange(): Promise<void> {
    const answer = await this.#line.read(LAMP_STATUS.at, LOOK_WORDS);
    if (answer.kind !== "ok") return;
    const look = decodeBlock(LAMP_STATUS, answer.words);
    if (this.#commands.hand.judge(markOf(look)) === "foreign") return this.#stepBack();
    this.#tenure.look(stateOf(look), this.#options.now());
    const written = await this.#line.write(LAMP_COMMAND.at, this.#nextBlock());
    if (written.kind === "ok") this.#commands.acknowledge();
    this.#rejected = written.kind === "exception" ? `exception ${written.code}` : null;
    const status = this.#line.open ? await this.#readStatus() : null;
    if (status !== null) this.#verify(status);
  }

  /** The cabinet took a block that is not ours, or has started anew: back to looking. */
  #stepBack(): void {
    this.#tenure.lose("took a block that is not ours", this.#options.now());
    this.#takeover.restart();
    this.#stage = "synced";
  }

  /** The newest wish, not the one that started this cycle: the look before it may have taken its time. */
  #nextBlock(): number[] {
    const wanted = this.#wanted!;
    const asks = wanted.mode !== "withdrawn" && this.#tenure.asks(this.#options.now());
    const lit = this.#can("lamp-feedback") ? this.#readBack.lit : null;
    return this.#commands.next({ wanted, asks, lit, withCrc: this.#can("crc-required") });
  }

  /** The cabinet works for us when it echoes a block of ours that it had not echoed before. */
  #verify(status: Status): void {
    const echo = markOf(status);
    const moved = echo.heartbeat !== this.#echoed?.heartbeat;
    this.#echoed = echo;
    if (moved && this.#commands.hand.judge(echo) === "ours") {
      this.#verifiedAt = this.#options.now();
    } else if (status.reject !== 0) {
      this.#rejected = REJECTS[status.reject] ?? `reason ${status.reject}`;
    }
  }

  /** The whole status block, taken in; null when it did not come. */
  async #readStatus(): Promise<Status | null> {
    const answer = await this.#line.read(LAMP_STATUS.at, this.#statusWords);
    if (answer.kind === "exception" && answer.code === ILLEGAL_ADDRESS) {
      this.#statusWords = STATUS_WITHOUT_COUNTERS;
    }
    if (answer.kind !== "ok") return null;
    const status = decodeBlock(LAMP_STATUS, answer.words);
    this.#hear(status, this.#options.now());
    return status;
  }

  #hear(status: Status, now: number): void {
    const state = stateOf(status);
    // What was sent last may have been lost on the way, and a small PLC takes it a scan later.
    const command = state === "remote" ? this.#commands.taken(markOf(status)) : null;
    this.#heardAt = now;
    this.#kerb.see(status);
    this.#readBack.see({ actualOn: status.actual_on, command, now });
    const faults = namesOf(FAULTS, status.faults);
    const lamps = namesOf(LAMPS, status.lamp_faults).map((lamp) => `lamp:${lamp}`);
    const watchdog = this.#takeover.watchdogDead ? ["watchdog-did-not-trip"] : [];
    this.#faults = [...faults, ...lamps, ...watchdog];
    const blind = !this.#can("lamp-feedback");
    const alike = command !== null && (blind || this.#readBack.like(command));
    this.#tenure.see({ state, latched: faults.includes("latched"), alike, now });
  }

  #link(now: number): Link {
    if (this.#commands.unsafe !== null || this.#refused !== null) return "refused";
    if (now - this.#verifiedAt > this.#options.cabinet.loss_of_control_ms) return "lost";
    if (this.#tenure.trouble(now) === null) return "up";
    return this.#lapsed ? "lost" : "mismatch";
  }

  /** A line that comes and goes must not switch the heads each time: control that was lost is let go for a while. */
  #lapse(link: Link, now: number): void {
    const why = "was not heard for too long; control comes back in a while";
    if (link === "lost" && this.#tenure.lose(why, now)) this.#lapsed = true;
    else if (link === "up") this.#lapsed = false;
  }

  #sentence(what: string): string {
    const { host, port, unit } = this.#options.cabinet;
    return `modbus ${host}:${port} unit ${unit}: ${what}`;
  }

  #trouble(now: number): string {
    const { unsafe } = this.#commands;
    if (unsafe !== null) {
      return `told to go safe, because ${unsafe} was asked for; find the cause, then start control anew`;
    }
    if (this.#refused !== null) return this.#refused;
    if (this.#line.trouble !== null) return this.#line.trouble;
    if (this.#rejected !== null) return `refuses our commands (${this.#rejected})`;
    if (!this.#line.open) return CONNECTING;
    if (this.#verifiedAt === -Infinity) return CONNECTING;
    return this.#tenure.trouble(now) ?? "has not taken our commands for a while; is it frozen?";
  }

  /** One line when the link changes, or when it is down for another reason after a while; never one a tick. */
  #tell(link: Link, what: string, now: number): void {
    const { log } = this.#options;
    const same = what.replace(/\d+/g, "") === this.#told.what.replace(/\d+/g, "");
    const again = !same && now - this.#told.at >= TELL_AGAIN_MS;
    if (what === CONNECTING || (link === this.#told.link && !again)) return;
    this.#told = { link, what, at: now };
    log?.(this.#sentence(what));
  }

  #can(capability: (typeof CAPABILITIES)[number]): boolean {
    return this.#capabilities.includes(capability);
  }
}

const markOf = (status: Status): Mark => ({
  seq: status.applied_seq,
  heartbeat: status.heartbeat_echo,
});

const stateOf = (status: Status): CabinetState => STATES[status.state] ?? "boot";
