/** What the line makes of a misbehaving cabinet: each fault of the world has one outcome, and none is wrong data. */
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { type Answer, type Connection, createConnection } from "../src/connection.ts";
import { type FaultServer, type Request, frame, startFaultServer } from "./fault-server.ts";

const SOON = 100; // long enough for a loopback answer is not needed: these cases never get one
const PATIENT = 10_000;

const open: { server?: FaultServer; connection?: Connection } = {};

afterEach(async () => {
  open.connection?.close();
  await open.server?.close();
});

async function connected(answer: (request: Request) => void, timeoutMs: number) {
  open.server = await startFaultServer(answer);
  const connection = createConnection({
    host: "127.0.0.1",
    port: open.server.port,
    unit: 1,
    timeoutMs,
    connectTimeoutMs: PATIENT,
    now: () => performance.now(),
  });
  open.connection = connection;
  expect(await connection.open()).toBeNull();
  return connection;
}

const body = (request: Request): number[] => [...request.right.subarray(6)];

const changed = (request: Request, change: (body: number[]) => number[], protocol = 0): Buffer =>
  frame(request.id, change(body(request)), protocol);

/** Why the line broke, in words; empty while it has not. */
const said = (answer: Answer): string => ("why" in answer ? answer.why : "");

/** The data of an answer, or `none` when it has none. */
const dataOf = (answer: Answer, none: readonly number[]): readonly number[] =>
  answer.kind === "ok" ? answer.words : none;

type Case = [
  name: string,
  answer: (request: Request) => void,
  outcome: Answer["kind"],
  why: RegExp | null,
];

const READ_FAULTS: Case[] = [
  ["silence", () => undefined, "timeout", null],
  ["half an answer", (r) => r.socket.write(r.right.subarray(0, 8)), "timeout", null],
  ["garbage", (r) => r.socket.write(Buffer.alloc(20, 0xa5)), "violation", /id 42405/],
  [
    "a wrong id",
    (r) => r.socket.write(frame(r.id + 1, body(r))),
    "violation",
    /carries id 2, asked with 1/,
  ],
  [
    "a wrong protocol",
    (r) => r.socket.write(changed(r, (b) => b, 7)),
    "violation",
    /protocol id 7/,
  ],
  [
    "length 0xFFFF",
    (r) => r.socket.write(Buffer.from([0, r.id, 0, 0, 255, 255, 1, 3])),
    "violation",
    /length 65535/,
  ],
  ["length 0", (r) => r.socket.write(Buffer.from([0, r.id, 0, 0, 0, 0])), "violation", /length 0/],
  [
    "a wrong unit",
    (r) => r.socket.write(changed(r, ([, ...rest]) => [9, ...rest])),
    "violation",
    /unit 9/,
  ],
  [
    "a wrong function",
    (r) => r.socket.write(changed(r, ([unit, , ...rest]) => [unit!, 4, ...rest])),
    "violation",
    /function 4/,
  ],
  [
    "a byte count that lies",
    (r) => r.socket.write(changed(r, ([unit, code, , ...rest]) => [unit!, code!, 4, ...rest])),
    "violation",
    /says 4/,
  ],
  [
    "an answer too short",
    (r) => r.socket.write(changed(r, (b) => b.slice(0, -2))),
    "violation",
    /expected 16/,
  ],
  ["a polite end", (r) => r.socket.end(), "closed", /closed the line/],
  ["a reset", (r) => r.socket.resetAndDestroy(), "closed", /reset/],
  ["exception 2", (r) => r.socket.write(frame(r.id, [1, 0x83, 2])), "exception", null],
  ["exception 6", (r) => r.socket.write(frame(r.id, [1, 0x83, 6])), "exception", null],
  ["exception 11", (r) => r.socket.write(frame(r.id, [1, 0x83, 11])), "exception", null],
  [
    "an exception of a wrong size",
    (r) => r.socket.write(frame(r.id, [1, 0x83, 6, 6])),
    "violation",
    /size/,
  ],
  ["fragments of one byte", (r) => fragments(r), "ok", null],
];

