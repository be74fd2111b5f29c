/**
 * The driver of one signal cabinet.
 *
 *   down ──► connecting ──► identify ──► synced ──► proving ──► up
 *    ▲            │             │          ▲ │ ▲       │        │
 *    └────────────┴─────────────┴──────────│─┴─│───────┴────────┤  the line fails
 *                                          │   └────────────────┘  somebody else writes
 *                                          └── looks, and writes nothing
 *
 * Everything happens inside a cycle that `show` starts: there is no timer here but the deadlines of requests, and those
 * of `stop`. How a cabinet is spoken to is the dialect's; whether it is, and whether it is believed, is decided here.
 */
import type { Link, Outputs } from "@crossing/config";
import type { Cabinet, CabinetReport, DriverOptions } from "./cabinet.ts";
import { type Command, Commands } from "./command.ts";
import { type Dialect, type Heard, type Sight, dialectOf } from "./dialect.ts";
import { Echo } from "./echo.ts";
import type { Mark } from "./handwriting.ts";
import { Kerb } from "./kerb.ts";
import { MOVING_LAMPS } from "./lamps.ts";
import { Leaving } from "./leaving.ts";
import { Line } from "./line.ts";
import { OwnerWord } from "./owner-word.ts";
import { Proof } from "./proof.ts";
import { NO_WATCHDOG, OTHER_MASTER } from "./refusals.ts";
import { type Standing, linkOf, passing, troubleOf } from "./standing.ts";
import { MACHINE, type Surroundings, inTime, pause } from "./surroundings.ts";
import { Takeover } from "./takeover.ts";
import { Teller } from "./teller.ts";
import { Tenure } from "./tenure.ts";

/** A driver for the cabinet of a site. It connects with the first `show`. */
export const createDriver = (options: DriverOptions): Cabinet => new Driver(options);

const UNLIKE_MS = 500;
// Short at first: the core waits its own ten seconds after the line is up again, and a flapping line doubles this each time.
const REJOIN_MS = { least: 2000, most: 300_000 };
const STOP_MS = 900;
const NOTHING_SEEN: Sight = { shown: null, lit: null, alike: false };

class Driver implements Cabinet {
  readonly #options: DriverOptions;
  readonly #line: Line;
  readonly #word: OwnerWord;
  readonly #surroundings: Surroundings;
  readonly #dialect: Dialect;
  readonly #commands: Commands;
  readonly #takeover = new Takeover();
  readonly #proof = new Proof();
  readonly #tenure = new Tenure({ unlikeMs: UNLIKE_MS, rejoinMs: REJOIN_MS });
  readonly #kerb = new Kerb();
  readonly #leaving: Leaving | null;
  readonly #teller: Teller;
  #stage: "down" | "connecting" | "identify" | "synced" | "proving" | "up" = "down";
  #cycle: Promise<void> | null = null;
  #wanted: Outputs | null = null;
  #proofMs = 0;
  #sight = NOTHING_SEEN;
  readonly #echo = new Echo();
  #faults: readonly string[] = [];
  #heardAt = -Infinity;
  /** The link was called lost, under our control, and has not been up since. */
  #lapsed = false;
  #refused: string | null = null;
  #rejected: string | null = null;
  #stopped = false;

  constructor(options: DriverOptions) {
    this.#options = options;
    this.#word = new OwnerWord(options.random);
    this.#surroundings = options.surroundings ?? MACHINE;
    this.#line = new Line(options);
    this.#commands = new Commands(options.zones, options.cabinet.watchdog_ms);
    this.#dialect = dialectOf({ ...options, owner: () => this.#word.now });
    this.#leaving = options.timing === undefined ? null : new Leaving(options.timing);
    this.#teller = new Teller((what) => options.log?.(this.#sentence(what)));
  }

