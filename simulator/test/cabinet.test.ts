/** The virtual cabinet at its door and on its wire: it watches over whoever drives it. */
import {
  LAMP_COMMAND,
  LAMP_STATUS,
  decodeBlock,
  encodeLampCommand,
  lampMask,
} from "@crossing/config";
import { type CabinetOptions, type LampState, startCabinet } from "@crossing/simulator/cabinet";
import modbusSerial from "modbus-serial";
import { afterEach, describe, expect, test } from "vitest";

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const RED = lampMask("vehicle-A-red", "vehicle-B-red", "ped-A-red", "ped-B-red");
const GREEN = lampMask("vehicle-A-green", "vehicle-B-green", "ped-A-red", "ped-B-red");
const PED_GREEN = lampMask("ped-A-green", "ped-B-green");
const LEFT_ALONE = { vehicle: "flashing-yellow", ped: "dark" };

let beat = 0;

/** A command block: under control with a fresh heartbeat, unless said otherwise. */
function block(
  on: number,
  changes: Partial<ReturnType<typeof decodeBlock<typeof LAMP_COMMAND>>> = {},
) {
  beat += 1;
  const values = {
    ...decodeBlock(LAMP_COMMAND, []),
    seq: beat,
    heartbeat: beat,
    control: 1,
    watchdog: 150,
    on,
  };
  const flash = changes.flash ?? 0;
  const copies = { on_complement: ~on >>> 0, flash_complement: ~flash >>> 0 };
  return encodeLampCommand({ ...values, ...copies, ...changes }, false);
}

async function started(options: Partial<CabinetOptions> = {}) {
  let skipped = 0;
  const cabinet = await startCabinet({
    host: "127.0.0.1",
    port: 0,
    unit: 1,
    now: () => skipped,
    ...options,
  });
  closing.push(() => cabinet.close());
  const master = new modbusSerial.default();
  master.setTimeout(10_000);
  await master.connectTCP("127.0.0.1", { port: cabinet.address.port });
  closing.push(() => new Promise((resolve) => master.destroy(() => resolve())));
  return {
    cabinet,
    master,
    wait: (ms: number) => {
      skipped += ms;
    },
    write: (words: number[]) => master.writeRegisters(LAMP_COMMAND.at, words),
    status: async () => {
      const { data } = await master.readHoldingRegisters(LAMP_STATUS.at, LAMP_STATUS.words);
      return decodeBlock(LAMP_STATUS, data);
    },
  };
}

test("it flashes yellow until somebody takes control, and when control is given back", async () => {
  const { cabinet, write, status } = await started();
  expect(cabinet.lamps()).toMatchObject({ state: "local", ...LEFT_ALONE });
  await write(block(RED));
  expect(cabinet.lamps()).toMatchObject({ state: "remote", vehicle: "red", ped: "dont-walk" });
  expect(await status()).toMatchObject({
    applied_seq: beat,
    heartbeat_echo: beat,
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
    await write(block(GREEN, { watchdog }));
    wait(silence);
    expect(cabinet.lamps().state).toBe(state);
  });

  test("is not fed by a heartbeat that stands still", async () => {
    const { cabinet, write, wait } = await started();
    const same = block(GREEN);
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
    await write(block(GREEN));
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
  const { cabinet, master, write } = await started();
  await write(block(GREEN));
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
