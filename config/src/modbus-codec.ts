/** Registers to words on the wire and back, by the table in modbus-map.ts. Pure; knows no transport. */
import {
  type Block,
  CRC_AT,
  LAMP_COMMAND,
  PHASE_COMMAND,
  PLAIN_LAMP_COMMAND_WORDS,
  type Register,
} from "./modbus-map.ts";
import { type Lamp, LAMPS } from "./modbus-words.ts";

/** The values of a block by register name; sixteen words come as a list. */
export type Values<B extends Block> = {
  readonly [R in B["registers"][number] as R["name"]]: R["words"] extends 16
    ? readonly number[]
    : number;
};

/** The words of a block, as one function 16 writes them. Words without a register are 0. */
export function encodeBlock<B extends Block>(block: B, values: Values<B>): number[] {
  const words = emptyWords(block.words);
  for (const register of block.registers) {
    const value = (values as Record<string, number | readonly number[]>)[register.name] ?? 0;
    putValue(words, register.at - block.at, register, value);
  }
  return words;
}

/** The values in the words of a block. Words that did not come (a shorter read) count as 0. */
export function decodeBlock<B extends Block>(block: B, words: readonly number[]): Values<B> {
  const values: Record<string, number | readonly number[]> = {};
  for (const register of block.registers) {
    values[register.name] = valueOf(register, words, register.at - block.at);
  }
  return values as Values<B>;
}

/**
 * The profile 2 command block as it goes on the wire: 19 words, or all 32 for a cabinet that asks for a CRC or
 * an owner. `values.crc` is not looked at.
 */
export function encodeLampCommand(values: Values<typeof LAMP_COMMAND>, withCrc: boolean): number[] {
  const words = encodeBlock(LAMP_COMMAND, values);
  if (withCrc) return sealed(words);
  words[CRC_AT - LAMP_COMMAND.at] = 0;
  return values.owner === 0 ? words.slice(0, PLAIN_LAMP_COMMAND_WORDS) : words;
}

/** The profile 1 command block as it goes on the wire: 32 words, the last one 0 where no CRC is asked for. */
export function encodePhaseCommand(
  values: Values<typeof PHASE_COMMAND>,
  withCrc: boolean,
): number[] {
  const words = encodeBlock(PHASE_COMMAND, values);
  if (withCrc) return sealed(words);
  words[CRC_AT - PHASE_COMMAND.at] = 0;
  return words;
}

/** The words before the CRC, and the CRC of them. */
const sealed = (words: readonly number[]): number[] => {
  const body = words.slice(0, CRC_AT - LAMP_COMMAND.at);
  body.push(crc16(bytesOf(body)));
  return body;
};

/** Whether the last of the words is the CRC of those before it. */
export const crcHolds = (words: readonly number[]): boolean =>
  words.at(-1) === crc16(bytesOf(words.slice(0, -1)));

/** The word with the named bits set. */
export const bitsOf = <Name extends string>(
  names: readonly Name[],
  set: readonly NoInfer<Name>[],
): number => {
  let word = 0;
  for (const name of set) word |= 1 << names.indexOf(name);
  return word >>> 0;
};

/** The names of the bits set in a word; bits without a name are left out. */
export const namesOf = <Name extends string>(names: readonly Name[], word: number): Name[] =>
  names.filter((_, bit) => ((word >>> bit) & 1) === 1);

/** The mask of some lamps. */
export const lampMask = (...lamps: readonly Lamp[]): number => bitsOf(LAMPS, lamps);

/** CRC-16/Modbus: polynomial 0xA001 reflected, start 0xFFFF. */
export function crc16(bytes: ArrayLike<number>): number {
  let crc = 0xffff;
  for (let at = 0; at < bytes.length; at += 1) {
    crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ bytes[at]!) & 0xff]!;
  }
  return crc;
}

const CRC_TABLE: readonly number[] = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  return crc;
});

/** Plain loops from here on: every tick of control and of each simulation goes through them several times. */
function bytesOf(words: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(words.length * 2);
  for (let n = 0; n < words.length; n += 1) {
    bytes[n * 2] = words[n]! >>> 8;
    bytes[n * 2 + 1] = words[n]!;
  }
  return bytes;
}

function emptyWords(count: number): number[] {
  const words: number[] = [];
  for (let n = 0; n < count; n += 1) words.push(0);
  return words;
}

/** Puts a value where it belongs; changes `words`. */
function putValue(
  words: number[],
  at: number,
  register: Register,
  value: number | readonly number[],
): void {
  const list = typeof value === "number" ? wordsOf(register, value) : value;
  for (let n = 0; n < list.length; n += 1) words[at + n] = list[n]! & 0xffff;
}

const wordsOf = (register: Register, value: number): readonly number[] =>
  register.words === 2 ? [value >>> 16, value & 0xffff] : [value & 0xffff];

function valueOf(
  register: Register,
  words: readonly number[],
  from: number,
): number | readonly number[] {
  const word = words[from] ?? 0;
  if (register.words === 1) return word;
  if (register.words === 2) return ((word << 16) | (words[from + 1] ?? 0)) >>> 0;
  const list = emptyWords(register.words);
  for (let n = 0; n < list.length; n += 1) list[n] = words[from + n] ?? 0;
  return list;
}
