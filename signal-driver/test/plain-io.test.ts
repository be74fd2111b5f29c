/** Plain coils and registers by an adapter file: lit, read back, lost to the module's own watchdog. */
import { readdirSync, readFileSync } from "node:fs";
import { type Adapter, adapterJsonSchema, readAdapter } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { Readings, runsOf, wireOf } from "../src/wiring.ts";
import {
  ALL_RED,
  CLEARANCE,
  type Crossing,
  GREEN,
  WALK,
  WITHDRAWN,
  YELLOW,
  linkIs,
  shows,
} from "./crossing.ts";
import { type PlainSlave, WIRING, startPlain } from "./plain-slave.ts";
import { at, closing } from "./street.ts";

async function module(changes: Partial<Adapter> = {}): Promise<[Crossing, PlainSlave]> {
  const slave = await startPlain();
  closing.push(() => slave.close());
  slave.inputs.set(0, 1);
  return [at(slave.port, { profile: "adapter" }, { adapter: { ...WIRING, ...changes } }), slave];
}

const litOf = ({ coils }: PlainSlave): number[] =>
  [...coils].flatMap(([coil, on]) => (on === 1 ? [coil] : [])).sort((a, b) => a - b);

test("a walk is led through on coils, with countdown and heartbeat in registers", async () => {
  const [crossing, slave] = await module();
  await crossing.until(WITHDRAWN, linkIs("up"));
  for (const wanted of [ALL_RED, GREEN, YELLOW, ALL_RED, WALK]) {
    await crossing.until(wanted, shows(wanted));
  }
  expect(litOf(slave)).toEqual([0, 3, 7, 9, 11]);
  expect(slave.registers.get(30)).toBe(95);
  expect(slave.registers.get(31)).toBeGreaterThan(0);
  await crossing.until(CLEARANCE, shows(CLEARANCE));
  expect(slave.registers.get(30)).toBe(0);
  const seen = new Set<string>();
  await crossing.until(CLEARANCE, () => seen.add(litOf(slave).join()).size === 2);
  expect([...seen].sort()).toEqual(["0,3", "0,3,7,9"]);
  await crossing.until(ALL_RED, shows(ALL_RED));
  expect(crossing.driver.report().health).toMatchObject({ link: "up", faults: [] });
});

test("control that is given up is given to the module's watchdog, and taken again after a set-up", async () => {
  const [crossing, slave] = await module();
  await crossing.until(WITHDRAWN, linkIs("up"));
  await crossing.until(GREEN, () => litOf(slave).includes(2));
  await crossing.until(WITHDRAWN, () => litOf(slave).length === 0);
  await crossing.until(ALL_RED, shows(ALL_RED));
  expect(crossing.driver.report().health.faults).toEqual([]);
});

test("buttons and loops are read as they are wired, and a short press is kept", async () => {
  const [crossing, slave] = await module();
  await crossing.until(WITHDRAWN, linkIs("up"));
  slave.inputs.set(0, 0);
  slave.inputs.set(2, 1);
  const report = await crossing.until(WITHDRAWN, ({ buttons }) => buttons[0] === true);
  expect(report.buttons[1]).toBe(false);
  expect(report.loops[0]).toEqual({ level: true, count: 1 });
});

test("outputs that somebody else switches are not fought over", async () => {
  const [crossing, slave] = await module();
  await crossing.until(WITHDRAWN, linkIs("up"));
  await crossing.until(GREEN, shows(GREEN));
  slave.coils.set(0, 1);
  const report = await crossing.until(GREEN, ({ health }) => health.link === "mismatch");
  expect(report.health.trouble).toMatch(/not ours|does not show/);
});

