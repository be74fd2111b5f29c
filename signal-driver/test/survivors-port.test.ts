/** The strict line, byte by byte, on a wire made of nothing: what it lets through, what ends it, and what it says of that. */
import { beforeEach, describe, expect, test } from "vitest";
import { readRequest } from "../src/answers.ts";
import type { Broken } from "../src/port.ts";
import { StrictTcpPort } from "../src/strict-port.ts";
import type { Stream } from "../src/surroundings.ts";

/** A wire on which the test is the other side. */
interface Wire extends Stream {
  readonly sent: Buffer[];
  destroyed: number;
  say(event: "data" | "error" | "connect" | "end" | "close", given?: Buffer | Error): void;
}

function wire(): Wire {
  const heard = new Map<string, ((given: never) => void)[]>();
  return {
    sent: [],
    destroyed: 0,
    on(event: string, listener: (given: never) => void) {
      heard.set(event, [...(heard.get(event) ?? []), listener]);
    },
    write(bytes) {
      this.sent.push(Buffer.from(bytes));
    },
    destroy() {
      this.destroyed += 1;
    },
    say(event, given) {
      for (const listener of heard.get(event) ?? []) listener(given as never);
    },
  };
}

interface Waited {
  readonly ms: number;
  readonly due: () => void;
  cancelled: boolean;
}

let line: Wire;
let to: unknown;
let waits: Waited[];
let answers: Buffer[];
let broken: Broken[];
let port: StrictTcpPort;

beforeEach(() => {
  line = wire();
  [to, waits, answers, broken] = [null, [], [], []];
  port = new StrictTcpPort(
    { host: "10.0.0.7", port: 502, connectTimeoutMs: 700 },
    { onAnswer: (answer) => answers.push(answer), onBroken: (why) => broken.push(why) },
    {
      after: (ms, due) => {
        const waited: Waited = { ms, due, cancelled: false };
        waits.push(waited);
        return { restart: () => undefined, cancel: () => (waited.cancelled = true) };
      },
      soon: (run) => run(),
      connect: (where) => {
        to = where;
        return line;
      },
    },
  );
});

/** What an opening has come to by now: a line that never says is not waited for. */
const outcome = (opening: Promise<string | null>): Promise<string | null> =>
  Promise.race([opening, new Promise<string>((done) => setImmediate(done, "still opening"))]);

/** Opens the line. */
async function opened(): Promise<void> {
  const opening = port.open();
  line.say("connect");
  expect(await outcome(opening)).toBeNull();
}

const REQUEST = readRequest(1, "registers", 0x0200, 2);
const BODY = [1, 3, 4, 0, 7, 0, 9];
const RIGHT = [0, 1, 0, 0, 0, 7, ...BODY];

const hear = (...bytes: number[]): void => line.say("data", Buffer.from(bytes));

describe("a line that is being opened", () => {
  test("goes to the cabinet's host and port, and is open when that answers", async () => {
    const opening = port.open();
    expect(to).toEqual({ host: "10.0.0.7", port: 502 });
    expect(waits.map(({ ms, cancelled }) => [ms, cancelled])).toEqual([[700, false]]);
    line.say("connect");
    expect(await outcome(opening)).toBeNull();
    expect([waits[0]!.cancelled, line.destroyed]).toEqual([true, 0]);
  });

  test.each<[what: string, happens: () => void, says: string]>([
    ["nobody answers in time", () => waits[0]!.due(), "no connection in 700 ms"],
    ["it is refused", () => line.say("error", new Error("ECONNREFUSED")), "ECONNREFUSED"],
    ["it is closed", () => line.say("close"), "closed while connecting"],
  ])("fails when %s, says so and leaves nothing open", async (_, happens, says) => {
    const opening = port.open();
    happens();
    expect(await outcome(opening)).toBe(says);
    expect([waits[0]!.cancelled, line.destroyed]).toEqual([true, 1]);
    expect(broken).toEqual([]);
  });
});

describe("a request goes out", () => {
  test("whole, behind its id, protocol 0 and its length", async () => {
    await opened();
    port.send(REQUEST);
    expect(line.sent.map((bytes) => [...bytes])).toEqual([
      [0, 1, 0, 0, 0, 6, 1, 3, 0x02, 0x00, 0, 2],
    ]);
  });

  test("with ids of sixteen bits that go up by one and begin again at 1", async () => {
    await opened();
    const ids = new Set<number>();
    for (let n = 1; n <= 0xffff; n += 1) {
      port.send(REQUEST);
      ids.add(line.sent.pop()!.readUInt16BE(0));
    }
    expect([ids.size, ids.has(0), ids.has(0xffff)]).toEqual([0xffff, false, true]);
    port.send(REQUEST);
    expect(line.sent.pop()!.readUInt16BE(0)).toBe(1);
    hear(...RIGHT);
    expect(answers).toHaveLength(1);
  });

  test("nowhere while there is no line", () => {
    expect(() => port.send(REQUEST)).not.toThrow();
    expect(() => port.close()).not.toThrow();
  });
});

