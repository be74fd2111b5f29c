/** The driver at the virtual cabinet: it takes control, is believed only by read-back, and lets go in doubt. */
import { type Registers, encodeFor, serveRegisters } from "./register-bank.ts";
import { type VirtualCabinet, startCabinet } from "@crossing/simulator/cabinet";
import { afterEach, describe, expect, test } from "vitest";
import { createConnection } from "../src/connection.ts";
import {
  ALL_RED,
  CLEARANCE,
  type Crossing,
  GREEN,
  WALK,
  WITHDRAWN,
  YELLOW,
  crossingAt,
  linkIs,
  shows,
} from "./crossing.ts";

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function cabinet(options: { withCrc?: boolean; now?: () => number } = {}) {
  const street = await startCabinet({ host: "127.0.0.1", port: 0, unit: 1, ...options });
  closing.push(() => street.close());
  return street;
}

function at(
  port: number,
  ...rest: Parameters<typeof crossingAt> extends [number, ...infer R] ? R : never
) {
  const crossing = crossingAt(port, ...rest);
  closing.push(() => crossing.driver.stop());
  return crossing;
}

/** In control of a virtual cabinet, with all heads red. */
async function inControl(
  site: Parameters<typeof crossingAt>[1] = {},
): Promise<[Crossing, VirtualCabinet]> {
  const street = await cabinet();
  const crossing = at(street.address.port, site);
  await crossing.until(WITHDRAWN, linkIs("up"));
  await crossing.until(ALL_RED, shows(ALL_RED));
  return [crossing, street];
}