  show(wanted: Outputs): void {
    if (!this.#stopped) this.#want(wanted);
  }

  report(): CabinetReport {
    const now = this.#options.now();
    const heard = now - this.#heardAt <= this.#options.cabinet.loss_of_control_ms;
    const link = linkOf(this.#standing(now));
    this.#lapse(link, now);
    const trouble = link === "up" ? null : troubleOf(this.#standing(now));
    if (!passing(trouble)) this.#teller.tell(link, trouble ?? "up", now);
    return {
      health: {
        link,
        trouble: trouble === null ? null : this.#sentence(trouble),
        ...this.#line.health,
        faults: this.#faults,
      },
      latched: this.#commands.unsafe,
      shown: heard ? this.#sight.shown : null,
      ...(heard ? this.#kerb.take() : { buttons: [], loops: [] }),
    };
  }

  clearFault(): string | null {
    if (this.#commands.unsafe === null) return "no fault is latched at the line to the cabinet";
    if (this.#wanted !== null && this.#wanted.mode !== "withdrawn") {
      return "the crossing is still asked for; wait until control is withdrawn";
    }
    this.#commands.clear();
    return null;
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    await this.#lead();
    await inTime(this.#release(), STOP_MS, this.#surroundings);
    this.#line.hangUp();
    this.#stage = "down";
  }

  #want(wanted: Outputs): void {
    this.#wanted = wanted;
    this.#leaving?.see(wanted, this.#options.now());
    if (wanted.mode === "withdrawn" || this.#dialect.leaves(wanted)) this.#tenure.withdraw();
    this.#cycle ??= this.#turn();
  }

  async #turn(): Promise<void> {
    const { now, onCycle } = this.#options;
    const began = now();
    await this.#advance();
    this.#cycle = null;
    onCycle?.(now() - began);
  }

  /** A walk that we show is led to its end first. */
  async #lead(): Promise<void> {
    const { now, cabinet } = this.#options;
    const end = now() + (this.#leaving?.longestMs ?? 0);
    while (this.#leaving !== null && this.#wanted !== null && now() < end) {
      const wanted = this.#leaving.next(this.#wanted, now());
      if (wanted === null || !this.#tenure.held || linkOf(this.#standing(now())) !== "up") return;
      this.#want(wanted);
      await pause(cabinet.cycle_ms, this.#surroundings);
    }
  }

  async #release(): Promise<void> {
    await this.#cycle;
    const asked = this.#stage === "up" || this.#stage === "proving";
    if (!asked || this.#commands.unsafe !== null) return;
    await this.#dialect.exchange(this.#line, this.#commands.release());
  }

  async #advance(): Promise<void> {
    if (this.#stage === "down") await this.#connect();
    else if (this.#stage === "synced") await this.#watch();
    else if (this.#stage === "proving") await this.#prove();
    else await this.#exchange();
    if (!this.#line.open) this.#stage = "down";
  }

  async #connect(): Promise<void> {
    this.#stage = "connecting";
    if (!(await this.#line.dial())) {
      if (this.#line.trouble !== null) this.#refused = null;
      return;
    }
    this.#stage = "identify";
    const fitness = await this.#dialect.identify(this.#line);
    if (fitness.kind === "unfit") return this.#refuse(fitness.why);
    if (fitness.kind === "unheard") return this.#line.hangUp();
    this.#line.proved();
    this.#refused = null;
    this.#proofMs = fitness.proofMs;
    this.#proof.begin(fitness.who, fitness.proofMs);
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
    const look = await this.#listen();
    if (look === null) return;
    const { hand } = this.#commands;
    const { mark: echo, state } = look;
    const whose = hand.judge(echo);
    const owned = this.#word.foreign(look);
    const now = this.#options.now();
    const verdict = this.#takeover.judge({ state, echo, hand: whose, owned, now });
    if (verdict === "foreign") this.#refused = OTHER_MASTER;
    if (verdict === "dead") await this.#giveBack(echo);
    if (verdict !== "take") return;
    if (this.#refused !== NO_WATCHDOG || this.#proof.done) this.#refused = null;
    if (whose !== "ours") hand.adopt(echo);
    this.#echo.begin(echo);
    this.#stage = this.#proof.done ? "up" : "proving";
  }

  /** Gives a cabinet back to its own program that nobody commands and whose watchdog does not see it. */
  async #giveBack(echo: Mark): Promise<void> {
    this.#refused = NO_WATCHDOG;
    this.#commands.hand.adopt(echo);
    await this.#dialect.exchange(this.#line, this.#commands.release());
    this.#takeover.restart();
  }

  /** Proving: asks for control once of what is shown anyhow, and is silent until the watchdog has ended it. */
  async #prove(): Promise<void> {
    const heard = await this.#listen();
    if (heard === null) return;
    const { state, faults } = heard;
    const lit = this.#sight.lit;
    const now = this.#options.now();
    const moving = lit !== null && (lit.on & MOVING_LAMPS) !== 0 && !this.#proof.begun;
    switch (this.#proof.judge({ state, faults, moving, now })) {
      case "ask":
        await this.#send(this.#commands.prove(lit ?? { on: 0, flash: 0 }, this.#proofMs));
        return this.#proof.asked(this.#options.now());
      case "proven":
        this.#refused = null;
        this.#stage = "up";
        return;
      case "failed":
        if (this.#refused === NO_WATCHDOG) return;
        return this.#giveBack(heard.mark);
      case "wait":
        return;
    }
  }

  /** Up: looks who wrote last and who holds control, writes, and reads what became of it. */
  async #exchange(): Promise<void> {
    const look = await this.#dialect.look(this.#line);
    if (look === null) return;
    if (this.#word.foreign(look) || this.#commands.hand.judge(look.mark) === "foreign") {
      return this.#stepBack();
    }
    this.#tenure.look(look.state, this.#options.now());
    const heard = await this.#send(this.#nextCommand());
    if (heard !== null) this.#verify(heard);
  }

  async #send(command: Command): Promise<Heard | null> {
    const { written, heard } = await this.#dialect.exchange(this.#line, command);
    if (written.kind === "ok") this.#commands.acknowledge();
    this.#rejected = written.kind === "exception" ? `exception ${written.code}` : null;
    if (heard !== null) this.#hear(heard);
    return heard;
  }

  /** The cabinet took a command that is not ours, or has started anew: back to looking. */
  #stepBack(): void {
    this.#tenure.lose("took a block that is not ours", this.#options.now());
    this.#takeover.restart();
    this.#stage = "synced";
  }

  /** The newest wish, not the one that started this cycle: the look before it may have taken its time. */
  #nextCommand(): Command {
    const wanted = this.#wanted!;
    const wants = wanted.mode !== "withdrawn" && !this.#dialect.leaves(wanted);
    const asks = wants && this.#tenure.asks(this.#options.now());
    this.#word.ask(asks);
    return this.#commands.next({ wanted, asks, lit: this.#sight.lit?.on ?? null });
  }

  #verify({ mark, reject }: Heard): void {
    const ours = this.#commands.hand.judge(mark) === "ours";
    const works = this.#echo.hear(mark, ours, this.#options.now());
    if (!works && reject !== null) this.#rejected = reject;
  }

  async #listen(): Promise<Heard | null> {
    const heard = await this.#dialect.listen(this.#line);
    if (heard !== null) this.#hear(heard);
    return heard;
  }

  #hear({ state, mark, faults, kerb }: Heard): void {
    const now = this.#options.now();
    // What was sent last may have been lost on the way, and a small PLC takes it a scan later.
    const taken = state === "remote" ? this.#commands.taken(mark) : null;
    this.#heardAt = now;
    this.#kerb.see(kerb);
    this.#sight = this.#dialect.see(taken, now);
    const ours = this.#proof.begun ? faults.filter((fault) => fault !== "comm-watchdog") : faults;
    this.#faults = this.#refused === NO_WATCHDOG ? [...ours, "watchdog-did-not-trip"] : ours;
    const { alike } = this.#sight;
    this.#tenure.see({ state, latched: faults.includes("latched"), alike, now });
  }

  #standing(now: number): Standing {
    return {
      unsafe: this.#commands.unsafe,
      refused: this.#refused,
      rejected: this.#rejected,
      line: this.#line.trouble,
      open: this.#line.open,
      proving: this.#stage === "proving",
      tenure: this.#tenure.trouble(now),
      unverified: this.#echo.silence(now),
      patience: this.#options.cabinet.loss_of_control_ms,
      lapsed: this.#lapsed,
    };
  }

  /** A line that comes and goes must not switch the heads each time: control that was lost is let go for a while. */
  #lapse(link: Link, now: number): void {
    const why = "was not heard for too long; control comes back in a while";
    if (link === "lost" && this.#tenure.lose(why, now)) this.#lapsed = true;
    else if (link === "up") this.#lapsed = false;
  }

  #sentence(what: string): string {
    return `modbus ${placeOf(this.#options.cabinet)}: ${what}`;
  }
}

const placeOf = ({ transport, serial, host, port, unit }: DriverOptions["cabinet"]): string =>
  `${transport === "rtu" && serial !== null ? serial.path : `${host}:${port}`} unit ${unit}`;