describe("a module that must not be driven is refused, with what to do:", () => {
  test.each<[string, Partial<Adapter>, (slave: PlainSlave) => void, RegExp]>([
    [
      "another device",
      {},
      (slave) => slave.registers.set(0, 1),
      /register 0 is 1, expected 4660.*check the address/,
    ],
    [
      "a watchdog time of 0",
      { watchdog: { ...WIRING.watchdog, set_up: [], check: [] } },
      () => undefined,
      /watchdog time 0: it is off; set it to 300 to 2000 ms/,
    ],
    [
      "a watchdog that is too slow",
      { watchdog: { ...WIRING.watchdog, set_up: [{ register: 20, value: 300 }], check: [] } },
      () => undefined,
      /watchdog of 3000 ms, 2000 at most/,
    ],
    [
      "a set-up that did not take",
      { watchdog: { ...WIRING.watchdog, check: [{ register: 40, mask: 1, value: 1 }] } },
      () => undefined,
      /register 40 is 0, expected 1 after its watchdog was set up/,
    ],
  ])("%s", async (_, changes, prepare, why) => {
    const [crossing, slave] = await module(changes);
    prepare(slave);
    const report = await crossing.until(WITHDRAWN, linkIs("refused"));
    expect(report.health.trouble).toMatch(why);
    expect(slave.writes.filter((write) => write.startsWith("15"))).toEqual([]);
  });

  test("a watchdog that does not act", async () => {
    const [crossing, slave] = await module();
    slave.watchdog(false);
    await crossing.until(WITHDRAWN, () => slave.writes.some((write) => write.startsWith("15")));
    crossing.skip(900);
    const report = await crossing.until(WITHDRAWN, linkIs("refused"));
    expect(report.health.trouble).toMatch(/watchdog did not trip/);
  });

  test("a conflict that its monitor has seen", async () => {
    const [crossing, slave] = await module();
    await crossing.until(WITHDRAWN, linkIs("up"));
    slave.inputs.set(5, 1);
    const report = await crossing.until(ALL_RED, linkIs("mismatch"));
    expect(report.health.faults).toEqual(["conflict", "latched"]);
  });
});

describe("the files in config/adapters", () => {
  const folder = new URL("../../config/adapters/", import.meta.url);
  test.each(readdirSync(folder).filter((name) => name.endsWith(".json")))(
    "%s can be read",
    (name) => {
      expect(readAdapter(readFileSync(new URL(name, folder), "utf8"))).toMatchObject({ ok: true });
    },
  );

  test("config/adapter.schema.json is what the schema gives (npx vitest run signal-driver/test/plain-io.test.ts -u)", async () => {
    const text = `${JSON.stringify(adapterJsonSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot("../../config/adapter.schema.json");
  });

  test.each<[string, unknown, RegExp]>([
    [
      "two lamps on one wire",
      { ...WIRING, lamps: { ...WIRING.lamps, "call-A": { coil: 0 } } },
      /coil 0 is already the wire of vehicle-A-red/,
    ],
    ["no conflict monitor", { ...WIRING, conflict_monitor: undefined }, /conflict_monitor/],
    ["no watchdog", { ...WIRING, watchdog: null }, /watchdog/],
    ["an unknown key", { ...WIRING, lamp: {} }, /lamp/],
    ["a lamp that is not wired", { ...WIRING, lamps: {} }, /lamps/],
  ])("a file with %s is refused", (_, file, why) => {
    const reading = readAdapter(JSON.stringify(file));
    expect(reading.ok ? "" : reading.problems.join("\n")).toMatch(why);
  });
});

test("wires near each other are read with one request, and inverted ones the other way round", () => {
  const wires = [
    wireOf({ coil: 3, invert: false }, 1),
    wireOf({ coil: 9, invert: true }, 1),
    wireOf({ coil: 90, invert: false }, 1),
    wireOf({ input_register: 4, bit: 2, invert: false }, 1),
  ];
  const runs = runsOf(wires);
  expect(runs).toEqual([
    { area: "coils", at: 4, count: 7 },
    { area: "coils", at: 91, count: 1 },
    { area: "input-registers", at: 5, count: 1 },
  ]);
  const readings = new Readings();
  readings.put(runs[0]!, [1, 0, 0, 0, 0, 0, 1]);
  readings.put(runs[2]!, [0b100]);
  expect(wires.map((wire) => readings.is(wire))).toEqual([true, false, false, true]);
});