describe.each([
  ["plain", false],
  ["with a CRC", true],
])("a cabinet %s", (_, withCrc) => {
  test("is heard first, taken when the core is ready, and led through a walk", async () => {
    const street = await cabinet({ withCrc });
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

test("a loop that stops ticking loses the cabinet to its watchdog, and gets it back through start-up", async () => {
  let skipped = 0;
  const street = await cabinet({ now: () => performance.now() + skipped });
  const crossing = at(street.address.port, { watchdog_ms: 1500 });
  await crossing.until(WITHDRAWN, linkIs("up"));
  await crossing.until(ALL_RED, shows(ALL_RED));
  await crossing.until(GREEN, shows(GREEN));
  skipped = 1600;
  expect(street.lamps()).toMatchObject({ state: "safe", vehicle: "flashing-yellow", ped: "dark" });
  const lost = await crossing.until(GREEN, linkIs("mismatch"));
  expect(lost.health.trouble).toMatch(/took control away: it is in state safe/);
  await crossing.until(WITHDRAWN, () => street.lamps().state === "local");
  crossing.skip(6000);
  await crossing.until(WITHDRAWN, linkIs("up"));
  await crossing.until(ALL_RED, shows(ALL_RED));
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

test("a short press while the line was broken is reported when it is back", async () => {
  const [crossing, street] = await inControl({ timeout_ms: 60 });
  const before = crossing.driver.report().health.reconnects;
  street.mute(true);
  await crossing.until(ALL_RED, ({ health }) => health.reconnects > before);
  street.setButton(0, true);
  street.setButton(0, false);
  street.mute(false);
  const report = await crossing.until(WITHDRAWN, ({ buttons }) => buttons.includes(true));
  expect(report.buttons.indexOf(true)).toBe(0);
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

test("a held button stays reported", async () => {
  const [crossing, street] = await inControl();
  street.setButton(0, true);
  await crossing.until(ALL_RED, ({ buttons }) => buttons[0] === true);
  expect(crossing.driver.report().buttons[0]).toBe(true);
});

test("a silent cabinet is lost, said in words, and found again", async () => {
  const [crossing, street] = await inControl({ timeout_ms: 60, loss_of_control_ms: 500 });
  street.mute(true);
  const lost = await crossing.until(ALL_RED, linkIs("lost"));
  expect(lost.health.trouble).toMatch(
    /^modbus 127\.0\.0\.1:\d+ unit 1: no answer in 60 ms, \d+ times; check the cabinet's port and unit id$/,
  );
  expect(lost.health.timeouts).toBeGreaterThan(1);
  street.mute(false);
  const found = await crossing.until(WITHDRAWN, linkIs("up"));
  expect(found.health.reconnects).toBeGreaterThan(0);
  expect(crossing.log.join("\n")).toMatch(/no answer[^]*: up$/);
});

test("a cabinet that is switched off and on is refused connection, then found again", async () => {
  const [crossing, street] = await inControl({ loss_of_control_ms: 500 });
  const { port } = street.address;
  await street.close();
  const lost = await crossing.until(ALL_RED, linkIs("lost"));
  expect(lost.health.trouble).toMatch(/ECONNREFUSED.*check that the cabinet is on/);
  expect(lost.shown).toBeNull();
  expect(lost.buttons).toEqual([]);
  const again = await startCabinet({ host: "127.0.0.1", port, unit: 1 });
  closing.push(() => again.close());
  const back = await crossing.until(ALL_RED, ({ shown }) => shown !== null);
  expect(back.health.link).toBe("lost");
  expect(back.health.trouble).toMatch(/not heard for too long/);
  expect(again.lamps().state).toBe("local");
  crossing.skip(6000);
  await crossing.until(WITHDRAWN, linkIs("up"));
});

test("a lamp that is out makes a mismatch, and control is not asked for again for a while", async () => {
  const [crossing, street] = await inControl();
  street.fault("lamp-out", "vehicle-A-green", true);
  const report = await crossing.until(GREEN, linkIs("mismatch"));
  expect(report.health.trouble).toMatch(/does not show what was asked for 500 ms; check lamps/);
  expect(report.health.faults).toEqual(["green-lamp-out", "lamp:vehicle-A-green"]);
  expect(report.shown).toBeNull();
  await crossing.until(WITHDRAWN, () => street.lamps().state === "local");
  street.fault("lamp-out", "vehicle-A-green", false);
  crossing.driver.show(GREEN);
  expect(crossing.driver.report().health.link).toBe("mismatch");
  crossing.skip(6000);
  await crossing.until(WITHDRAWN, linkIs("up"));
});

test("a call lamp that is out is a fault to repair, not a reason to let go", async () => {
  const [crossing, street] = await inControl();
  street.fault("lamp-out", "call-B", true);
  const report = await crossing.until(WALK, ({ health }) => health.faults.length > 0);
  expect(report.health).toMatchObject({ link: "up", faults: ["lamp:call-B"] });
});

test("a latched conflict is a mismatch until an engineer resets it at the cabinet", async () => {
  const [crossing, street] = await inControl();
  street.fault("lamp-stuck", "ped-A-green", true);
  const report = await crossing.until(GREEN, ({ health }) =>
    /latched a fault .*reset it there/.test(health.trouble ?? ""),
  );
  expect(report.health.link).toBe("mismatch");
  expect(report.health.faults).toContain("conflict");
  expect(street.lamps().vehicle).toBe("flashing-yellow");
  street.fault("lamp-stuck", "ped-A-green", false);
  crossing.skip(60_000);
  await crossing.until(WITHDRAWN, linkIs("mismatch"));
  street.reset();
  crossing.skip(6000);
  await crossing.until(WITHDRAWN, linkIs("up"));
});

describe("what the last check refuses never reaches the lamps", () => {
  test.each([
    ["walk with vehicle green", { ...WALK, vehicle: "green" as const }],
    ["red after green without yellow", ALL_RED],
  ])("%s", async (_, wanted) => {
    const [crossing, street] = await inControl();
    await crossing.until(GREEN, shows(GREEN));
    const report = await crossing.until(wanted, linkIs("refused"));
    expect(report.health.trouble).toMatch(/told to go safe, because .*; find the cause/);
    await crossing.until(wanted, () => street.lamps().state === "safe");
    await crossing.until(ALL_RED, shows({ ...ALL_RED, vehicle: "flashing-yellow", ped: "dark" }));
    expect(crossing.driver.report().health.link).toBe("refused");
  });
});

test("another master is noticed, left the cabinet, and followed when it is gone", async () => {
  const [crossing, street] = await inControl();
  const other = createConnection({
    host: "127.0.0.1",
    port: street.address.port,
    unit: 1,
    timeoutMs: 5000,
    connectTimeoutMs: 5000,
    now: () => performance.now(),
  });
  closing.push(async () => other.close());
  expect(await other.open()).toBeNull();
  let beat = 40_000;
  const intrude = setInterval(
    () => void other.write(0x0100, encodeFor({ seq: 999, beat: (beat += 1) })),
    20,
  );
  const report = await crossing
    .until(ALL_RED, linkIs("refused"))
    .finally(() => clearInterval(intrude));
  expect(report.health.trouble).toMatch(/another master writes/);
  crossing.skip(10_000);
  await crossing.until(WITHDRAWN, linkIs("up"));
});

describe("a cabinet that must not be controlled is refused, with what to do:", () => {
  test.each<[string, Registers, RegExp]>([
    ["something else at this address", { 0: 0 }, /magic word 0x0000.*check the address/],
    ["another map version", { 1: 0x0200 }, /register map 2\.0/],
    ["phase requests only", { 2: 1 }, /profile 1, expected 2/],
    ["too few lamps", { 5: 6 }, /6 lamps/],
    ["no watchdog", { 12: 0 }, /no watchdog/],
    ["a watchdog that is too slow", { 11: 300, 12: 900 }, /watchdog of 3000 to 9000 ms/],
    ["no conflict monitor", { 3: 0x007f }, /no conflict monitor/],
  ])("%s", async (_, identity, why) => {
    const bank = await serveRegisters(identity);
    closing.push(() => bank.close());
    const crossing = at(bank.port);
    const report = await crossing.until(WITHDRAWN, linkIs("refused"));
    expect(report.health.trouble).toMatch(why);
    expect(bank.writes()).toBe(0);
  });
});

test("a cabinet left in remote by a run that died is only watched until its watchdog has acted", async () => {
  const bank = await serveRegisters({}, { 0x0200: 77, 0x0201: 88, 0x0202: 2 });
  closing.push(() => bank.close());
  const crossing = at(bank.port);
  for (let n = 0; n < 20; n += 1) await crossing.until(WITHDRAWN, () => true);
  await crossing.until(WITHDRAWN, ({ health }) => health.requests > 5);
  expect(bank.writes()).toBe(0);
  bank.set(0x0202, 3);
  await crossing.until(WITHDRAWN, linkIs("up"));
});

test("a cabinet whose watchdog did not act is driven rather than left alone, and the fault is told", async () => {
  const bank = await serveRegisters({}, { 0x0200: 77, 0x0201: 88, 0x0202: 2 });
  closing.push(() => bank.close());
  const crossing = at(bank.port);
  await crossing.until(WITHDRAWN, ({ health }) => health.requests > 5);
  crossing.skip(3000);
  const report = await crossing.until(WITHDRAWN, linkIs("up"));
  expect(report.health.faults).toEqual(["watchdog-did-not-trip"]);
});

test("a cabinet with the smallest status block, and no feedback, is driven without being believed", async () => {
  const bank = await serveRegisters({ 3: 1 << 7 }, {}, { words: 16 });
  closing.push(() => bank.close());
  const crossing = at(bank.port);
  await crossing.until(WITHDRAWN, linkIs("up"));
  const report = await crossing.until(GREEN, () => bank.get(0x0106) === 0b000101100100);
  expect(report.shown).toBeNull();
});

test("a line that was lost and is back at once is let go for a while, and the cabinet is told", async () => {
  const [crossing, street] = await inControl({ timeout_ms: 60, loss_of_control_ms: 500 });
  await crossing.until(GREEN, shows(GREEN));
  street.mute(true);
  await crossing.until(GREEN, linkIs("lost"));
  street.mute(false);
  const back = await crossing.until(
    WITHDRAWN,
    ({ health }) => street.lamps().state === "local" && /not heard/.test(health.trouble ?? ""),
  );
  expect(back.health.link).toBe("lost");
  crossing.driver.show(GREEN);
  await crossing.until(GREEN, ({ health }) => health.requests > back.health.requests + 12);
  expect(street.lamps().state).toBe("local");
  crossing.skip(6000);
  await crossing.until(WITHDRAWN, linkIs("up"));
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

test("a lamp that keeps failing keeps us out longer each time", async () => {
  const [crossing, street] = await inControl();
  street.fault("lamp-out", "vehicle-A-green", true);
  await crossing.until(GREEN, linkIs("mismatch"));
  crossing.skip(5500);
  await crossing.until(WITHDRAWN, linkIs("up"));
  await crossing.until(ALL_RED, shows(ALL_RED));
  await crossing.until(GREEN, linkIs("mismatch"));
  crossing.skip(5500);
  await crossing.until(WITHDRAWN, ({ shown }) => shown?.vehicle === "flashing-yellow");
  expect(crossing.driver.report().health.link).toBe("mismatch");
  crossing.skip(5000);
  await crossing.until(WITHDRAWN, linkIs("up"));
});

test("a frozen picture of the cabinet is not taken for the cabinet", async () => {
  const bank = await serveRegisters({}, {}, { frozen: true });
  closing.push(() => bank.close());
  const crossing = at(bank.port);
  const report = await crossing.until(WITHDRAWN, ({ health }) => health.requests > 30);
  expect(report.health.link).not.toBe("up");
});
