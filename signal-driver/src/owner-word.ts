/** The word that tells this control from any other: a new one each time control is asked for. */
import type { DriverOptions } from "./cabinet.ts";
import type { Look } from "./dialect.ts";
import { ownerBy } from "./surroundings.ts";

/** Ours, and the one before: a block of an earlier control that arrives late is nobody's. */
export class OwnerWord {
  readonly #random: DriverOptions["random"];
  #now: number;
  #before = 0;
  #asking = false;

  constructor(random: DriverOptions["random"]) {
    this.#random = random;
    this.#now = ownerBy(random);
  }

  get now(): number {
    return this.#now;
  }

  /** Whether the next block asks for control. */
  ask(asks: boolean): void {
    if (asks && !this.#asking) {
      this.#before = this.#now;
      this.#now = ownerBy(this.#random);
    }
    this.#asking = asks;
  }

  /** Whether somebody else holds the cabinet by a word of its own. */
  foreign({ state, owner }: Pick<Look, "state" | "owner">): boolean {
    return state === "remote" && ![0, this.#now, this.#before].includes(owner);
  }
}