function fragments({ right, socket }: Request): void {
  let at = 0;
  const timer = setInterval(() => {
    socket.write(right.subarray(at, (at += 1)));
    if (at >= right.length) clearInterval(timer);
  }, 1);
}

describe("a read that is answered with", () => {
  test.each(READ_FAULTS)("%s", async (_, answer, outcome, why) => {
    const line = await connected(answer, outcome === "timeout" ? SOON : PATIENT);
    const got = await line.read(0x0200, 8);
    expect(got.kind).toBe(outcome);
    expect(said(got)).toMatch(why ?? /^$/);
    expect(line.alive).toBe(["ok", "timeout", "exception"].includes(outcome));
    expect(dataOf(got, [512, 513, 514, 515, 516, 517, 518, 519])).toEqual([
      512, 513, 514, 515, 516, 517, 518, 519,
    ]);
  });
});

const WRITE_FAULTS: Case[] = [
  ["the right echo", (r) => r.socket.write(r.right), "ok", null],
  [
    "the echo of another address",
    (r) => r.socket.write(echo(r, 3)),
    "violation",
    /another address/,
  ],
  ["the echo of another count", (r) => r.socket.write(echo(r, 5)), "violation", /another address/],
  ["exception 3", (r) => r.socket.write(frame(r.id, [1, 0x90, 3])), "exception", null],
];

const echo = (request: Request, wrongByte: number): Buffer =>
  changed(request, (b) => b.map((byte, n) => (n === wrongByte ? byte + 1 : byte)));

describe("a write that is answered with", () => {
  test.each(WRITE_FAULTS)("%s", async (_, answer, outcome, why) => {
    const line = await connected(answer, PATIENT);
    const got = await line.write(0x0100, [1, 2, 3]);
    expect(got.kind).toBe(outcome);
    expect(said(got)).toMatch(why ?? /^$/);
  });
});

type Ask = (line: Connection) => Promise<Answer>;

const OTHER_FUNCTIONS: [string, Ask, answer: readonly number[], words: readonly number[]][] = [
  [
    "coils",
    (line) => line.readFrom("coils", 5, 10),
    [1, 2, 0b1000_0001, 0b10],
    [1, 0, 0, 0, 0, 0, 0, 1, 0, 1],
  ],
  ["discrete inputs", (line) => line.readFrom("discrete-inputs", 5, 3), [2, 1, 0b101], [1, 0, 1]],
  ["input registers", (line) => line.readFrom("input-registers", 5, 1), [4, 2, 1, 2], [258]],
  ["one register", (line) => line.writeOne(5, 0x0102), [6, 0, 5, 1, 2], []],
  ["coils written", (line) => line.writeCoils(5, [true, false, true]), [15, 0, 5, 0, 3], []],
  [
    "a write with a read",
    (line) => line.exchange({ at: 9, words: [1] }, { at: 5, count: 2 }),
    [23, 4, 0, 1, 0, 2],
    [1, 2],
  ],
];

describe.each(OTHER_FUNCTIONS)("the function for %s", (_, ask, answer, words) => {
  test("gives what was answered", async () => {
    const line = await connected(
      ({ id, socket }) => socket.write(frame(id, [1, ...answer])),
      PATIENT,
    );
    expect(await ask(line)).toMatchObject({ kind: "ok", words });
  });

  test.each([1, 2])("takes no answer whose byte %i differs", async (byte) => {
    const wrong = answer.map((value, n) => (n === byte ? value + 1 : value));
    const line = await connected(
      ({ id, socket }) => socket.write(frame(id, [1, ...wrong])),
      PATIENT,
    );
    expect((await ask(line)).kind).toBe(
      byte === 1 || answer[0] === 6 || answer[0] === 15 ? "violation" : "ok",
    );
  });

  test("takes no answer that is a byte too long or too short", async () => {
    for (const size of [-1, 1]) {
      const wrong = size < 0 ? answer.slice(0, -1) : [...answer, 0];
      const line = await connected(
        ({ id, socket }) => socket.write(frame(id, [1, ...wrong])),
        PATIENT,
      );
      expect((await ask(line)).kind).toBe("violation");
      line.close();
      await open.server?.close();
    }
  });
});

