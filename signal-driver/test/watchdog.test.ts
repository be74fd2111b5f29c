/** The cabinet's watchdog: proven before anything is lit; a cabinet without one is not driven. */
import { expect, test } from "vitest";
import { createConnection } from "../src/connection.ts";
import { ALL_RED, WITHDRAWN, linkIs } from "./crossing.ts";
import { serveRegisters } from "./register-bank.ts";
import { at, cabinet, closing } from "./street.ts";

/** How often the watchdog has tripped. */
const TRIPS_AT = 0x0206;

test("a cabinet proves its watchdog before anything is lit: given control of what it shows, it falls back", async () => {
  const shown = new Set<string>();
  const street = await cabinet({ onLamps: ({ vehicle, ped }) => shown.add(`${vehicle} ${ped}`) });
  const crossing = at(street.address.port);
  await crossing.until(WITHDRAWN, linkIs("up"));
  await crossing.until(WITHDRAWN, () => street.lamps().state === "local");
  const { port } = street.address;
  const to = { host: "127.0.0.1", port, unit: 1, timeoutMs: 5000, connectTimeoutMs: 5000 };
  const look = createConnection({ ...to, now: () => performance.now() });
  closing.push(async () => look.close());
  expect(await look.open()).toBeNull();
  expect(await look.read(TRIPS_AT, 1)).toMatchObject({ kind: "ok", words: [1] });
  expect([...shown]).toEqual(["flashing-yellow dark"]);
  expect(crossing.driver.report().health.faults).toEqual([]);
});

test("a cabinet whose watchdog is switched off is not driven, and is tried again when somebody has switched it on", async () => {
  const bank = await serveRegisters({}, {}, { watchdog: false });
  closing.push(() => bank.close());
  const crossing = at(bank.port);
  await crossing.until(WITHDRAWN, () => bank.asked() > 0);
  crossing.skip(700);
  const report = await crossing.until(ALL_RED, linkIs("refused"));
  expect(report.health.trouble).toMatch(/watchdog did not trip when we were silent/);
  await crossing.until(ALL_RED, () => bank.get(0x0202) === 1);
  const asked = bank.asked();
  await crossing.until(ALL_RED, ({ health }) => health.requests > report.health.requests + 10);
  expect(bank.asked()).toBe(asked);
  bank.watch(true);
  crossing.skip(61_000);
  await crossing.until(WITHDRAWN, linkIs("up"));
});

test("the proof waits while somebody moves by the cabinet's own lamps", async () => {
  const bank = await serveRegisters({}, { 0x0209: 0b000101100100 });
  closing.push(() => bank.close());
  const crossing = at(bank.port);
  await crossing.until(WITHDRAWN, ({ health }) => health.requests > 10);
  expect(bank.asked()).toBe(0);
  bank.set(0x0209, 0b000101001001);
  await crossing.until(WITHDRAWN, linkIs("up"));
});

test("a line that breaks does not put the watchdog to the proof again; another cabinet does", async () => {
  const bank = await serveRegisters({});
  closing.push(() => bank.close());
  const crossing = at(bank.port);
  await crossing.until(WITHDRAWN, linkIs("up"));
  const asked = bank.asked();
  bank.cut();
  await crossing.until(WITHDRAWN, ({ health }) => health.reconnects === 1 && health.link === "up");
  expect(bank.asked()).toBe(asked);
  bank.set(15, 99);
  bank.cut();
  await crossing.until(WITHDRAWN, () => bank.asked() > asked);
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

test("a cabinet whose watchdog does not act on a dead master is given back to its own plan and refused", async () => {
  const bank = await serveRegisters({}, { 0x0200: 77, 0x0201: 88, 0x0202: 2 }, { watchdog: false });
  closing.push(() => bank.close());
  const crossing = at(bank.port);
  await crossing.until(WITHDRAWN, ({ health }) => health.requests > 5);
  crossing.skip(3000);
  const report = await crossing.until(WITHDRAWN, linkIs("refused"));
  expect(report.health.trouble).toMatch(
    /watchdog did not trip.*not driven; switch .* on \(0 is off\), .* set it to 300 to 2000 ms/,
  );
  await crossing.until(ALL_RED, ({ health }) => health.faults.includes("watchdog-did-not-trip"));
  expect(bank.get(0x0202)).toBe(1);
});
