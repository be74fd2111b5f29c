/** The driver at the virtual cabinet: it takes control, leads a walk, and is believed only by read-back. */
import type { CabinetOptions } from "@crossing/simulator/cabinet";
import { describe, expect, test } from "vitest";
import { ALL_RED, CLEARANCE, GREEN, WALK, WITHDRAWN, YELLOW, linkIs, shows } from "./crossing.ts";
import { serveRegisters } from "./register-bank.ts";
import { at, cabinet, closing, inControl } from "./street.ts";

describe.each<[string, Partial<CabinetOptions>]>([
  ["that can all", {}],
  ["with a CRC", { withCrc: true }],
  ["without owner and function 23", { without: ["owner-token", "read-write-registers"] }],
])("a cabinet %s", (_, options) => {
  test("is heard first, taken when the core is ready, and led through a walk", async () => {
    const street = await cabinet(options);
    const crossing = at(street.address.port);
    const heard = await crossing.until(WITHDRAWN, linkIs("up"));
    expect(heard.shown).toEqual({ vehicle: "flashing-yellow", ped: "dark" });
    expect(street.lamps().state).toBe("local");
    for (const wanted of [ALL_RED, GREEN, YELLOW, ALL_RED, WALK, CLEARANCE, ALL_RED, GREEN]) {
      const report = await crossing.until(wanted, shows(wanted));
      expect(report.health).toMatchObject({ link: "up", trouble: null, faults: [] });
      expect(street.lamps()).toMatchObject({
        state: "remote",
        vehicle: wanted.vehicle,
        vehicleB: wanted.vehicle,
        ped: wanted.ped,
        pedB: wanted.ped,
        pedCountdown: wanted.ped_countdown_s,
        bollards: wanted.bollards,
        voice: wanted.voice,
        callLamps: [false, wanted.call_lamps["B"] ?? false],
      });
    }
    await crossing.driver.stop();
    expect(street.lamps()).toMatchObject({ state: "local", vehicle: "flashing-yellow" });
  });
});

test("a short press between two ticks is reported once; loops give level and count", async () => {
  const [crossing, street] = await inControl();
  street.setButton(1, true);
  street.setButton(1, false);
  street.loop(3, true);
  street.countLoop(5);
  const report = await crossing.until(ALL_RED, ({ buttons }) => buttons.includes(true));
  expect(report.buttons.indexOf(true)).toBe(1);
  expect(report.loops).toHaveLength(16);
  expect(report.loops[2]).toEqual({ level: true, count: 1 });
  expect(report.loops[4]).toEqual({ level: false, count: 1 });
  expect(crossing.driver.report().buttons.includes(true)).toBe(false);
});

test("a held button stays reported", async () => {
  const [crossing, street] = await inControl();
  street.setButton(0, true);
  await crossing.until(ALL_RED, ({ buttons }) => buttons[0] === true);
  expect(crossing.driver.report().buttons[0]).toBe(true);
});

test("a clearance that the cabinet has not taken yet is not read back as one", async () => {
  const bank = await serveRegisters({});
  closing.push(() => bank.close());
  const crossing = at(bank.port);
  await crossing.until(WITHDRAWN, linkIs("up"));
  for (const wanted of [ALL_RED, WALK]) await crossing.until(wanted, shows(wanted));
  bank.hold(true);
  const { requests } = crossing.driver.report().health;
  const held = await crossing.until(CLEARANCE, ({ health }) => health.requests > requests + 8);
  expect(held.shown).toEqual({ vehicle: "red", ped: "walk" });
  bank.hold(false);
  await crossing.until(CLEARANCE, shows(CLEARANCE));
});

test("a cabinet with the smallest status block, and no feedback, is driven without being believed", async () => {
  const bank = await serveRegisters({ 3: 1 << 7 }, {}, { words: 16 });
  closing.push(() => bank.close());
  const crossing = at(bank.port);
  await crossing.until(WITHDRAWN, linkIs("up"));
  const report = await crossing.until(GREEN, () => bank.get(0x0106) === 0b000101100100);
  expect(report.shown).toBeNull();
});

test("a small PLC that takes a block one scan after it has acknowledged it is driven like any other", async () => {
  const bank = await serveRegisters({}, {}, { late: true });
  closing.push(() => bank.close());
  const crossing = at(bank.port);
  await crossing.until(WITHDRAWN, linkIs("up"));
  for (const wanted of [ALL_RED, GREEN, YELLOW, ALL_RED]) {
    await crossing.until(wanted, shows(wanted));
  }
  expect(crossing.driver.report().health).toMatchObject({ link: "up", violations: 0 });
});

test("a frozen picture of the cabinet is not taken for the cabinet", async () => {
  const bank = await serveRegisters({}, {}, { frozen: true });
  closing.push(() => bank.close());
  const crossing = at(bank.port);
  const report = await crossing.until(WITHDRAWN, ({ health }) => health.requests > 30);
  expect(report.health.link).not.toBe("up");
});

test("a call lamp that is out is a fault to repair, not a reason to let go", async () => {
  const [crossing, street] = await inControl();
  street.fault("lamp-out", "call-B", true);
  const report = await crossing.until(WALK, ({ health }) => health.faults.length > 0);
  expect(report.health).toMatchObject({ link: "up", faults: ["lamp:call-B"] });
});
