/** The wires of plain remote I/O: which registers and bits are read and written together, and what they mean. */
import type { Adapter, AdapterInput, AdapterOutput, Lamp } from "@crossing/config";
import { LAMPS } from "@crossing/config";
import type { Area } from "./answers.ts";

/** Neighbours in one area, read with one request. */
export interface Run {
  readonly area: Area;
  readonly at: number;
  readonly count: number;
}

/** One bit in one area. */
export interface Wire {
  readonly area: Area;
  readonly at: number;
  /** Bit of a register; 0 for a coil or a discrete input. */
  readonly bit: number;
  readonly invert: boolean;
}

/** Reading over a hole costs less than another request. */
const HOLE = 16;
const LONGEST_RUN = 120;

/** The wire of an input or an output, with the base of the adapter added. */
export function wireOf(where: AdapterInput | AdapterOutput, base: number): Wire {
  const { invert } = where;
  if ("coil" in where) return { area: "coils", at: where.coil + base, bit: 0, invert };
  if ("discrete" in where)
    return { area: "discrete-inputs", at: where.discrete + base, bit: 0, invert };
  if ("input_register" in where) {
    return { area: "input-registers", at: where.input_register + base, bit: where.bit, invert };
  }
  return { area: "registers", at: where.register + base, bit: where.bit, invert };
}

/** The lamps of an adapter that are wired, each with its bit in the lamp masks. */
export const lampWires = ({
  lamps,
  base,
}: Adapter): readonly { lamp: Lamp; mask: number; wire: Wire }[] =>
  LAMPS.flatMap((lamp, index) => {
    const where = lamps[lamp];
    return where === undefined ? [] : [{ lamp, mask: 1 << index, wire: wireOf(where, base) }];
  });

/** The fewest requests that read all these wires. */
export function runsOf(wires: readonly Wire[], hole = HOLE): Run[] {
  const sorted = [...wires].sort((a, b) => a.area.localeCompare(b.area) || a.at - b.at);
  const runs: Run[] = [];
  for (const { area, at } of sorted) {
    const last = runs.at(-1);
    const count = last === undefined ? 0 : at - last.at + 1;
    const near = last !== undefined && last.area === area && at - (last.at + last.count) <= hole;
    if (near && count <= LONGEST_RUN)
      runs[runs.length - 1] = { ...last, count: Math.max(last.count, count) };
    else runs.push({ area, at, count: 1 });
  }
  return runs;
}

/** What was read, by area and address. */
export class Readings {
  readonly #words = new Map<string, number>();

  put({ area, at }: Run, words: readonly number[]): void {
    words.forEach((word, n) => this.#words.set(`${area} ${at + n}`, word));
  }

  word(area: Area, at: number): number {
    return this.#words.get(`${area} ${at}`) ?? 0;
  }

  /** Whether what hangs on the wire is lit, pressed, occupied or tripped. */
  is({ area, at, bit, invert }: Wire): boolean {
    return ((this.word(area, at) >>> bit) & 1) === (invert ? 0 : 1);
  }
}
