/** A latched fault on disk: it outlives the process, and a disk that fails costs only that. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { latchIn } from "../src/process/latch.ts";
import { until } from "./until.ts";

const FAULT = { code: "fault", numbers: {} } as const;

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "latch-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test("a fault that is kept is held by the next run, and one that is cleared is not", async () => {
  const path = join(dir, "deep", "latched-fault.json");
  const first = latchIn(path, () => {});
  expect(first.held).toBeNull();
  first.keep(FAULT);
  await until(() => existsSync(path));
  const second = latchIn(path, () => {});
  expect(second.held).toEqual(FAULT);
  second.keep(null);
  await until(() => !existsSync(path));
  expect(latchIn(path, () => {}).held).toBeNull();
});

test("a fault and its clearance in one breath leave nothing latched", async () => {
  const path = join(dir, "quick.json");
  const said: string[] = [];
  const latch = latchIn(path, (line) => said.push(line));
  latch.keep(FAULT);
  latch.keep(null);
  latch.keep(FAULT);
  await until(() => existsSync(path));
  latch.keep(null);
  await until(() => !existsSync(path));
  expect(said).toEqual([]);
});

test("a file that is torn is a fault, and so is one that cannot be read", () => {
  const torn = join(dir, "torn.json");
  writeFileSync(torn, "{");
  const folder = join(dir, "folder.json");
  mkdirSync(folder);
  const said: string[] = [];
  expect(latchIn(torn, (line) => said.push(line)).held).toEqual(FAULT);
  expect(latchIn(folder, (line) => said.push(line)).held).toEqual(FAULT);
  expect(said[1]).toMatch(/cannot be read/);
});

test("a disk that cannot keep it says so once each time, and nothing else happens", async () => {
  const file = join(dir, "plain-file");
  writeFileSync(file, "");
  const said: string[] = [];
  const latch = latchIn(join(file, "latched-fault.json"), (line) => said.push(line));
  latch.keep(FAULT);
  await until(() => said.some((line) => line.includes("cannot be kept")));
  expect(latchIn(null, () => {}).held).toBeNull();
});
