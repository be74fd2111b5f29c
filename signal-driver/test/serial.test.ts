/** Modbus RTU over a pair of pseudo terminals: a whole walk, and every fault of a serial line. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc16 } from "@crossing/config";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Answer, createConnection } from "../src/connection.ts";
import { wireMs } from "../src/rtu-port.ts";
import { ALL_RED, CLEARANCE, GREEN, WALK, WITHDRAWN, YELLOW, linkIs, shows } from "./crossing.ts";
import { type RtuSlave, serveRtu } from "./rtu-slave.ts";
import { at, closing } from "./street.ts";

const present = spawnSync("socat", ["-V"]).status === 0;
const why = present ? "" : " (skipped: socat is not installed; apt-get install it)";
const folder = mkdtempSync(join(tmpdir(), "crossing-rtu-"));
const [ours, theirs] = [join(folder, "ours"), join(folder, "theirs")];
const SERIAL = { path: ours, baud: 115_200, parity: "none", stop_bits: 1 } as const;
let socat: ChildProcess | undefined;
let slave: RtuSlave | undefined;

beforeAll(async () => {
  if (!present) return;
  socat = spawn("socat", [`pty,raw,echo=0,link=${ours}`, `pty,raw,echo=0,link=${theirs}`]);
  while (!existsSync(ours) || !existsSync(theirs)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});
afterEach(async () => {
  await slave?.close();
  slave = undefined;
});
afterAll(() => {
  socat?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!present)(`a walk is led through on a serial line${why}`, async () => {
  slave = await serveRtu(theirs);
  const crossing = at(1, { transport: "rtu", serial: SERIAL });
  await crossing.until(WITHDRAWN, linkIs("up"));
  for (const wanted of [ALL_RED, GREEN, YELLOW, ALL_RED, WALK, CLEARANCE, ALL_RED]) {
    await crossing.until(wanted, shows(wanted));
  }
  expect(crossing.driver.report().health).toMatchObject({ violations: 0, timeouts: 0 });
});

test.skipIf(!present)(
  `a serial line that was silent is opened anew and found again${why}`,
  async () => {
    slave = await serveRtu(theirs);
    const crossing = at(1, {
      transport: "rtu",
      serial: SERIAL,
      timeout_ms: 60,
      loss_of_control_ms: 500,
    });
    await crossing.until(WITHDRAWN, linkIs("up"));
    slave.answer(() => null);
    const lost = await crossing.until(WITHDRAWN, linkIs("lost"));
    expect(lost.health.trouble).toContain(`modbus ${ours} unit 1: no answer`);
    slave.answer((right) => right);
    await crossing.until(WITHDRAWN, linkIs("up"));
  },
);

const withCrc = (body: Buffer): Buffer => {
  const frame = Buffer.alloc(body.length + 2);
  body.copy(frame);
  frame.writeUInt16LE(crc16(body), body.length);
  return frame;
};
const changed = (right: Buffer, byte: number): Buffer => {
  const body = Buffer.from(right.subarray(0, -2));
  body[byte]! += 1;
  return withCrc(body);
};

describe("a read on a serial line that is answered with", () => {
  test.skipIf(!present).each<[string, (right: Buffer) => Buffer | null, Answer["kind"]]>([
    ["the right words", (right) => right, "ok"],
    ["silence", () => null, "timeout"],
    ["half an answer", (right) => right.subarray(0, 6), "timeout"],
    [
      "a wrong CRC",
      (right) => Buffer.concat([right.subarray(0, -1), Buffer.from([right.at(-1)! ^ 1])]),
      "violation",
    ],
    ["a wrong unit", (right) => changed(right, 0), "violation"],
    ["a wrong function", (right) => changed(right, 1), "violation"],
    ["a byte count that lies", (right) => changed(right, 2), "violation"],
    ["noise before it", (right) => Buffer.concat([Buffer.from([0x42]), right]), "violation"],
    ["two answers at once", (right) => Buffer.concat([right, right]), "violation"],
    ["exception 2", () => withCrc(Buffer.from([1, 0x83, 2])), "exception"],
  ])(`%s${why}`, async (_, answer, kind) => {
    slave = await serveRtu(theirs);
    slave.answer(answer);
    const timeoutMs = kind === "timeout" ? 100 : 10_000;
    const line = createConnection({
      host: "",
      port: 0,
      serial: SERIAL,
      unit: 1,
      timeoutMs,
      connectTimeoutMs: 1000,
      now: () => performance.now(),
    });
    closing.push(async () => line.close());
    expect(await line.open()).toBeNull();
    const got = await line.read(0x0002, 2);
    expect(got.kind).toBe(kind);
    expect(got.kind === "ok" ? got.words : [2, 128 + 64]).toEqual([2, 128 + 64]);
    expect(line.alive).toBe(kind !== "violation");
  });
});

test("a port that is not there is said so", async () => {
  const line = createConnection({
    host: "",
    port: 0,
    serial: { ...SERIAL, path: join(folder, "none") },
    unit: 1,
    timeoutMs: 100,
    connectTimeoutMs: 100,
    now: () => performance.now(),
  });
  expect(await line.open()).toMatch(/none|cannot/);
});

test.each([
  ["9600 even, 8 registers written", { baud: 9600, parity: "even", stop_bits: 1 } as const, 16, 57],
  [
    "115200 without parity, one stop bit",
    { baud: 115_200, parity: "none", stop_bits: 1 } as const,
    16,
    5,
  ],
])("the wire takes its time: %s", (_, line, words, ms) => {
  const request = Buffer.alloc(7 + words * 2);
  request.set([1, 16, 1, 0, 0, words, words * 2]);
  expect(wireMs({ path: "", ...line }, request)).toBeGreaterThanOrEqual(ms);
});
