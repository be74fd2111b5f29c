/** Control that is taken away, or lamps that do not follow: let go, and taken back slower than left. */
import { expect, test } from "vitest";
import { ALL_RED, GREEN, WITHDRAWN, linkIs, shows } from "./crossing.ts";
import { at, cabinet, inControl } from "./street.ts";

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

test("a cabinet that clears before its first green is led through all red, and shows green after it", async () => {
  const [crossing, street] = await inControl({}, { clearance: 300 });
  const red = performance.now();
  await crossing.until(ALL_RED, () => performance.now() - red > 300);
  await crossing.until(GREEN, shows(GREEN));
  expect(street.lamps()).toMatchObject({ state: "remote", vehicle: "green" });
  expect(crossing.driver.report().health.link).toBe("up");
});

test("a cabinet that clears for longer than the start-up of the site is a mismatch, and shows red meanwhile", async () => {
  const [crossing, street] = await inControl({}, { clearance: 600_000 });
  const report = await crossing.until(GREEN, linkIs("mismatch"));
  expect(report.health.trouble).toMatch(/does not show what was asked for 500 ms/);
  expect(["red", "flashing-yellow"]).toContain(street.lamps().vehicle);
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

test("a lamp that keeps failing keeps us out longer each time", async () => {
  const [crossing, street] = await inControl();
  street.fault("lamp-out", "vehicle-A-green", true);
  await crossing.until(GREEN, linkIs("mismatch"));
  crossing.skip(2500);
  await crossing.until(WITHDRAWN, linkIs("up"));
  await crossing.until(ALL_RED, shows(ALL_RED));
  await crossing.until(GREEN, linkIs("mismatch"));
  crossing.skip(2500);
  await crossing.until(WITHDRAWN, ({ shown }) => shown?.vehicle === "flashing-yellow");
  expect(crossing.driver.report().health.link).toBe("mismatch");
  crossing.skip(2500);
  await crossing.until(WITHDRAWN, linkIs("up"));
});
