/** Profile 1 of docs/modbus-map.md: the controller owns the timing, and we ask. Decision 0020. */
import {
  CAPABILITIES,
  CONTROLS,
  FAULTS,
  IDENTITY,
  type Outputs,
  PHASE_COMMAND,
  PHASE_STATUS,
  REJECTS,
  STATES,
  type Values,
  WATCHDOG_STEP_MS,
  bitsOf,
  decodeBlock,
  encodePhaseCommand,
  namesOf,
} from "@crossing/config";
import type { Command } from "./command.ts";
import type { Answer } from "./connection.ts";
import type { Dialect, DialectOptions, Exchanged, Fitness, Heard, Look, Sight } from "./dialect.ts";
import { noIdentity } from "./direct-lamps.ts";
import { Following, indicationsIn } from "./following.ts";
import { shortestWatchdogMs, unfit, who } from "./identity.ts";
import type { Line } from "./line.ts";
import { NO_REQUESTS, type Phases, type Requests, phaseMask, requestsOf } from "./requests.ts";
import { contradiction } from "./safe-request.ts";

type Status = Values<typeof PHASE_STATUS>;
type Capability = (typeof CAPABILITIES)[number];

/** All but the counters: who wrote, what shows, the cycle, whose control it is. */
const LOOK_WORDS = 32;

/** See the head of the file. */
export class PhaseRequest implements Dialect {
  readonly #options: DialectOptions;
  readonly #phases: Phases;
  readonly #following = new Following();
  #capabilities: readonly Capability[] = [];
  #status: Status = decodeBlock(PHASE_STATUS, []);
  #owed = false;

  constructor(options: DialectOptions) {
    this.#options = options;
    const { vehicle, ped } = options.cabinet.phases;
    this.#phases = { vehicle: phaseMask(vehicle), ped: phaseMask(ped) };
  }

  async identify(line: Line): Promise<Fitness> {
    const answer = await line.read(IDENTITY.at, IDENTITY.words);
    if (answer.kind === "exception") return { kind: "unfit", why: noIdentity(answer.code) };
    if (answer.kind !== "ok") return { kind: "unheard" };
    const identity = decodeBlock(IDENTITY, answer.words);
    const why = unfit(identity, this.#options.cabinet);
    if (why !== null) return { kind: "unfit", why };
    this.#capabilities = namesOf(CAPABILITIES, identity.capabilities);
    return { kind: "fit", proofMs: shortestWatchdogMs(identity), who: who(identity) };
  }

  async look(line: Line): Promise<Look | null> {
    const answer = await line.read(PHASE_STATUS.at, LOOK_WORDS);
    if (answer.kind !== "ok") return null;
    // A look does not read the counters: they stay as they were.
    const { press_counts, loop_counts } = this.#status;
    this.#status = { ...decodeBlock(PHASE_STATUS, answer.words), press_counts, loop_counts };
    return lookOf(this.#status);
  }

  async listen(line: Line): Promise<Heard | null> {
    return this.#heard(await line.read(PHASE_STATUS.at, PHASE_STATUS.words));
  }

  async exchange(line: Line, command: Command): Promise<Exchanged> {
    const write = { at: PHASE_COMMAND.at, words: this.#block(command) };
    if (this.#can("read-write-registers")) {
      const read = { at: PHASE_STATUS.at, count: PHASE_STATUS.words };
      const written = await line.exchange(write, read);
      return { written, heard: this.#heard(written) };
    }
    const written = await line.write(write.at, write.words);
    return { written, heard: line.open ? await this.listen(line) : null };
  }

  see(taken: Command | null, now: number): Sight {
    const shown = indicationsIn(this.#status, this.#phases);
    const wanted = taken?.wanted ?? null;
    if (wanted === null) {
      this.#following.rest();
      // A command that proves or gives back asks for nothing, and nothing is what it gets.
      return { shown, lit: null, alike: taken !== null };
    }
    return { shown, lit: null, alike: this.#following.see(shown, wanted, this.#status, now) };
  }

  /** A fault of ours is no reason to flash a street whose controller is well: it goes on by its own plan. */
  leaves({ interval }: Outputs): boolean {
    return interval === "fault-flash";
  }

  #heard(answer: Answer): Heard | null {
    if (answer.kind !== "ok") return null;
    const status = decodeBlock(PHASE_STATUS, answer.words);
    this.#status = status;
    return {
      ...lookOf(status),
      reject: status.reject === 0 ? null : (REJECTS[status.reject] ?? `reason ${status.reject}`),
      faults: namesOf(FAULTS, status.faults),
      kerb: status,
    };
  }

  /** Field by field, not spread: it is made in every tick. */
  #block(command: Command): number[] {
    const { cabinet } = this.#options;
    const wishes = this.#requests(command);
    const requests = contradiction(wishes, this.#phases) === null ? wishes : NO_REQUESTS;
    const values = {
      seq: command.mark.seq,
      heartbeat: command.mark.heartbeat,
      control: bitsOf(CONTROLS, command.control),
      watchdog: Math.round(command.watchdogMs / WATCHDOG_STEP_MS),
      plan: 0,
      vehicle_call: requests.vehicle_call,
      ped_call: requests.ped_call,
      hold: requests.hold,
      force_off: requests.force_off,
      phase_omit: 0,
      ped_omit: 0,
      walk: 0,
      clearance_extension: requests.clearance_extension,
      max_green: 0,
      green_extension: 0,
      ped_countdown: requests.ped_countdown,
      vehicle_countdown: requests.vehicle_countdown,
      bollards: requests.bollards,
      voice: requests.voice,
      volume: 0,
      cycle: this.#status.cycles,
      expiry: Math.round(cabinet.loss_of_control_ms / WATCHDOG_STEP_MS),
      owner: this.#can("owner-token") ? this.#options.owner() : 0,
      crc: 0,
    };
    return encodePhaseCommand(values, this.#can("crc-required"));
  }

  #requests({ wanted, display }: Command): Requests {
    if (wanted === null) {
      this.#owed = false;
      return NO_REQUESTS;
    }
    if (wanted.interval === "yellow-change" || wanted.interval === "red-clearance") {
      this.#owed = true;
    }
    if ((this.#status.walks & this.#phases.ped) !== 0) this.#owed = false;
    return requestsOf({ wanted, display, owed: this.#owed }, this.#status, this.#phases);
  }

  #can(capability: Capability): boolean {
    return this.#capabilities.includes(capability);
  }
}

const lookOf = (status: Status): Look => ({
  mark: { seq: status.applied_seq, heartbeat: status.heartbeat_echo },
  state: STATES[status.state] ?? "boot",
  owner: status.owner,
});
