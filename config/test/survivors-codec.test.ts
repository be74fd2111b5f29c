/** Words on the wire, one by one: what goes where, what is cut off, and what counts as 0 when it did not come. */
import { describe, expect, test } from "vitest";
import {
  type Block,
  LAMPS,
  LAMP_COMMAND,
  PHASE_COMMAND,
  bitsOf,
  crc16,
  crcHolds,
  decodeBlock,
  encodeBlock,
  encodeLampCommand,
  encodePhaseCommand,
  lampMask,
  namesOf,
} from "../src/index.ts";

const BLOCK = {
  title: "a block",
  at: 0x40,
  words: 22,
  access: "write",
  registers: [
    { name: "one", at: 0x41, words: 1, meaning: "" },
    { name: "two", at: 0x43, words: 2, meaning: "" },
    { name: "many", at: 0x46, words: 16, meaning: "" },
  ],
} as const satisfies Block;

const many = Array.from({ length: 16 }, (_, n) => 0x100 + n);
const WORDS = [0, 0x1234, 0, 0xfedc, 0xba98, 0, ...many];

/** CRC-16/Modbus of words, high byte first, bit by bit as the specification has it. */
function slowCrc(words: readonly number[]): number {
  let crc = 0xffff;
  for (const byte of words.flatMap((word) => [Math.floor(word / 256), word % 256])) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc % 2 === 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

describe("a block that is written", () => {
  test("has each value where its register is, the high word first, and 0 between", () => {
    expect(encodeBlock(BLOCK, { one: 0x1234, two: 0xfedc_ba98, many })).toEqual(WORDS);
  });

  test("has no value that runs into another word", () => {
    const wide = many.map((word) => word + 0x5_0000);
    expect(encodeBlock(BLOCK, { one: 0x9_1234, two: 0xfedc_ba98, many: wide })).toEqual(WORDS);
  });

  test("has 0 where no value was given", () => {
    const none = encodeBlock(BLOCK, {} as never);
    expect(none).toEqual(Array.from({ length: 22 }, () => 0));
  });
});

describe("a block that is read", () => {
  test("gives each value from where its register is, as a number that is never negative", () => {
    expect(decodeBlock(BLOCK, WORDS)).toEqual({ one: 0x1234, two: 0xfedc_ba98, many });
  });

  test.each<[came: number, one: number, two: number, first: number]>([
    [0, 0, 0, 0],
    [1, 0, 0, 0],
    [2, 0x1234, 0, 0],
    [4, 0x1234, 0xfedc_0000, 0],
    [5, 0x1234, 0xfedc_ba98, 0],
    [7, 0x1234, 0xfedc_ba98, 0x100],
  ])("of which only %i words came has 0 for the others", (came, one, two, first) => {
    const rest = Array.from({ length: 15 }, () => 0);
    expect(decodeBlock(BLOCK, WORDS.slice(0, came))).toEqual({ one, two, many: [first, ...rest] });
  });
});

describe("a lamp command", () => {
  const values = { ...decodeBlock(LAMP_COMMAND, [7, 8, 1, 200, 0, 0xabcd, 0x1234]), crc: 0x7777 };

  test("is of nineteen words for a cabinet that asks for neither a CRC nor an owner", () => {
    expect(encodeLampCommand(values, false)).toEqual([
      7,
      8,
      1,
      200,
      0,
      0xabcd,
      0x1234,
      ...Array.from({ length: 12 }, () => 0),
    ]);
  });

  test("is of all thirty-two for one that asks for an owner, with no CRC in the last", () => {
    const words = encodeLampCommand({ ...values, owner: 0x0102_0304 }, false);
    expect([words.length, ...words.slice(29)]).toEqual([32, 0x0102, 0x0304, 0]);
  });

  test("ends with the CRC of all before it for one that asks for that, owner or none", () => {
    for (const owner of [0, 0x0102_0304]) {
      const words = encodeLampCommand({ ...values, owner }, true);
      expect(words).toHaveLength(32);
      expect(words.at(-1)).toBe(slowCrc(words.slice(0, 31)));
      expect(words.slice(0, 7)).toEqual([7, 8, 1, 200, 0, 0xabcd, 0x1234]);
    }
  });
});

describe("a phase command", () => {
  const values = { ...decodeBlock(PHASE_COMMAND, [7, 8, 1, 200]), crc: 0x7777 };

  test("is of thirty-two words, and has no CRC for a cabinet that asks for none", () => {
    const words = encodePhaseCommand(values, false);
    expect([words.length, ...words.slice(0, 4), words.at(-1)]).toEqual([32, 7, 8, 1, 200, 0]);
  });

  test("ends with the CRC of all before it for one that asks for that", () => {
    const words = encodePhaseCommand(values, true);
    expect([words.length, ...words.slice(0, 4)]).toEqual([32, 7, 8, 1, 200]);
    expect(words.at(-1)).toBe(slowCrc(words.slice(0, 31)));
  });
});

describe("the CRC", () => {
  test("of nothing is its start, and of the digits 1 to 9 what the specification says", () => {
    expect(crc16([])).toBe(0xffff);
    expect(crc16(Buffer.from("123456789"))).toBe(0x4b37);
  });

  test("is that of the specification for every byte after any other", () => {
    const words = Array.from({ length: 0x1_0000 }, (_, word) => word);
    expect(words.filter((word) => crc16([word >> 8, word & 0xff]) !== slowCrc([word]))).toEqual([]);
  });

  test("holds for words as they were sent, and for none in which a bit fell over", () => {
    const words = [0x1234, 0xfedc, 0x00ff];
    const sealed = [...words, slowCrc(words)];
    expect(crcHolds(sealed)).toBe(true);
    for (let n = 0; n < sealed.length; n += 1)
      for (let bit = 0; bit < 16; bit += 1)
        expect(crcHolds(sealed.with(n, sealed[n]! ^ (1 << bit)))).toBe(false);
  });

  test("does not hold for nothing", () => {
    expect(crcHolds([])).toBe(false);
  });
});

describe("bits", () => {
  const names = Array.from({ length: 32 }, (_, bit) => `bit ${bit}`);

  test("are set by their names, the highest too, in any order and twice as once", () => {
    expect(bitsOf(names, [])).toBe(0);
    expect(bitsOf(names, ["bit 5", "bit 0", "bit 5"])).toBe(0b100001);
    expect(bitsOf(names, ["bit 31", "bit 1"])).toBe(0x8000_0002);
  });

  test("are read by their names, and those without a name are left out", () => {
    expect(namesOf(names, 0x8000_0002)).toEqual(["bit 1", "bit 31"]);
    expect(namesOf(["a", "b", "c"], 0b11010)).toEqual(["b"]);
    expect(namesOf(names, 0)).toEqual([]);
  });

  test("of lamps are those of the map", () => {
    expect(LAMPS.map((lamp) => lampMask(lamp))).toEqual(LAMPS.map((_, bit) => 2 ** bit));
    expect(lampMask(LAMPS[0], LAMPS[2])).toBe(0b101);
    expect(lampMask()).toBe(0);
  });
});
