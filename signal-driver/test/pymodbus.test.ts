/** The driver at a slave that is not our code: pymodbus, as Debian ships it. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import {
  ALL_RED,
  CLEARANCE,
  GREEN,
  WALK,
  WITHDRAWN,
  YELLOW,
  crossingAt,
  linkIs,
  shows,
} from "./crossing.ts";

const PYTHON = "/usr/bin/python3";
const present = spawnSync(PYTHON, ["-c", "import pymodbus"]).status === 0;
const why = present ? "" : " (skipped: python3-pymodbus is not installed; apt-get install it)";

let slave: ChildProcess | undefined;

afterEach(() => {
  slave?.kill("SIGKILL");
});

interface Line {
  readonly port?: number;
  readonly on: number;
  readonly flash: number;
  readonly state: number;
}

/** Starts the slave; its lines, and its port once it has said it. */
async function startSlave(...args: string[]): Promise<{ port: number; lines: Line[] }> {
  const script = fileURLToPath(new URL("pymodbus_slave.py", import.meta.url));
  slave = spawn(PYTHON, [script, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const lines: Line[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    slave?.once("exit", (code) => reject(new Error(`the slave ended with ${code}`)));
    createInterface({ input: slave!.stdout! }).on("line", (text) => {
      const line = JSON.parse(text) as Line;
      if (line.port === undefined) lines.push(line);
      else resolve(line.port);
    });
  });
  return { port, lines };
}

test.skipIf(!present)(`a walk is led through on pymodbus, lamp by lamp${why}`, async () => {
  const { port, lines } = await startSlave("--presses", "0.2");
  const { driver, until } = crossingAt(port);
  await until(WITHDRAWN, linkIs("up"));
  await until(WITHDRAWN, () => lines.at(-1)?.state === 1);
  const from = lines.length;
  for (const wanted of [ALL_RED, GREEN, YELLOW, ALL_RED, WALK, CLEARANCE, ALL_RED]) {
    await until(wanted, shows(wanted));
  }
  await until(ALL_RED, ({ buttons }) => buttons[0] === true);
  await driver.stop();
  const [flash, red, clearing] = [0b10010, 0b0101001001, 0b1010001001];
  await until(ALL_RED, () => lines.length >= from + 8);
  expect(lines.slice(from).map(({ on, flash: f, state }) => [on, f, state])).toEqual([
    [red, 0, 2],
    [0b0101100100, 0, 2],
    [0b0101010010, 0, 2],
    [red, 0, 2],
    [clearing | 0b100000000000, 0, 2],
    [clearing, 0b1010000000, 2],
    [red, 0, 2],
    [flash, flash, 1],
  ]);
});

test.skipIf(!present)(
  `a driver that falls silent loses a pymodbus cabinet to its watchdog${why}`,
  async () => {
    const { port, lines } = await startSlave();
    const { driver, until } = crossingAt(port, { watchdog_ms: 500 });
    await until(WITHDRAWN, linkIs("up"));
    await until(ALL_RED, shows(ALL_RED));
    const end = performance.now() + 15_000;
    while (lines.at(-1)?.state !== 3 && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(lines.at(-1)).toMatchObject({ state: 3, on: 0b10010, flash: 0b10010 });
    await driver.stop();
  },
);
