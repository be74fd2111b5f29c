/** The terminals on the field side of the virtual cabinet: push buttons and loops, with their counters. */
const INPUTS = 16;

/** Levels and counters as the status block gives them. */
export interface FieldRegisters {
  readonly buttons: number;
  readonly presence: number;
  readonly loops: number;
  readonly press_counts: readonly number[];
  readonly loop_counts: readonly number[];
}

/** Buttons are numbered by zone from 0, loops from 1 as in the site file. */
export class FieldInputs {
  #buttons = 0;
  #loops = 0;
  readonly #presses = zeros();
  readonly #vehicles = zeros();

  /** Presses or releases the button of a zone. */
  button(zone: number, pressed: boolean): void {
    const was = this.#buttons;
    this.#buttons = withBit(was, zone, pressed);
    if (pressed && was !== this.#buttons) count(this.#presses, zone);
  }

  /** A vehicle drives onto a loop, or off it. Counted when it drives on. */
  loop(number: number, occupied: boolean): void {
    const was = this.#loops;
    this.#loops = withBit(was, number - 1, occupied);
    if (occupied && was !== this.#loops) count(this.#vehicles, number - 1);
  }

  /** A vehicle that was over a loop between two looks. */
  countLoop(number: number): void {
    count(this.#vehicles, number - 1);
  }

  registers(): FieldRegisters {
    return {
      buttons: this.#buttons,
      presence: 0,
      loops: this.#loops,
      press_counts: this.#presses,
      loop_counts: this.#vehicles,
    };
  }
}

const zeros = (): number[] => Array.from({ length: INPUTS }, () => 0);

const withBit = (word: number, bit: number, set: boolean): number =>
  set ? word | (1 << bit) : word & ~(1 << bit);

const count = (counters: number[], at: number): void => {
  counters[at] = ((counters[at] ?? 0) + 1) & 0xffff;
};
