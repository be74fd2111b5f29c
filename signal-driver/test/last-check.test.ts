/** What the last check before the wire refuses: never lit, latched, and cleared by an engineer. */
import { describe, expect, test } from "vitest";
import { ALL_RED, GREEN, WALK, WITHDRAWN, linkIs, shows } from "./crossing.ts";
import { inControl } from "./street.ts";

describe("what the last check refuses never reaches the lamps", () => {
  test.each([
    ["walk with vehicle green", { ...WALK, vehicle: "green" as const }],
    ["red after green without yellow", ALL_RED],
  ])("%s", async (_, wanted) => {
    const [crossing, street] = await inControl();
    await crossing.until(GREEN, shows(GREEN));
    const report = await crossing.until(wanted, linkIs("refused"));
    expect(report.health.trouble).toMatch(
      /told to go safe, because .*; find the cause, then clear/,
    );
    await crossing.until(wanted, () => street.lamps().state === "safe");
    await crossing.until(ALL_RED, shows({ ...ALL_RED, vehicle: "flashing-yellow", ped: "dark" }));
    expect(crossing.driver.report().health.link).toBe("refused");
  });
});

test("a refusal of the last check is cleared only out of control, and then control comes back slowly", async () => {
  const [crossing, street] = await inControl();
  expect(crossing.driver.clearFault()).toMatch(/no fault is latched/);
  await crossing.until(GREEN, shows(GREEN));
  const refused = await crossing.until(ALL_RED, linkIs("refused"));
  expect(refused.latched).toMatch(/green to no green without yellow/);
  expect(crossing.driver.clearFault()).toMatch(/wait until control is withdrawn/);
  crossing.driver.show(WITHDRAWN);
  await crossing.until(WITHDRAWN, () => street.lamps().state === "safe");
  expect(crossing.driver.clearFault()).toBeNull();
  expect(crossing.driver.report().latched).toBeNull();
  await crossing.until(WITHDRAWN, () => street.lamps().state === "local");
  crossing.skip(6000);
  await crossing.until(WITHDRAWN, linkIs("up"));
  await crossing.until(ALL_RED, shows(ALL_RED));
});
