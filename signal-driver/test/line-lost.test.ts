/** A line that is silent, cut or flapping: said in words, let go, and found again. */
import { startCabinet } from "@crossing/simulator/cabinet";
import { expect, test } from "vitest";
import { ALL_RED, GREEN, WITHDRAWN, linkIs, shows } from "./crossing.ts";
import { closing, inControl } from "./street.ts";

test("a silent cabinet is lost, said in words, and found again", async () => {
  const [crossing, street] = await inControl({ timeout_ms: 60, loss_of_control_ms: 500 });
  street.mute(true);
  const lost = await crossing.until(ALL_RED, linkIs("lost"));
  expect(lost.health.trouble).toMatch(
    /^modbus 127\.0\.0\.1:\d+ unit 1: no answer in 60 ms, \d+ times; check the cabinet's port and unit id$/,
  );
  expect(lost.health.timeouts).toBeGreaterThan(1);
  street.mute(false);
  crossing.skip(6000);
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
