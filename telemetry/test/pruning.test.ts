/** What of the event log is thrown away. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openEventLog } from "../src/log/event-log.ts";
import { type Day, type Keep, prune, tooOld } from "../src/log/pruning.ts";
import { event, folder, trace, until } from "./scripted.ts";

const days = (...mb: readonly number[]): readonly Day[] =>
  mb.map((size, n) => ({ day: `2026-11-0${n + 1}`, bytes: size * 1e6 }));

test.each([
  ["all is young and small", days(1, 1, 1), { keep_days: 3, keep_mb: 3 }, 0],
  ["one day is too many", days(1, 1, 1), { keep_days: 2, keep_mb: 100 }, 1],
  ["a megabyte is too much", days(1, 1, 1), { keep_days: 9, keep_mb: 2 }, 1],
  ["the newest alone is too large", days(1, 1, 50), { keep_days: 9, keep_mb: 2 }, 2],
  [
    "only the newest is left, and too old by any measure",
    days(50),
    { keep_days: 0, keep_mb: 0 },
    0,
  ],
  ["nothing is there", [], { keep_days: 1, keep_mb: 1 }, 0],
])("%s: %#", (_what, there, keep: Keep, gone) => {
  expect(tooOld(there, keep)).toEqual(there.slice(0, gone).map(({ day }) => day));
});

test("whatever lies there, the newest day stays, the oldest go first, and nothing more than needed", () => {
  const anyDays = fc
    .array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 })
    .map((mb) => mb.map((size, n) => ({ day: String(n).padStart(2, "0"), bytes: size * 1e6 })));
  const anyKeep = fc.record({ keep_days: fc.nat(14), keep_mb: fc.nat(200) });
  const total = (some: readonly Day[]): number => some.reduce((sum, { bytes }) => sum + bytes, 0);
  fc.assert(
    fc.property(anyDays, anyKeep, (there, keep) => {
      const gone = tooOld(there, keep).length;
      const kept = there.slice(gone);
      const fits = (some: readonly Day[]): boolean =>
        some.length <= 1 || (some.length <= keep.keep_days && total(some) <= keep.keep_mb * 1e6);
      expect(tooOld(there, keep)).toEqual(there.slice(0, gone).map(({ day }) => day));
      expect(kept.length).toBeGreaterThanOrEqual(Math.min(1, there.length));
      expect(fits(kept)).toBe(true);
      expect(gone > 0 && fits(there.slice(gone - 1))).toBe(false);
    }),
  );
});

const write = (where: string, ...names: readonly string[]): void => {
  for (const name of names) writeFileSync(join(where, name), "x".repeat(10));
};

test("a torn line goes with its day; files of others stay", async () => {
  const where = folder();
  write(where, "events-2026-11-01.jsonl", "events-2026-11-01.torn", "events-2026-11-02.jsonl");
  write(where, "outbox.json", "events-notes.txt");
  const said: string[] = [];
  await prune(where, { keep_days: 1, keep_mb: 100 }, (line) => said.push(line));
  expect(readdirSync(where).toSorted()).toEqual([
    "events-2026-11-02.jsonl",
    "events-notes.txt",
    "outbox.json",
  ]);
  expect(said).toEqual([expect.stringContaining("1 old days thrown away, up to 2026-11-01")]);
});

test("a clock that was years ahead for a day does not cost a year of events", async () => {
  const where = folder();
  write(where, "events-2026-11-01.jsonl", "events-2026-11-02.jsonl", "events-2099-01-01.jsonl");
  await prune(where, { keep_days: 400, keep_mb: 2000 }, () => {});
  expect(readdirSync(where)).toHaveLength(3);
});

test("a folder that is gone is said and nothing more", async () => {
  const said: string[] = [];
  const nowhere = join(folder(), "nowhere");
  await prune(nowhere, { keep_days: 1, keep_mb: 1 }, (line) => said.push(line));
  expect(said).toEqual([expect.stringContaining("cannot be thrown away (ENOENT)")]);
});

test("the event log throws away at its start, and again when a day begins", async () => {
  const where = folder();
  write(where, "events-2026-11-18.jsonl", "events-2026-11-19.jsonl", "events-2026-11-20.jsonl");
  const log = await openEventLog({
    folder: where,
    keep: { keep_days: 2, keep_mb: 100 },
    log: () => {},
    ack: () => {},
    saved: () => {},
  });
  expect(readdirSync(where).filter((name) => name.endsWith(".jsonl"))).toEqual([
    "events-2026-11-19.jsonl",
    "events-2026-11-20.jsonl",
  ]);
  const noon = new Date("2026-11-21T12:00:00.000Z");
  log.offer(
    trace({ seq: 1, at: 60_000, events: [event(1, 50_000, "begin-walk", { code: 21 })] }),
    noon,
  );
  await until(() => log.lastSaved() > 0);
  await until(() => !readdirSync(where).includes("events-2026-11-19.jsonl"));
  expect(readdirSync(where).filter((name) => name.endsWith(".jsonl"))).toEqual([
    "events-2026-11-20.jsonl",
    "events-2026-11-21.jsonl",
  ]);
  await log.close();
});