describe("the right answer", () => {
  test("is given without its header, and leaves the line open for the next request", async () => {
    await opened();
    port.send(REQUEST);
    hear(...RIGHT);
    port.send(REQUEST);
    hear(0, 2, ...RIGHT.slice(2));
    expect(answers.map((answer) => [...answer])).toEqual([BODY, BODY]);
    expect([broken, line.destroyed]).toEqual([[], 0]);
  });

  test("may come in any two pieces, and in pieces of one byte", async () => {
    await opened();
    for (let cut = 1; cut < RIGHT.length; cut += 1) {
      port.send(REQUEST);
      const bytes = [0, cut, ...RIGHT.slice(2)];
      hear(...bytes.slice(0, cut));
      expect(answers).toHaveLength(cut - 1);
      hear(...bytes.slice(cut));
    }
    port.send(REQUEST);
    for (const byte of [0, RIGHT.length, ...RIGHT.slice(2)]) hear(byte);
    expect(answers.map((answer) => [...answer])).toEqual(RIGHT.map(() => BODY));
    expect(broken).toEqual([]);
  });

  test("may be an exception of three bytes, and may be as long as a frame can be", async () => {
    await opened();
    port.send(REQUEST);
    hear(0, 1, 0, 0, 0, 3, 1, 0x83, 2);
    const long = readRequest(1, "coils", 0, 2008);
    port.send(long);
    hear(0, 2, 0, 0, 0, 254, 1, 1, 251, ...Array.from({ length: 251 }, () => 0x55));
    expect(answers.map(({ length }) => length)).toEqual([3, 254]);
    expect(broken).toEqual([]);
  });
});

describe("the line is over, at once and for good, when it hears", () => {
  test.each<[what: string, bytes: readonly number[], why: string]>([
    ["the first byte of another id", [9, 1], "answer carries id 2305, asked with 1"],
    ["the id of the request before", [0, 0], "answer carries id 0, asked with 1"],
    ["another protocol, as soon as it is told", [0, 1, 0, 7], "protocol id 7, expected 0"],
    ["a length below an exception's", [0, 1, 0, 0, 0, 2], "length 2, expected 3 to 254"],
    ["a length beyond a frame's", [0, 1, 0, 0, 0, 255], "length 255, expected 3 to 254"],
    [
      "an answer of another unit",
      [0, 1, 0, 0, 0, 7, 2, 3, 4, 0, 7, 0, 9],
      "answer of unit 2, asked unit 1",
    ],
  ])("%s", async (_, bytes, why) => {
    await opened();
    port.send(REQUEST);
    hear(...bytes);
    expect(broken).toEqual([{ kind: "violation", why }]);
    expect([answers, line.destroyed]).toEqual([[], 1]);
    line.say("close");
    hear(...RIGHT);
    expect([answers.length, broken.length]).toEqual([0, 1]);
  });

  test("a byte before anything was asked", async () => {
    await opened();
    hear(0);
    expect(broken).toEqual([{ kind: "violation", why: "bytes that nobody asked for" }]);
  });

  test("a second copy of the answer, also in the same piece", async () => {
    await opened();
    port.send(REQUEST);
    hear(...RIGHT, ...RIGHT);
    expect(answers).toHaveLength(1);
    expect(broken).toEqual([{ kind: "violation", why: "bytes that nobody asked for" }]);
  });

  test("an answer to a request that was abandoned", async () => {
    await opened();
    port.send(REQUEST);
    port.abandon();
    hear(...RIGHT);
    expect(answers).toEqual([]);
    expect(broken).toEqual([{ kind: "violation", why: "bytes that nobody asked for" }]);
  });

  test.each<["end" | "close", string]>([
    ["end", "the cabinet closed the line"],
    ["close", "the line was reset"],
  ])("its %s, and is told of it once", async (event, why) => {
    await opened();
    line.say(event);
    line.say("close");
    expect(broken).toEqual([{ kind: "closed", why }]);
    expect(line.destroyed).toBeGreaterThanOrEqual(1);
  });
});

test("half a header says nothing yet: its first byte alone, its id, half its protocol, half its length", async () => {
  await opened();
  for (const size of [1, 2, 3, 4, 5, 6]) {
    port.send(REQUEST);
    hear(...[0, size, ...RIGHT.slice(2)].slice(0, size));
    expect([answers, broken]).toEqual([[], []]);
    hear(...RIGHT.slice(size));
    answers = [];
  }
});

test("a line that we close hears nothing more, tells nobody, and is cut without a polite end", async () => {
  await opened();
  port.send(REQUEST);
  port.close();
  hear(...RIGHT);
  line.say("end");
  line.say("close");
  expect([answers, broken]).toEqual([[], []]);
  expect(line.destroyed).toBeGreaterThanOrEqual(1);
});

test("an answer that closes the line leaves what came behind it unread", async () => {
  const closing = new StrictTcpPort(
    { host: "10.0.0.7", port: 502, connectTimeoutMs: 700 },
    {
      onAnswer: (answer) => {
        answers.push(answer);
        closing.close();
      },
      onBroken: (why) => broken.push(why),
    },
    {
      after: () => ({ restart: () => undefined, cancel: () => undefined }),
      soon: (run) => run(),
      connect: () => line,
    },
  );
  const opening = closing.open();
  line.say("connect");
  await outcome(opening);
  closing.send(REQUEST);
  hear(...RIGHT, ...RIGHT);
  expect([answers.length, broken]).toEqual([1, []]);
});

test("an error after the line was opened is heard, and ends nothing but the socket", async () => {
  await opened();
  line.say("error", new Error("ECONNRESET"));
  line.say("close");
  expect(line.destroyed).toBeGreaterThanOrEqual(1);
  expect(broken).toEqual([{ kind: "closed", why: "the line was reset" }]);
});
