/**
 * The inside of a virtual cabinet that lights what it is told: profile 2 of docs/modbus-map.md.
 *
 * Left alone it flashes yellow to vehicles, and the pedestrian heads are dark. Until its own clearance is over, `remote` is
 * neither told nor obeyed where green is asked for.
 */
import {
  type CabinetState,
  LAMPS,
  LAMP_COMMAND,
  LAMP_STATUS,
  PLAIN_LAMP_COMMAND_WORDS,
  type Values,
  crcHolds,
  decodeBlock,
  encodeBlock,
  lampMask,
} from "@crossing/config";
import { type CabinetSettings, Commanded, type Driven, type Reject, asks } from "./commanded.ts";
import { conflict } from "./conflict-monitor.ts";
import { HandOver, type Switched } from "./hand-over.ts";

type Command = Values<typeof LAMP_COMMAND>;

/** Settings of the cabinet. */
export interface SignalSettings extends CabinetSettings {
  /** All red between its flash and the first green that it is told to light, ms; 1 s when left out. */
  readonly clearance?: number | undefined;
}

// As short as the shortest `start_up_s` of a site, so that whoever begins with all red never waits for it.
const CLEARANCE_MS = 1000;
const VEHICLE_YELLOWS = lampMask("vehicle-A-yellow", "vehicle-B-yellow");
const FLASH: Switched = { on: VEHICLE_YELLOWS, flash: VEHICLE_YELLOWS };

/** See the head of the file. */
export class SignalCabinet extends Commanded<Command> {
  readonly #handOver: HandOver;
  #leaving: "local" | "safe" = "local";
  #lights: Switched = FLASH;
  /** The lamps have been those of the command since control was given. */
  #handedOver = false;

  constructor(settings: SignalSettings) {
    super(settings, {
      commandAt: LAMP_COMMAND.at,
      statusAt: LAMP_STATUS.at,
      statusWords: LAMP_STATUS.words,
      identity: { profile: 2, groups: 2, safeState: "flashing-yellow" },
      conflictLatches: true,
    });
    this.#handOver = new HandOver(settings.clearance ?? CLEARANCE_MS);
  }

  driven(): Driven {
    this.supervise();
    const display = this.#lights === this.command ? this.command : null;
    return { state: this.#told(), ...this.bulbs.current(this.#lights), display };
  }

  protected decode(words: readonly number[]): Command | Reject {
    const command = decodeBlock(LAMP_COMMAND, words);
    const whole = words.length === LAMP_COMMAND.words;
    if (!whole && words.length !== PLAIN_LAMP_COMMAND_WORDS) return "range";
    if (this.settings.withCrc && !(whole && crcHolds(words))) return "crc";
    const copies =
      command.on_complement === ~command.on >>> 0 &&
      command.flash_complement === ~command.flash >>> 0;
    if (!copies) return "crc";
    const lamps = 2 ** LAMPS.length;
    const inRange =
      command.watchdog > 0 && command.on < lamps && (command.flash & ~command.on) === 0;
    return inRange ? command : "range";
  }

  protected judge({ control, on }: Command): Reject {
    return asks(control) && conflict(on) ? "conflict" : "ok";
  }

  protected supervise(): void {
    if (this.tripped()) this.state = "safe";
    const command = this.state === "remote" ? this.command : null;
    if (command === null) this.#leave();
    else this.#obey(command);
    if (conflict(this.bulbs.current(this.#lights).lit)) {
      this.state = "fault";
      this.#leave();
    }
  }

  protected restart(): void {
    this.state = "local";
  }

  protected status(): number[] {
    const { lit, state } = this.driven();
    const head = this.statusHead(state);
    const field = this.field.registers();
    // Field by field, not spread: it is read twice a tick.
    return encodeBlock(LAMP_STATUS, {
      applied_seq: head.applied_seq,
      heartbeat_echo: head.heartbeat_echo,
      state: head.state,
      faults: head.faults,
      reject: head.reject,
      watchdog_left: head.watchdog_left,
      trips: head.trips,
      resets: head.resets,
      owner: head.owner,
      actual_on: lit,
      lamp_faults: this.bulbs.faulty,
      buttons: field.buttons,
      presence: field.presence,
      loops: field.loops,
      press_counts: field.press_counts,
      loop_counts: field.loop_counts,
      aux: 0,
    });
  }

  #leave(): void {
    this.#leaving = this.state === "safe" ? "safe" : "local";
    this.#lights = FLASH;
    this.#handedOver = false;
    this.#handOver.begin();
  }

  #obey(command: Command): void {
    this.#lights = this.#handOver.lights(command, this.settings.now());
    this.#handedOver ||= this.#lights === command;
  }

  #told(): CabinetState {
    return this.state === "remote" && !this.#handedOver ? this.#leaving : this.state;
  }
}
