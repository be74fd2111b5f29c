/**
 * Plain remote I/O by an adapter file: coils and registers that know nothing of a crossing.
 *
 * It has no state and echoes nothing, so both are made from what is read: it is ours while its outputs are as we left
 * them, somebody else's when they are not, and safe when its watchdog has tripped. While control is not asked for
 * nothing is written, and its watchdog takes the lamps to the module's own safe values.
 */
import { type Adapter, type CabinetState, NOT_AVAILABLE } from "@crossing/config";
import type { Command } from "./command.ts";
import type { Answer } from "./connection.ts";
import type { Dialect, DialectOptions, Exchanged, Fitness, Heard, Look, Sight } from "./dialect.ts";
import type { Mark } from "./handwriting.ts";
import { EdgeCounters } from "./edge-counters.ts";
import type { Line } from "./line.ts";
import { ReadBack } from "./read-back.ts";
import { Readings, type Wire, lampWires, runsOf, wireOf } from "./wiring.ts";

const OK: Answer = { kind: "ok", words: [], ms: 0 };
const LONGEST_WATCHDOG_MS = 2000;
const HALF_A_FLASH_MS = 500;

/** See the head of the file. */
export class PlainIo implements Dialect {
  readonly #adapter: Adapter;
  readonly #now: () => number;
  readonly #lamps: ReturnType<typeof lampWires>;
  readonly #inputs: readonly Wire[];
  readonly #buttons: EdgeCounters;
  readonly #loops: EdgeCounters;
  readonly #readBack = new ReadBack();
  #readings = new Readings();
  /** The lamps that were written last, and under which mark; null: nothing was, since the last trip. */
  #written: { readonly on: number; readonly mark: Mark } | null = null;
  #mark: Mark = { seq: 0, heartbeat: 0 };
  #asks = false;

