/** Profile 2 of docs/modbus-map.md: we say which lamps are lit, and the cabinet watches over it. */
import {
  CAPABILITIES,
  CONTROLS,
  FAULTS,
  IDENTITY,
  LAMPS,
  LAMP_COMMAND,
  LAMP_STATUS,
  REJECTS,
  STATES,
  STATUS_WITHOUT_COUNTERS,
  type Values,
  WATCHDOG_STEP_MS,
  bitsOf,
  decodeBlock,
  encodeLampCommand,
  namesOf,
} from "@crossing/config";
import type { Command } from "./command.ts";
import type { Answer } from "./connection.ts";
import type { Dialect, DialectOptions, Exchanged, Fitness, Heard, Look, Sight } from "./dialect.ts";
import { shortestWatchdogMs, unfit, who } from "./identity.ts";
import type { Line } from "./line.ts";
import { ReadBack } from "./read-back.ts";

type Status = Values<typeof LAMP_STATUS>;
type Capability = (typeof CAPABILITIES)[number];

// Sequence, heartbeat and state.
const LOOK_WORDS = 3;
const ILLEGAL_ADDRESS = 2;

/** See the head of the file. */
export class DirectLamps implements Dialect {
  readonly #options: DialectOptions;
  readonly #readBack = new ReadBack();
  #capabilities: readonly Capability[] = [];
  #statusWords: number = LAMP_STATUS.words;
  #status: Status = decodeBlock(LAMP_STATUS, []);

  constructor(options: DialectOptions) {
    this.#options = options;
  }

  async identify(line: Line): Promise<Fitness> {
    const answer = await line.read(IDENTITY.at, IDENTITY.words);
    if (answer.kind === "exception") return { kind: "unfit", why: noIdentity(answer.code) };
    if (answer.kind !== "ok") return { kind: "unheard" };
    const identity = decodeBlock(IDENTITY, answer.words);
    const why = unfit(identity, this.#options.cabinet);
    if (why !== null) return { kind: "unfit", why };
    this.#capabilities = namesOf(CAPABILITIES, identity.capabilities);
    this.#statusWords = LAMP_STATUS.words;
    return { kind: "fit", proofMs: shortestWatchdogMs(identity), who: who(identity) };
  }

  async look(line: Line): Promise<Look | null> {
    const answer = await line.read(LAMP_STATUS.at, LOOK_WORDS);
    if (answer.kind !== "ok") return null;
    const [seq = 0, heartbeat = 0, state = 0] = answer.words;
    // The owner is told at the end of the block only: it was read with the last status.
    return { mark: { seq, heartbeat }, state: STATES[state] ?? "boot", owner: this.#status.owner };
  }

  async listen(line: Line): Promise<Heard | null> {
    const answer = await line.read(LAMP_STATUS.at, this.#statusWords);
    if (answer.kind === "exception" && answer.code === ILLEGAL_ADDRESS) {
      this.#statusWords = STATUS_WITHOUT_COUNTERS;
    }
    return this.#heard(answer);
  }

  async exchange(line: Line, command: Command): Promise<Exchanged> {
    const write = { at: LAMP_COMMAND.at, words: this.#block(command) };
    if (this.#can("read-write-registers")) {
      const read = { at: LAMP_STATUS.at, count: this.#statusWords };
      const written = await line.exchange(write, read);
      return { written, heard: this.#heard(written) };
    }
    const written = await line.write(write.at, write.words);
    return { written, heard: line.open ? await this.listen(line) : null };
  }

  see(taken: Command | null, now: number): Sight {
    const command = taken?.display ?? null;
    this.#readBack.see({ actualOn: this.#status.actual_on, command, now });
    const sees = this.#can("lamp-feedback");
    return {
      shown: sees ? this.#readBack.shown : null,
      lit: sees ? this.#readBack.lit : null,
      alike: command !== null && (!sees || this.#readBack.like(command)),
    };
  }

  leaves(): boolean {
    return false;
  }

  #heard(answer: Answer): Heard | null {
    if (answer.kind !== "ok") return null;
    const status = decodeBlock(LAMP_STATUS, answer.words);
    this.#status = status;
    const lamps = namesOf(LAMPS, status.lamp_faults).map((lamp) => `lamp:${lamp}`);
    return {
      mark: { seq: status.applied_seq, heartbeat: status.heartbeat_echo },
      state: STATES[status.state] ?? "boot",
      owner: status.owner,
      reject: status.reject === 0 ? null : (REJECTS[status.reject] ?? `reason ${status.reject}`),
      faults: [...namesOf(FAULTS, status.faults), ...lamps],
      kerb: status,
    };
  }

  /** Field by field, not spread: it is made in every tick. */
  #block({ mark, control, display, watchdogMs }: Command): number[] {
    const values = {
      seq: mark.seq,
      heartbeat: mark.heartbeat,
      control: bitsOf(CONTROLS, control),
      watchdog: Math.round(watchdogMs / WATCHDOG_STEP_MS),
      plan: 0,
      on: display.on,
      flash: display.flash,
      on_complement: ~display.on >>> 0,
      flash_complement: ~display.flash >>> 0,
      ped_countdown_A: display.ped_countdown_A,
      ped_countdown_B: display.ped_countdown_B,
      vehicle_countdown_A: display.vehicle_countdown_A,
      vehicle_countdown_B: display.vehicle_countdown_B,
      bollards: display.bollards,
      voice: display.voice,
      owner: this.#can("owner-token") ? this.#options.owner() : 0,
      crc: 0,
    };
    return encodeLampCommand(values, this.#can("crc-required"));
  }

  #can(capability: Capability): boolean {
    return this.#capabilities.includes(capability);
  }
}

/** What to tell of a cabinet that has no identity block. */
export const noIdentity = (code: number): string =>
  `exception ${code} to its identity block; check the address and unit id`;
