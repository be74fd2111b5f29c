import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CabinetHealth,
  type Indications,
  type Site,
  type TraceRecord,
  instant,
  milliseconds,
  siteSchema,
} from "@crossing/config";
import { createLoop } from "@crossing/controller/loop";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PILOT_SITE } from "../src/places.ts";
import { told } from "./desk.ts";

const site: Site = siteSchema.parse(JSON.parse(readFileSync(PILOT_SITE, "utf8")));

const UP: CabinetHealth = {
  link: "up",
  trouble: null,
  requests: 0,
  timeouts: 0,
  violations: 0,
  reconnects: 0,
  rtt_ms: 1,
  faults: [],
};

/** Two minutes at the kerb: somebody comes after 20 s, and presses after 70 s. */
function twoMinutes(): readonly TraceRecord[] {
  const records: TraceRecord[] = [];
  let now = 1_000_000;
  let shown: Indications | null = null;
  let pressed = false;
  const loop = createLoop({
    site,
    boot: "first",
    clock: { now: () => instant(now) },
    cabinet: {
      show: ({ vehicle, ped }) => (shown = { vehicle, ped }),
      report: () => ({ health: UP, shown, buttons: [pressed, false], loops: [] }),
      stop: () => Promise.resolve(),
    },
    trace: (record) => records.push(record),
  });
  for (let tick = 1; tick <= 1200; tick += 1) {
    now += 100;
    pressed = tick === 700;
    const waiting = tick > 200 && tick < 400 ? 2 : 0;
    const seen = { seq: tick, at: instant(now), ttl: milliseconds(1000), frameAt: instant(now) };
    for (const camera of ["A", "B"])
      loop.observe({
        type: "observation",
        ...seen,
        camera,
        zones: { [camera]: { waiting } },
        crossing: 0,
        vehicles: 0,
        lanes: [],
      });
    loop.tick(0);
  }
  return records;
}

let dir = "";
let records: readonly TraceRecord[] = [];
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "replay-"));
  records = twoMinutes();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function recording(lines: readonly object[], tail = ""): string {
  const file = join(dir, "recording.jsonl");
  const head = { type: "recording", version: 1, site };
  writeFileSync(
    file,
    `${[head, ...lines].map((line) => JSON.stringify(line)).join("\n")}\n${tail}`,
  );
  return file;
}

const replayed = async (file: string) => {
  const { exit, out } = await told("replay", file, "--json");
  return { exit, ...(JSON.parse(out) as Record<string, unknown>) };
};

describe("a recording decided again", () => {
  test("gives the same decisions, tick by tick", async () => {
    expect(new Set(records.map(({ outputs }) => outputs.interval))).toContain("walk");
    expect(await replayed(recording(records))).toMatchObject({
      exit: 0,
      runs: 1,
      ticks: 1200,
      compared: 1200,
      different: 0,
      gaps: 0,
    });
  });

  test("shows a decision that is no longer made", async () => {
    const walk = records.findIndex(({ outputs }) => outputs.interval === "walk");
    const changed = records.map((record, index) =>
      index === walk ? { ...record, outputs: { ...record.outputs, ped: "dont-walk" } } : record,
    );
    const result = await replayed(recording(changed));
    expect(result).toMatchObject({ exit: 1, different: 1 });
    expect(result).toHaveProperty("differences.0.seq", records[walk]!.seq);
  });

  test("stops comparing at a gap, and says so", async () => {
    const torn = records.filter((_, index) => index !== 600);
    expect(await replayed(recording(torn))).toMatchObject({ exit: 0, gaps: 1, compared: 600 });
  });

  test("leaves out a torn last line", async () => {
    expect(await replayed(recording(records.slice(0, 100), '{"type":"tra'))).toMatchObject({
      exit: 0,
      compared: 100,
    });
  });

  test("begins anew with each start of control", async () => {
    const again = records.map((record) => ({ ...record, boot: "second" }));
    expect(await replayed(recording([...records, ...again]))).toMatchObject({
      exit: 0,
      runs: 2,
      compared: 2400,
    });
  });
});

test.each([
  ["", /is empty/],
  ["hello\n", /is no recording/],
  ['{"type":"recording","version":1,"site":{}}\n', /its site: /],
])("what is no recording is refused: %j", async (text, message) => {
  const file = join(dir, "other.jsonl");
  writeFileSync(file, text);
  const { exit, said } = await told("replay", file);
  expect({ exit, said }).toEqual({ exit: 2, said: expect.stringMatching(message) });
});