test("exceptions that say busy leave the line alone", async () => {
  const codes = [5, 6];
  const line = await connected(
    ({ id, socket }) => socket.write(frame(id, [1, 0x83, codes.shift()!])),
    PATIENT,
  );
  expect(await line.read(0, 1)).toEqual({ kind: "exception", code: 5 });
  expect(await line.read(0, 1)).toEqual({ kind: "exception", code: 6 });
  expect(line.alive).toBe(true);
});

test("an answer that comes after its deadline ends the line and is nobody's answer", async () => {
  let late: Request | null = null;
  const line = await connected((request) => {
    if (late === null) late = request;
    else request.socket.write(late.right);
  }, SOON);
  expect((await line.read(0, 1)).kind).toBe("timeout");
  const second = await line.read(500, 1);
  expect(second.kind).toBe("violation");
  expect(line.alive).toBe(false);
});

test("a second copy of an answer ends the line, also when it comes later", async () => {
  const line = await connected(({ socket, right }) => {
    socket.write(right);
    setTimeout(() => socket.destroyed || socket.write(right), 20);
  }, PATIENT);
  expect(await line.read(7, 1)).toMatchObject({ kind: "ok", words: [7] });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await line.read(8, 1)).toMatchObject({
    kind: "violation",
    why: "bytes that nobody asked for",
  });
});

test("ids are of sixteen bits, go up by one and are never 0", async () => {
  const ids = new Set<number>();
  const line = await connected((request) => {
    ids.add(request.id);
    request.socket.write(request.right);
  }, PATIENT);
  for (let n = 0; n < 300; n += 1) {
    expect(await line.read(n, 1)).toMatchObject({ kind: "ok", words: [n] });
  }
  expect([...ids]).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
});

test("a connection that nobody takes fails with a reason, in time", async () => {
  const server = await startFaultServer(() => undefined);
  await server.close();
  const line = createConnection({
    host: "127.0.0.1",
    port: server.port,
    unit: 1,
    timeoutMs: SOON,
    connectTimeoutMs: PATIENT,
    now: () => performance.now(),
  });
  expect(await line.open()).toMatch(/ECONNREFUSED/);
});

/** What the server may do with one request; `stale` sends an answer to a request of before. */
const MOVES = ["right", "silent", "stale", "twice", "swapped", "split", "garbage", "late"] as const;

test("no read is ever given the data of another, however the answers are dealt", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...MOVES), { minLength: 2, maxLength: 8 }),
      async (moves) => {
        const seen: Request[] = [];
        const line = await connected((request) => {
          const move = moves[seen.length % moves.length]!;
          seen.push(request);
          deal(move, request, seen);
        }, 15);
        for (let n = 0; n < moves.length && line.alive; n += 1) {
          const at = n * 16;
          // Every third is a write of as many words: its acknowledgement is nobody else's answer either.
          const writes = n % 3 === 2;
          const got = await (writes ? line.write(at, [1, 2]) : line.read(at, 2));
          const right = writes ? [] : [at, at + 1];
          expect(dataOf(got, right)).toEqual(right);
        }
        line.close();
        await open.server?.close();
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

function deal(move: (typeof MOVES)[number], request: Request, seen: readonly Request[]): void {
  const { socket, right } = request;
  const before = seen.at(-2)?.right ?? Buffer.alloc(0);
  const write = (bytes: Buffer): void => void (socket.destroyed || socket.write(bytes));
  switch (move) {
    case "right":
      return write(right);
    case "silent":
      return;
    case "stale":
      return write(before);
    case "twice":
      return write(Buffer.concat([right, right]));
    case "swapped":
      return write(Buffer.concat([before, right]));
    case "split":
      write(right.subarray(0, 7));
      setImmediate(() => write(right.subarray(7)));
      return;
    case "garbage":
      return write(Buffer.from([1, 2, 3]));
    case "late":
      setTimeout(() => write(right), 20);
  }
}