  constructor({ adapter, now }: DialectOptions) {
    if (adapter === undefined)
      throw new Error("cabinet.profile is adapter, and no adapter was given");
    this.#adapter = adapter;
    this.#now = now;
    this.#lamps = lampWires(adapter);
    const wire = (where: Parameters<typeof wireOf>[0]): Wire => wireOf(where, adapter.base);
    this.#buttons = new EdgeCounters(adapter.buttons.map(wire));
    this.#loops = new EdgeCounters(adapter.loops.map(wire));
    this.#inputs = [
      ...this.#lamps.map((lamp) => lamp.wire),
      ...Object.values(adapter.feedback ?? {}).flatMap((where) => (where ? [wire(where)] : [])),
      ...adapter.buttons.map(wire),
      ...adapter.loops.map(wire),
      wire(adapter.watchdog.tripped),
      wire(adapter.conflict_monitor.tripped),
    ];
  }

  async identify(line: Line): Promise<Fitness> {
    const { identity, watchdog, name, base } = this.#adapter;
    const stranger = await this.#differs(line, identity);
    if (stranger === "unheard") return { kind: "unheard" };
    if (stranger !== null)
      return unfit(`${stranger}: not the device of "${name}"; check the address`);
    if (!(await this.#setUp(line))) return { kind: "unheard" };
    const wrong = await this.#differs(line, watchdog.check);
    if (wrong === "unheard") return { kind: "unheard" };
    if (wrong !== null)
      return unfit(`${wrong} after its watchdog was set up; see watchdog of "${name}"`);
    const time = await line.read(watchdog.time.register + base, 1);
    if (time.kind !== "ok") return { kind: "unheard" };
    const proofMs = (time.words[0] ?? 0) * watchdog.time.step_ms;
    if (proofMs === 0)
      return unfit("watchdog time 0: it is off; set it to 300 to 2000 ms in watchdog.set_up");
    if (proofMs > LONGEST_WATCHDOG_MS) {
      return unfit(`watchdog of ${proofMs} ms, 2000 at most; change watchdog.set_up of "${name}"`);
    }
    return { kind: "fit", proofMs, who: name };
  }

  async look(line: Line): Promise<Look | null> {
    return this.listen(line);
  }

  async listen(line: Line): Promise<Heard | null> {
    const readings = new Readings();
    for (const run of runsOf(this.#inputs)) {
      const answer = await line.readFrom(run.area, run.at, run.count);
      if (answer.kind !== "ok") return null;
      readings.put(run, answer.words);
    }
    this.#readings = readings;
    return this.#heard();
  }

  async exchange(line: Line, command: Command): Promise<Exchanged> {
    this.#asks = command.control.includes("request-control");
    const written = this.#asks ? await this.#light(line, command) : this.#rest(command.mark);
    const heard = written.kind === "ok" && line.open ? await this.listen(line) : null;
    return { written, heard };
  }

  see(taken: Command | null, now: number): Sight {
    const { feedback, base } = this.#adapter;
    const command = taken === null || this.#written === null ? null : taken.display;
    const fed = feedback === null ? null : this.#lit((lamp) => feedback[lamp], base);
    this.#readBack.see({ actualOn: fed ?? this.#outputs(), command, now });
    const alike = command !== null && (fed === null || this.#readBack.like(command));
    return { shown: fed === null ? null : this.#readBack.shown, lit: this.#readBack.lit, alike };
  }

  leaves(): boolean {
    return false;
  }

  /** Nothing is written, so that the watchdog takes the lamps away. */
  #rest(mark: Mark): Answer {
    this.#written = null;
    this.#mark = mark;
    return OK;
  }

  async #light(line: Line, command: Command): Promise<Answer> {
    if (this.#tripped() && !(await this.#setUp(line))) return { kind: "timeout" };
    const { on, flash } = command.display;
    const dark = Math.floor(this.#now() / HALF_A_FLASH_MS) % 2 === 1 ? flash : 0;
    const lit = on & ~dark;
    this.#written = { on: lit, mark: command.mark };
    const switched = await this.#switch(line, lit);
    return switched.kind === "ok" ? this.#display(line, command) : switched;
  }

  /** Coils in runs without holes, registers whole: bits of a lamp register that no lamp has are written 0. */
  async #switch(line: Line, lit: number): Promise<Answer> {
    const words = new Map<string, number>();
    for (const { mask, wire } of this.#lamps) {
      const on = ((lit & mask) !== 0) !== wire.invert;
      const key = `${wire.area} ${wire.at}`;
      words.set(key, (words.get(key) ?? 0) | (on ? 1 << wire.bit : 0));
    }
    for (const { area, at, count } of runsOf(
      this.#lamps.map(({ wire }) => wire),
      0,
    )) {
      const run = Array.from({ length: count }, (_, n) => words.get(`${area} ${at + n}`) ?? 0);
      const became =
        area === "coils"
          ? await line.writeCoils(
              at,
              run.map((word) => word === 1),
            )
          : await line.write(at, run);
      if (became.kind !== "ok") return became;
    }
    return OK;
  }

  /** Countdowns, voice and the heartbeat. */
  async #display(line: Line, { display, mark }: Command): Promise<Answer> {
    const { ped_countdown, vehicle_countdown, voice, watchdog, base } = this.#adapter;
    const numbers = [
      ...ped_countdown.map((to, n) => ({
        to,
        value: n === 0 ? display.ped_countdown_A : display.ped_countdown_B,
      })),
      ...vehicle_countdown.map((to, n) => ({
        to,
        value: n === 0 ? display.vehicle_countdown_A : display.vehicle_countdown_B,
      })),
      ...(voice === null ? [] : [{ to: voice, value: display.voice }]),
    ];
    for (const { to, value } of numbers) {
      const word = value === NOT_AVAILABLE ? to.dark : Math.round(value * to.scale + to.offset);
      const became = await line.writeOne(to.register + base, word & 0xffff);
      if (became.kind !== "ok") return became;
    }
    const beat = watchdog.heartbeat;
    return beat === null ? OK : line.writeOne(beat.register + base, mark.heartbeat);
  }

  #heard(): Heard {
    const tripped = this.#tripped();
    const conflict = this.#readings.is(
      wireOf(this.#adapter.conflict_monitor.tripped, this.#adapter.base),
    );
    const buttons = this.#buttons.see(this.#readings);
    const loops = this.#loops.see(this.#readings);
    return {
      mark: this.#markOf(),
      state: this.#state(tripped, conflict),
      owner: 0,
      reject: null,
      faults: [
        ...(conflict ? ["conflict", "latched"] : []),
        ...(tripped && this.#asks ? ["comm-watchdog"] : []),
      ],
      kerb: {
        buttons: buttons.levels,
        loops: loops.levels,
        press_counts: buttons.counts,
        loop_counts: loops.counts,
      },
    };
  }

  #state(tripped: boolean, conflict: boolean): CabinetState {
    if (conflict) return "fault";
    if (tripped) return "safe";
    if (this.#written !== null) return "remote";
    // Lamps that are lit without us: somebody holds them, or held them before a crash.
    return this.#outputs() === 0 || this.#mark.heartbeat !== 0 ? "local" : "remote";
  }

  /** Our mark while the outputs are as we left them; a mark that nobody wrote when they are not. */
  #markOf(): Mark {
    const outputs = this.#outputs();
    if (this.#written === null)
      return this.#mark.heartbeat === 0 ? { seq: outputs, heartbeat: 0 } : this.#mark;
    return this.#tripped() || this.#written.on === outputs
      ? this.#written.mark
      : { seq: outputs, heartbeat: -1 };
  }

  #tripped(): boolean {
    const { watchdog, base } = this.#adapter;
    return this.#readings.is(wireOf(watchdog.tripped, base));
  }

  #outputs(): number {
    return this.#lamps.reduce(
      (on, { mask, wire }) => (this.#readings.is(wire) ? on | mask : on),
      0,
    );
  }

  #lit(
    where: (lamp: keyof Adapter["lamps"]) => Parameters<typeof wireOf>[0] | undefined,
    base: number,
  ): number {
    return this.#lamps.reduce((on, { lamp, mask }) => {
      const input = where(lamp);
      return input !== undefined && this.#readings.is(wireOf(input, base)) ? on | mask : on;
    }, 0);
  }

  async #setUp(line: Line): Promise<boolean> {
    const { watchdog, base } = this.#adapter;
    for (const { register, value } of watchdog.set_up) {
      const answer = await line.writeOne(register + base, value);
      if (answer.kind !== "ok") return false;
    }
    return true;
  }

  /** The first register that is not as expected, in words; null: all are. */
  async #differs(line: Line, expected: Adapter["identity"]): Promise<string | null> {
    for (const { register, mask, value } of expected) {
      const answer = await line.read(register + this.#adapter.base, 1);
      if (answer.kind === "exception") return `register ${register} gives exception ${answer.code}`;
      if (answer.kind !== "ok") return "unheard";
      const found = (answer.words[0] ?? 0) & mask;
      if (found !== value) return `register ${register} is ${found}, expected ${value}`;
    }
    return null;
  }
}

const unfit = (why: string): Fitness => ({ kind: "unfit", why });
