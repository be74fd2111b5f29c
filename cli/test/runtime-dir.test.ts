import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeRuntimeDir } from "../src/runtime-dir.ts";

/** No process has a number this high. */
const NOBODY = 2 ** 30;

let under = "";
beforeEach(() => {
  under = mkdtempSync(join(tmpdir(), "runtime-"));
});
afterEach(() => rmSync(under, { recursive: true, force: true }));

test("the folder of the sockets is for us alone", () => {
  expect(statSync(makeRuntimeDir(under)).mode & 0o777).toBe(0o700);
});

test("what a killed supervisor left is swept away, and nothing else", () => {
  const kept = [
    `crossing-${process.pid}-abcdef`,
    `crossing-${NOBODY}-abc`,
    `crossing-bench-abcdef`,
    `other-${NOBODY}-abcdef`,
  ];
  for (const name of [...kept, `crossing-${NOBODY}-abcdef`]) mkdirSync(join(under, name));
  const made = makeRuntimeDir(under).slice(under.length + 1);
  expect(readdirSync(under).sort()).toEqual([...kept, made].sort());
});
