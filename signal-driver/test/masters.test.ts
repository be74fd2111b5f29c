/** Two masters at one cabinet: noticed, kept out where the cabinet can, and left alone where it cannot. */
import { expect, test } from "vitest";
import { type Connection, createConnection } from "../src/connection.ts";
import { ALL_RED, GREEN, WITHDRAWN, linkIs, shows } from "./crossing.ts";
import { encodeFor, serveRegisters } from "./register-bank.ts";
import { at, closing, inControl } from "./street.ts";

// Conflict monitor, lamp feedback, owner token.
const OWNED = (1 << 7) | (1 << 6) | (1 << 10);

/** Status block: whose control it is, two words. */
const OWNER_AT = 0x021c;

/** Somebody else's line to the cabinet. */
async function intruder(port: number): Promise<Connection> {
  const other = createConnection({
    host: "127.0.0.1",
    port,
    unit: 1,
    timeoutMs: 5000,
    connectTimeoutMs: 5000,
    now: () => performance.now(),
  });
  closing.push(async () => other.close());
  expect(await other.open()).toBeNull();
  return other;
}

test("another master is noticed, left the cabinet, and followed when it is gone", async () => {
  const [crossing, street] = await inControl({}, { without: ["owner-token"] });
  const other = await intruder(street.address.port);
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

test("a cabinet that knows its owner takes nothing from another master, and control goes on", async () => {
  const [crossing, street] = await inControl();
  const other = await intruder(street.address.port);
  await crossing.until(GREEN, shows(GREEN));
  const answers = [];
  for (let beat = 1; beat < 20; beat += 1) {
    answers.push(await other.write(0x0100, encodeFor({ seq: 999, beat: 40_000 + beat })));
    await crossing.until(GREEN, shows(GREEN));
  }
  expect(answers.every(({ kind }) => kind === "exception")).toBe(true);
  expect(street.lamps()).toMatchObject({ state: "remote", vehicle: "green" });
});

test("a cabinet that another master owns is left to it", async () => {
  const bank = await serveRegisters({ 3: OWNED }, { 0x0202: 2, 0x021c: 7, 0x021d: 7 });
  closing.push(() => bank.close());
  const crossing = at(bank.port);
  await crossing.until(WITHDRAWN, ({ health }) => health.requests > 10);
  bank.set(0x0201, 5);
  const report = await crossing.until(WITHDRAWN, linkIs("refused"));
  expect(report.health.trouble).toMatch(/another master writes/);
  expect(bank.writes()).toBe(0);
});

test("each control has an owner word of its own", async () => {
  const [crossing, street] = await inControl();
  const owner = async (): Promise<number> => {
    const answer = await (await intruder(street.address.port)).read(OWNER_AT, 2);
    return answer.kind === "ok" ? answer.words[0]! * 65_536 + answer.words[1]! : 0;
  };
  const first = await owner();
  await crossing.until(WITHDRAWN, ({ shown }) => shown?.vehicle === "flashing-yellow");
  await crossing.until(ALL_RED, shows(ALL_RED));
  const second = await owner();
  expect(first).not.toBe(0);
  expect(second).not.toBe(0);
  expect(second).not.toBe(first);
});
