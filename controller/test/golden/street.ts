/** A small street by seed, from which the inputs of an evening were recorded once. What was recorded is kept in the evening's file. */
import type { Outputs } from "@crossing/config";
import type { Told } from "./record.ts";

/** What kind of evening. Chances are per second. */
export interface Kind {
  /** People who come, and how many at once. */
  readonly people: number;
  readonly group?: number;
  readonly vehicles: number;
  /** Share of people who press. */
  readonly press?: number;
  /** How often a kerb, or the carriageway, is not seen for 20 s. */
  readonly blind?: number;
  /** How often somebody is seen who is not there, for half a second. */
  readonly phantom?: number;
  /** How often the line goes, for 6 s. */
  readonly lost?: number;
  /** How often a tick is late by up to 0.4 s; every fifth by 3 s. */
  readonly late?: number;
  /** How often an engineer asks for something. */
  readonly asks?: number;
  /** Vehicles come in waves of an upstream signal, this many seconds apart. */
  readonly wave_s?: number;
}

const TICK_S = 0.5;
const SEEN_AHEAD_S = 10;
const ASKS = ["withdraw", "resume", "ped-call", "clear-fault"] as const;

/** The street between two ticks, changed in place: it is thrown away when the evening is recorded. */
export class Street {
  readonly #kind: Kind;
  readonly #next: () => number;
  readonly #kerbs = { A: 0, B: 0 };
  readonly #across: number[] = [];
  readonly #blindUntil: Record<string, number> = {};
  readonly #coming: number[] = [];
  #lostUntil = 0;
  #queue = 0;
  #laggards = 0;

  constructor(kind: Kind, seed: number) {
    this.#kind = kind;
    this.#next = chance(seed);
  }

  /** Seconds to the next tick. */
  tick(): number {
    if (!this.#often(this.#kind.late)) return TICK_S;
    this.#laggards += 1;
    return this.#laggards % 5 === 0 ? 3 : TICK_S + Math.round(this.#next() * 4) / 10;
  }

  /** What is told at `t` s, after the heads have shown this. */
  told(t: number, { vehicle, ped }: Pick<Outputs, "vehicle" | "ped">): Told {
    const presses: string[] = [];
    for (const zone of ["A", "B"] as const) {
      const comes = this.#often(this.#kind.people / 2);
      if (comes) this.#kerbs[zone] += 1 + Math.floor(this.#next() * (this.#kind.group ?? 1));
      if (comes && this.#next() < (this.#kind.press ?? 0.3)) presses.push(zone);
      if (ped === "walk" && this.#kerbs[zone] > 0) {
        this.#kerbs[zone] -= 1;
        this.#across.push(t + 8 + Math.round(this.#next() * 12) / 2);
      }
    }
    this.#drive(t, vehicle);
    const passages = vehicle === "green" && this.#queue > 0 && t % 2 < TICK_S ? 1 : 0;
    this.#queue -= passages;
    if (this.#often(this.#kind.lost)) this.#lostUntil = t + 6;
    return {
      zones: { A: this.#seen("A", t), B: this.#seen("B", t) },
      presses,
      crossing: this.#isBlind("x", t) ? null : this.#across.filter((until) => until > t).length,
      queue: this.#queue,
      passages,
      arrivals: this.#coming.filter((at) => at > t),
      link: t < this.#lostUntil ? "lost" : "up",
      requests: this.#often(this.#kind.asks) ? [ASKS[Math.floor(this.#next() * 4)]!] : [],
    };
  }

  #drive(t: number, vehicle: string): void {
    const { vehicles, wave_s } = this.#kind;
    const rate = wave_s === undefined ? vehicles : t % wave_s < wave_s / 3 ? 3 * vehicles : 0;
    if (this.#often(rate)) this.#coming.push(t + SEEN_AHEAD_S);
    while (this.#coming.length > 0 && this.#coming[0]! <= t) {
      this.#coming.shift();
      if (vehicle !== "green" || this.#queue > 0) this.#queue += 1;
    }
  }

  #seen(zone: "A" | "B", t: number): number | null {
    if (this.#isBlind(zone, t)) return null;
    return this.#kerbs[zone] + (this.#often(this.#kind.phantom) ? 1 : 0);
  }

  #isBlind(what: string, t: number): boolean {
    if (this.#often(this.#kind.blind)) this.#blindUntil[what] = t + 20;
    return t < (this.#blindUntil[what] ?? 0);
  }

  #often(perSecond = 0): boolean {
    return perSecond > 0 && this.#next() < perSecond * TICK_S;
  }
}

/** Chance by seed: the same on every machine. */
function chance(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
