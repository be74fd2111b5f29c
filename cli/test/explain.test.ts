import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Reason } from "@crossing/config";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clockOf, secondsIn } from "../src/explain/clock.ts";
import { type Decision, decisions } from "../src/explain/decisions.ts";
import { PILOT_SITE } from "../src/places.ts";
import { goodSite } from "../src/site-file.ts";
import { told } from "./desk.ts";
import { type RecordedTick, recordedStreet, recordingOf } from "./recorded-street.ts";

const site = goodSite(PILOT_SITE);
let dir = "";
let recording = "";
let ticks: readonly RecordedTick[] = [];
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "explain-"));
  recording = join(dir, "evening.jsonl");
  ticks = recordedStreet(site, 4);
  writeFileSync(recording, recordingOf(site, ticks));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("runs of one reason are told once", () => {
  const collapsed = (
    codes: readonly (readonly [t_s: number, code: Reason["code"]])[],
    every = false,
  ) => {
    const told: Decision[] = [];
    const all = decisions((decision) => told.push(decision), every);
    for (const [t_s, code] of codes)
      all.tick(t_s, { interval: "vehicle-green", reason: { code, numbers: { at: t_s } } });
    all.end();
    return told.map(({ from_s, to_s, reason }) => [
      reason.code,
      from_s,
      to_s,
      reason.numbers["at"],
    ]);
  };

  test("with when they began, until when they held, and their last numbers", () => {
    expect(
      collapsed([
        [0, "rest-no-demand"],
        [1, "rest-no-demand"],
        [2, "confirm-dwell"],
        [3, "gap-out"],
        [4, "gap-out"],
      ]),
    ).toEqual([
      ["rest-no-demand", 0, 2, 1],
      ["confirm-dwell", 2, 3, 2],
      ["gap-out", 3, 4, 4],
    ]);
  });

  test("but not over a hole in the recording", () => {
    expect(
      collapsed([
        [0, "rest-no-demand"],
        [1, "rest-no-demand"],
        [60, "rest-no-demand"],
      ]),
    ).toEqual([
      ["rest-no-demand", 0, 1, 1],
      ["rest-no-demand", 60, 60, 60],
    ]);
  });

  test("unless every tick is wanted", () => {
    expect(
      collapsed(
        [
          [0, "rest-no-demand"],
          [1, "rest-no-demand"],
        ],
        true,
      ),
    ).toEqual([
      ["rest-no-demand", 0, 1, 0],
      ["rest-no-demand", 1, 1, 1],
    ]);
  });
});

describe("times", () => {
  test.each([
    [0, "00:00:00.0"],
    [59.96, "00:01:00.0"],
    [83.42, "00:01:23.4"],
    [36_000, "10:00:00.0"],
  ])("%d s is %s", (t_s, words) => {
    expect(clockOf(t_s)).toBe(words);
  });

  test.each([
    ["95", 95],
    ["23:45", 1425],
    ["1:23:45.5", 5025.5],
  ])("%s is %d s", (words, t_s) => {
    expect(secondsIn(words)).toBe(t_s);
  });
});

describe("a recording explained", () => {
  interface Line {
    readonly t_s: number;
    readonly duration_s: number;
    readonly code: string;
    readonly text: string;
  }
  const explained = async (...options: readonly string[]): Promise<readonly Line[]> => {
    const { exit, out } = await told("explain", recording, "--json", ...options);
    expect(exit).toBe(0);
    return out.split("\n").map((line) => JSON.parse(line) as Line);
  };

  test("covers every tick without holes, each reason once", async () => {
    const lines = await explained();
    lines.forEach((line, at) => {
      const next = lines[at + 1];
      if (next === undefined) return;
      expect(line.t_s + line.duration_s).toBeCloseTo(next.t_s, 6);
      expect(line.code).not.toBe(next.code);
    });
    expect(lines[0]!.t_s).toBe(0);
    const codes = ticks.map(({ outputs }) => outputs.reason.code);
    const changes = codes.filter((code, at) => code !== codes[at - 1]).length;
    expect(lines).toHaveLength(changes);
    expect(await explained("--every")).toHaveLength(ticks.length);
  });

  test("shows what held between two times, with its true beginning", async () => {
    const all = await explained();
    const some = await explained("--from", "1:00", "--to", "1:30");
    expect(some.length).toBeGreaterThan(0);
    expect(some).toEqual(all.filter(({ t_s, duration_s }) => t_s + duration_s >= 60 && t_s < 90));
  });

  test("in Chinese is about the same decisions", async () => {
    const [en, zh] = [await explained(), await explained("--lang", "zh")];
    expect(zh.map(({ code }) => code)).toEqual(en.map(({ code }) => code));
    for (const { text } of zh) expect(text).toMatch(/[\u4E00-\u9FFF]/);
  });

  test("reads as time, length, code and sentence", async () => {
    const { out } = await told("explain", recording);
    for (const line of out.split("\n"))
      expect(line).toMatch(/^\d\d:\d\d:\d\d\.\d +\d+\.\d s {2}[a-z-]+ +[A-Z].*\.$/);
  });
});

test("a fresh simulation is explained, by the policy that was asked for", async () => {
  const street = ["--policy", "tongzhou-2019", "--minutes", "5", "--people", "200"];
  const { exit, out } = await told("explain", "--simulate", ...street);
  expect(exit).toBe(0);
  expect(out).toContain("presence-served");
});

test.each([
  [["explain"], /wanted a recording, or --simulate/],
  [["explain", "a.jsonl", "--simulate"], /wanted a recording, or --simulate/],
  [["explain", "nowhere.jsonl"], /nowhere\.jsonl: cannot be read/],
  [["explain", "--simulate", "--from", "soon"], /wanted a time since the beginning/],
])("crossing %j is refused with 2", async (argv, message) => {
  const { exit, said } = await told(...argv);
  expect({ exit, said }).toEqual({ exit: 2, said: expect.stringMatching(message) });
});
