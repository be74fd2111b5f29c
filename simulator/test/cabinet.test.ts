/** The virtual cabinet at its door and on its wire: it watches over whoever drives it. */
import { lampMask } from "@crossing/config";
import type { LampState } from "@crossing/simulator/cabinet";
import { describe, expect, test } from "vitest";
import { GREEN, LEFT_ALONE, PED_GREEN, RED, block, lastBeat, started } from "./master.ts";

test("it flashes yellow until somebody takes control, and when control is given back", async () => {
  const { cabinet, write, status } = await started();
  expect(cabinet.lamps()).toMatchObject({ state: "local", ...LEFT_ALONE });
  await write(block(RED));
  expect(cabinet.lamps()).toMatchObject({ state: "remote", vehicle: "red", ped: "dont-walk" });
  expect(await status()).toMatchObject({
    applied_seq: lastBeat(),
    heartbeat_echo: lastBeat(),
    state: 2,
    actual_on: RED,
  });
  await write(block(RED, { control: 0 }));
  expect(cabinet.lamps()).toMatchObject({ state: "local", ...LEFT_ALONE });
});

describe("the watchdog", () => {
  test.each([
    ["holds the lamps up to its time", 150, 1500, "remote"],
    ["goes safe after its time", 150, 1501, "safe"],
    ["is never longer than 2 s, whatever is asked for", 60_000, 2001, "safe"],
    ["is never shorter than 0.1 s", 1, 90, "remote"],
  ])("%s", async (_, watchdog, silence, state) => {
    const { cabinet, write, wait } = await started();
    await write(block(RED, { watchdog }));
    wait(silence);
    expect(cabinet.lamps().state).toBe(state);
  });

  test("is not fed by a heartbeat that stands still", async () => {
    const { cabinet, write, wait } = await started();
    const same = block(RED);
    await write(same);
    wait(1000);
    await write(same);
    wait(1000);
    expect(cabinet.lamps()).toMatchObject({ state: "safe", ...LEFT_ALONE, pedCountdown: null });
  });

  test("counts its trips and gives control back with the next good block", async () => {
    const { write, wait, status } = await started();
    await write(block(GREEN));
    wait(2000);
    expect(await status()).toMatchObject({ state: 3, trips: 1, faults: 1 });
    await write(block(RED));
    expect(await status()).toMatchObject({ state: 2, trips: 1, faults: 0 });
  });
});

describe("the conflict monitor", () => {
  test("takes no block that sends people and vehicles into each other, and latches", async () => {
    const { cabinet, write, status } = await started();
    await write(block(RED));
    await expect(write(block(GREEN | PED_GREEN))).rejects.toMatchObject({ modbusCode: 3 });
    expect(cabinet.lamps()).toMatchObject({ state: "fault", ...LEFT_ALONE });
    await write(block(RED));
    expect(cabinet.lamps()).toMatchObject({ state: "fault", ...LEFT_ALONE });
    await write(block(RED, { control: 0b101 }));
    expect(await status()).toMatchObject({ state: 2, resets: 1 });
  });

  test("sees a pedestrian green that no longer goes off", async () => {
    const { cabinet, write } = await started();
    await write(block(RED));
    cabinet.fault("lamp-stuck", "ped-A-green", true);
    await write(block(GREEN)).catch(() => undefined);
    expect(cabinet.lamps()).toMatchObject({ state: "fault", vehicle: "flashing-yellow" });
    cabinet.reset();
    expect(cabinet.lamps().state).toBe("fault");
    cabinet.fault("lamp-stuck", "ped-A-green", false);
    cabinet.reset();
    expect(cabinet.lamps().state).toBe("local");
  });
});

describe("a block is taken whole or not at all:", () => {
  test.each<[string, number[]]>([
    ["a copy that differs", block(GREEN, { on_complement: 0 })],
    ["a watchdog of 0", block(GREEN, { watchdog: 0 })],
    ["a lamp that is not there", block(1 << 20)],
    ["a flash without its lamp", block(RED, { flash: GREEN })],
    ["half a block", block(GREEN).slice(0, 9)],
  ])("%s", async (_, words) => {
    const { cabinet, write, status } = await started();
    await write(block(RED));
    const before = await status();
    await expect(write(words)).rejects.toMatchObject({ modbusCode: 3 });
    expect(cabinet.lamps()).toMatchObject({ state: "remote", vehicle: "red" });
    expect((await status()).applied_seq).toBe(before.applied_seq);
    expect((await status()).reject).toBeGreaterThan(0);
  });
});

test("only its own registers and functions are there", async () => {
  const { master } = await started();
  await expect(master.readHoldingRegisters(0x0080, 1)).rejects.toMatchObject({ modbusCode: 2 });
  await expect(master.readInputRegisters(0, 1)).rejects.toMatchObject({ modbusCode: 1 });
  await expect(master.writeRegister(0x0105, 1)).rejects.toMatchObject({ modbusCode: 2 });
  expect((await master.readHoldingRegisters(0, 3)).data).toEqual([0x5843, 0x0100, 2]);
});

test("an engineer with a hand tool can make it safe by the control word alone", async () => {
  const { cabinet, master, inGreen } = await started();
  await inGreen();
  await master.writeRegister(0x0102, 2);
  expect(cabinet.lamps()).toMatchObject({ state: "safe", ...LEFT_ALONE });
});

test("another unit and a muted cabinet do not answer", async () => {
  const { cabinet, master } = await started();
  master.setTimeout(60);
  master.setID(9);
  await expect(master.readHoldingRegisters(0, 1)).rejects.toMatchObject({ errno: "ETIMEDOUT" });
  master.setID(1);
  cabinet.mute(true);
  await expect(master.readHoldingRegisters(0, 1)).rejects.toMatchObject({ errno: "ETIMEDOUT" });
});

test("the street is told of every change, once", async () => {
  const told: LampState[] = [];
  const { write } = await started({ onLamps: (state) => told.push(state) });
  await write(block(RED));
  await expect.poll(() => told.map(({ vehicle }) => vehicle)).toEqual(["flashing-yellow", "red"]);
});

test("a lamp that is out is dark to the street and reported, lamp by lamp", async () => {
  const { cabinet, write, status } = await started();
  cabinet.fault("lamp-out", "vehicle-B-red", true);
  await write(block(RED));
  expect(cabinet.lamps()).toMatchObject({ vehicle: "red", vehicleB: "dark" });
  expect(await status()).toMatchObject({ lamp_faults: lampMask("vehicle-B-red"), faults: 4 });
});
