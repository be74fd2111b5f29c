/** The register map: the table is sound, the codec follows it, and the document is what the table gives. */
import {
  type Block,
  IDENTITY,
  LAMP_COMMAND,
  LAMP_STATUS,
  PHASE_COMMAND,
  PHASE_STATUS,
  crc16,
  crcHolds,
  decodeBlock,
  encodeBlock,
  encodeLampCommand,
  modbusMapDocument,
} from "@crossing/config";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const BLOCKS: [string, Block][] = [
  IDENTITY,
  LAMP_COMMAND,
  LAMP_STATUS,
  PHASE_COMMAND,
  PHASE_STATUS,
].map((block) => [block.title, block]);

test("docs/modbus-map.md is what the table gives (npx vitest run signal-driver/test/modbus-map.test.ts -u)", async () => {
  await expect(modbusMapDocument()).toMatchFileSnapshot("../../docs/modbus-map.md");
});

describe.each(BLOCKS)("%s", (_, block) => {
  test("has every register inside, each in words of its own, in order of address", () => {
    let free = block.at;
    for (const { at, words } of block.registers) {
      expect(at).toBeGreaterThanOrEqual(free);
      free = at + words;
    }
    expect(free).toBeLessThanOrEqual(block.at + block.words);
  });

  test("gives back what was put in", () => {
    const word = (words: number) =>
      words === 16
        ? fc.array(fc.nat(0xffff), { minLength: 16, maxLength: 16 })
        : fc.nat(words === 2 ? 0xffffffff : 0xffff);
    const anyValues = fc.record(
      Object.fromEntries(block.registers.map(({ name, words }) => [name, word(words)])),
    );
    fc.assert(
      fc.property(anyValues, (values) => {
        const words = encodeBlock(block, values as never);
        expect(words).toHaveLength(block.words);
        expect(decodeBlock(block, words)).toEqual(values);
      }),
    );
  });
});

test("the addresses other people have built to do not move", () => {
  const at = (block: Block, name: string) => block.registers.find((r) => r.name === name)?.at;
  expect(at(LAMP_COMMAND, "on")).toBe(0x0105);
  expect(at(LAMP_COMMAND, "flash")).toBe(0x0107);
  expect(at(LAMP_COMMAND, "on_complement")).toBe(0x0109);
  expect(at(LAMP_COMMAND, "ped_countdown_A")).toBe(0x010d);
  expect(at(LAMP_COMMAND, "voice")).toBe(0x0112);
  expect(at(LAMP_STATUS, "actual_on")).toBe(0x0208);
  expect(at(LAMP_STATUS, "buttons")).toBe(0x020c);
  expect(at(LAMP_STATUS, "press_counts")).toBe(0x0220);
  expect(at(LAMP_STATUS, "loop_counts")).toBe(0x0230);
});

test("the CRC is CRC-16/Modbus, and stands in the last of 32 words", () => {
  expect(crc16(Buffer.from("123456789"))).toBe(0x4b37);
  const values = decodeBlock(LAMP_COMMAND, [1, 2, 3]);
  expect(encodeLampCommand(values, false)).toHaveLength(19);
  const words = encodeLampCommand(values, true);
  expect(words).toHaveLength(32);
  expect(crcHolds(words)).toBe(true);
  expect(crcHolds(words.with(0, 9))).toBe(false);
});
