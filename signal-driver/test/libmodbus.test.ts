/** The driver at a slave that is not our code: libmodbus, which also has function 23. */
import { afterEach, expect, test } from "vitest";
import { createConnection } from "../src/connection.ts";
import { ALL_RED, CLEARANCE, GREEN, WALK, WITHDRAWN, YELLOW, linkIs, shows } from "./crossing.ts";
import { type LibmodbusSlave, libmodbusMissing, startLibmodbus } from "./libmodbus.ts";
import { at, closing } from "./street.ts";

const missing = libmodbusMissing !== "";
let slave: LibmodbusSlave | undefined;

afterEach(() => slave?.end());

test.skipIf(missing)(
  `a walk is led through on libmodbus, lamp by lamp${libmodbusMissing}`,
  async () => {
    slave = await startLibmodbus();
    const { lines, port } = slave;
    const { driver, until } = at(port);
    await until(WITHDRAWN, linkIs("up"));
    await until(WITHDRAWN, () => lines.at(-1)?.[2] === 1);
    const from = lines.length;
    for (const wanted of [ALL_RED, GREEN, YELLOW, ALL_RED, WALK, CLEARANCE, ALL_RED]) {
      await until(wanted, shows(wanted));
    }
    await driver.stop();
    const [flash, red, clearing] = [0b10010, 0b0101001001, 0b1010001001];
    await expect
      .poll(() => lines.slice(from))
      .toEqual([
        [red, 0, 2],
        [0b0101100100, 0, 2],
        [0b0101010010, 0, 2],
        [red, 0, 2],
        [clearing | 0b100000000000, 0, 2],
        [clearing, 0b1010000000, 2],
        [red, 0, 2],
        [flash, flash, 1],
      ]);
    expect(driver.report().health).toMatchObject({ violations: 0, timeouts: 0 });
  },
);

test.skipIf(missing)(
  `a driver that falls silent loses a libmodbus cabinet to its watchdog${libmodbusMissing}`,
  async () => {
    slave = await startLibmodbus();
    const { lines, port } = slave;
    const { until } = at(port, { watchdog_ms: 500 });
    await until(WITHDRAWN, linkIs("up"));
    await until(ALL_RED, shows(ALL_RED));
    await expect.poll(() => lines.at(-1), { timeout: 15_000 }).toEqual([0b10010, 0b10010, 3]);
  },
);

test.skipIf(missing)(
  `every function that is used is answered by libmodbus as we read it${libmodbusMissing}`,
  async () => {
    slave = await startLibmodbus();
    const line = createConnection({
      host: "127.0.0.1",
      port: slave.port,
      unit: 1,
      timeoutMs: 5000,
      connectTimeoutMs: 5000,
      now: () => performance.now(),
    });
    closing.push(async () => line.close());
    expect(await line.open()).toBeNull();
    expect(await line.read(0, 2)).toMatchObject({ kind: "ok", words: [0x5843, 0x0100] });
    expect(await line.writeOne(0x0280, 7)).toMatchObject({ kind: "ok" });
    expect(await line.write(0x0281, [8, 9])).toMatchObject({ kind: "ok" });
    const answer = await line.exchange({ at: 0x0283, words: [10] }, { at: 0x0280, count: 4 });
    expect(answer).toMatchObject({ kind: "ok", words: [7, 8, 9, 10] });
    expect(await line.read(0x0400, 1)).toEqual({ kind: "exception", code: 2 });
    expect(await line.readFrom("coils", 0, 1)).toEqual({ kind: "exception", code: 2 });
    expect(line.alive).toBe(true);
  },
);
