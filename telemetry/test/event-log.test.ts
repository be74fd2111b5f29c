import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type LoggedEvent, parseEvent } from "../src/events.ts";
import { type EventLog, openEventLog } from "../src/log/event-log.ts";
import { event, folder, trace, until } from "./scripted.ts";

const NOON = new Date("2026-11-21T12:00:00.000Z");

async function open(where: string) {
  const acks: [string, number][] = [];
  const said: string[] = [];
  const log = await openEventLog({
    folder: where,
    log: (line) => said.push(line),
    ack: (boot, seq) => acks.push([boot, seq]),
    saved: () => undefined,
  });
  return { log, acks, said };
}

const linesOf = (where: string, day = "2026-11-21"): LoggedEvent[] =>
  readFileSync(join(where, `events-${day}.jsonl`), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => parseEvent(line)!);

const walks = (...seqs: number[]) =>
  trace({
    seq: 9,
    at: 60_000,
    events: seqs.map((seq) => event(seq, 50_000 + seq, "begin-walk", { code: 21 })),
  });

const saved = (log: EventLog, id: number) => until(() => log.lastSaved() >= id);

test("an event is on the disk, with the time it happened, before it is acknowledged", async () => {
  const where = folder();
  const { log, acks } = await open(where);
  const fresh = log.offer(walks(1, 2), NOON);
  expect(acks).toEqual([]);
  await saved(log, 2);
  expect(acks).toEqual([["run1", 2]]);
  expect(linesOf(where)).toEqual(fresh);
  expect(linesOf(where)[0]).toEqual({
    v: 1,
    id: 1,
    ts: "2026-11-21T11:59:50.001Z",
    boot: "run1",
    seq: 1,
    mono_ms: 50_001,
    class: "signal",
    name: "begin-walk",
    code: 21,
    param: 4,
    numbers: {},
    historical: false,
  });
  await log.close();
});

