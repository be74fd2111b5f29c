/** Who may be controlled at all: asked before anything is written. */
import { describe, expect, test } from "vitest";
import { WITHDRAWN, linkIs } from "./crossing.ts";
import { type Registers, serveRegisters } from "./register-bank.ts";
import { at, closing } from "./street.ts";

describe("a cabinet that must not be controlled is refused, with what to do:", () => {
  test.each<[string, Registers, RegExp]>([
    ["something else at this address", { 0: 0 }, /magic word 0x0000.*check the address/],
    ["another map version", { 1: 0x0200 }, /register map 2\.0/],
    ["phase requests only", { 2: 1 }, /profile 1, expected 2 .*cabinet.profile/],
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

describe("a controller that must not be asked is refused, with what to do:", () => {
  test.each<[string, Registers, RegExp]>([
    ["direct lamps", { 2: 2 }, /profile 2, expected 1 \(phase-request\)/],
    ["too few phases", { 2: 1, 4: 2 }, /2 phases, the site names phase 4/],
    ["no watchdog", { 2: 1, 4: 8, 12: 0 }, /no watchdog/],
  ])("%s", async (_, identity, why) => {
    const bank = await serveRegisters(identity);
    closing.push(() => bank.close());
    const crossing = at(bank.port, { profile: "phase-request" });
    const report = await crossing.until(WITHDRAWN, linkIs("refused"));
    expect(report.health.trouble).toMatch(why);
    expect(bank.writes()).toBe(0);
  });
});