test("an event that is sent again is written once, and acknowledged again", async () => {
  const where = folder();
  const { log, acks } = await open(where);
  log.offer(walks(1, 2), NOON);
  expect(log.offer(walks(1, 2, 3), NOON).map(({ seq }) => seq)).toEqual([3]);
  await saved(log, 3);
  acks.length = 0;
  expect(log.offer(walks(1, 2, 3), NOON)).toEqual([]);
  expect(acks).toEqual([["run1", 3]]);
  expect(linesOf(where).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  await log.close();
});

test("after a restart numbers go on, and events that control still sends are known", async () => {
  const where = folder();
  const first = await open(where);
  first.log.offer(walks(1, 2), NOON);
  await first.log.close();
  const { log, acks } = await open(where);
  expect(log.recent(0, 10).map(({ id }) => id)).toEqual([1, 2]);
  expect(log.offer(walks(1, 2), NOON)).toEqual([]);
  expect(acks).toEqual([["run1", 2]]);
  const [third] = log.offer(
    trace({ seq: 1, at: 9, boot: "run2", events: [event(1, 9, "x")] }),
    NOON,
  );
  expect(third).toMatchObject({ id: 3, boot: "run2", seq: 1 });
  await log.close();
});

test("a torn last line is set aside and nothing before it is lost", async () => {
  const where = folder();
  const first = await open(where);
  first.log.offer(walks(1, 2), NOON);
  await first.log.close();
  const torn = Buffer.from('{"v":1,"id":3,"name":"begin-w路', "utf8").subarray(0, -1);
  appendFileSync(join(where, "events-2026-11-21.jsonl"), torn);
  const { log, said } = await open(where);
  expect(said.join()).toContain("set aside");
  expect(readFileSync(join(where, "events-2026-11-21.torn")).includes(torn)).toBe(true);
  log.offer(walks(1, 2, 3), NOON);
  await saved(log, 3);
  expect(linesOf(where).map(({ id, seq }) => [id, seq])).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
  await log.close();
});

test("a last line that only lacks its end is kept", async () => {
  const where = folder();
  const first = await open(where);
  first.log.offer(walks(1, 2), NOON);
  await first.log.close();
  const file = join(where, "events-2026-11-21.jsonl");
  writeFileSync(file, readFileSync(file, "utf8").trimEnd());
  const { log } = await open(where);
  log.offer(walks(3), NOON);
  await saved(log, 3);
  expect(linesOf(where).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  await log.close();
});

test("each day has its file, and a clock that is set back writes on in the newest", async () => {
  const where = folder();
  const { log } = await open(where);
  const midnight = new Date("2026-11-22T00:00:05.000Z");
  // 10 s and 1 s old: one before midnight, one after.
  const events = [event(1, 50_000, "a"), event(2, 59_000, "b")];
  log.offer(trace({ seq: 1, at: 60_000, events }), midnight);
  await saved(log, 2);
  log.offer(trace({ seq: 2, at: 60_100, events: [event(3, 60_100, "c")] }), NOON);
  await saved(log, 3);
  expect(linesOf(where, "2026-11-21").map(({ id }) => id)).toEqual([1]);
  expect(linesOf(where, "2026-11-22").map(({ id }) => id)).toEqual([2, 3]);
  expect((await log.after(0, 10)).map(({ id }) => id)).toEqual([1, 2, 3]);
  await log.close();
});

test("a disk that refuses is an alarm: nothing is acknowledged until it takes the events", async () => {
  const where = folder();
  const { log, acks, said } = await open(where);
  // A folder where the file should be: no write can succeed, not even for root.
  mkdirSync(join(where, "events-2026-11-21.jsonl"));
  expect(log.offer(walks(1, 2), NOON)).toHaveLength(2);
  await until(() => log.trouble() !== null);
  expect(log.offer(walks(1, 2), NOON)).toEqual([]);
  expect(acks).toEqual([]);
  expect(log.recent(0, 10)).toHaveLength(2);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain("cannot write (EISDIR)");
  rmSync(join(where, "events-2026-11-21.jsonl"), { recursive: true });
  await saved(log, 2);
  expect(log.trouble()).toBeNull();
  expect(acks).toEqual([["run1", 2]]);
  expect(linesOf(where).map(({ seq }) => seq)).toEqual([1, 2]);
  await log.close();
});

test("a folder that cannot be used leaves the log in memory and says what to do", async () => {
  const where = join(folder(), "file");
  writeFileSync(where, "not a folder");
  const { log, acks, said } = await open(where);
  expect(log.offer(walks(1), NOON)).toHaveLength(1);
  expect(log.trouble()).toContain("give it a folder");
  expect(said).toHaveLength(1);
  expect(acks).toEqual([]);
  await log.close();
});

test("events that are no longer in memory are read from the disk, and lines that are not ours passed over", async () => {
  const where = folder();
  mkdirSync(where, { recursive: true });
  const line = (id: number) =>
    JSON.stringify({ v: 1, id, ts: "2026-11-20T08:00:00.000Z", boot: "old", seq: id });
  const old = Array.from({ length: 6_000 }, (_, place) => line(place + 1));
  writeFileSync(join(where, "events-2026-11-20.jsonl"), `${old.join("\n")}\nrubbish\n`);
  const { log } = await open(where);
  log.offer(walks(1), NOON);
  await saved(log, 6_001);
  expect(readdirSync(where)).toHaveLength(2);
  expect((await log.after(500, 3)).map(({ id }) => id)).toEqual([501, 502, 503]);
  expect((await log.after(5_999, 5)).map(({ id }) => id)).toEqual([6_000, 6_001]);
  const found: number[] = [];
  for await (const { id } of log.range("2026-11-20T00:00:00.000Z", "2026-11-21T00:00:00.000Z")) {
    found.push(id);
  }
  expect(found).toHaveLength(6_000);
  await log.close();
});
