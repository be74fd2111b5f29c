import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Link, connectLink } from "../src/link/client.ts";
import { type LinkRecord, readLines } from "../src/link/lines.ts";
import { createMailbox } from "../src/link/mailbox.ts";
import { type LinkServer, serveLink } from "../src/link/server.ts";
import { until } from "./until.ts";

interface News extends LinkRecord {
  readonly n: number;
  readonly camera?: string;
}

let dir = "";
let path = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "link-"));
  path = join(dir, "a.sock");
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function linked(maxLine = 4096): Promise<{
  server: LinkServer;
  client: Link;
  heard: LinkRecord[];
  told: LinkRecord[];
}> {
  const heard: LinkRecord[] = [];
  const told: LinkRecord[] = [];
  const server = await serveLink({
    path,
    maxLine,
    onRecord: (_peer, record) => heard.push(record),
  });
  const client = connectLink({
    path,
    peer: "eyes",
    maxLine,
    onRecord: (record) => told.push(record),
  });
  return { server, client, heard, told };
}

const news = (n: number): News => ({ type: "news", n });

describe("lines", () => {
  test.each([
    ["a record", ['{"type":"a"}\n'], ["a"], 0],
    ["a record in two pieces", ['{"ty', 'pe":"a"}\n'], ["a"], 0],
    ["two records in one piece", ['{"type":"a"}\n{"type":"b"}\n'], ["a", "b"], 0],
    ["words that are no JSON, then a record", ['hello\n{"type":"a"}\n'], ["a"], 1],
    ["JSON that is no record", ['7\nnull\n{"kind":"a"}\n[]\n'], [], 4],
    ["a line one byte too long", [`{"type":"${"a".repeat(22)}"}\n{"type":"b"}\n`], ["b"], 1],
    ["a line of the longest length", [`{"type":"${"a".repeat(21)}"}\n`], ["a".repeat(21)], 0],
    ["a flood without a newline", ["x".repeat(500), "x".repeat(500), '\n{"type":"b"}\n'], ["b"], 1],
    ["bytes that are no text", ['\u0000\ufffd\n{"type":"b"}\n'], ["b"], 1],
  ])("%s", (_name, chunks, types, junk) => {
    const read: string[] = [];
    const reader = readLines(32, (record) => read.push(record.type));
    for (const chunk of chunks) reader.push(Buffer.from(chunk));
    expect({ read, junk: reader.junk() }).toEqual({ read: types, junk });
  });
});

test("a mailbox keeps the newest of each kind, and never more kinds than its limit", () => {
  const mailbox = createMailbox(2);
  mailbox.put("a", "a1");
  mailbox.put("b", "b1");
  mailbox.put("a", "a2");
  mailbox.put("c", "c1");
  expect([mailbox.take(), mailbox.take(), mailbox.take()]).toEqual(["a2", "c1", null]);
});

describe("a link between two processes", () => {
  test("carries records both ways", async () => {
    const { server, client, heard, told } = await linked();
    client.send(news(1));
    server.send("eyes", news(2));
    await until(() => heard.length === 1 && told.length === 1);
    expect([heard, told]).toEqual([[news(1)], [news(2)]]);
    client.close();
    await server.close();
  });

  test("keeps only the newest of each camera while the other end is away", async () => {
    const heard: LinkRecord[] = [];
    const client = connectLink({ path, peer: "eyes", maxLine: 4096, onRecord: () => {} });
    for (let n = 1; n <= 1000; n += 1) {
      client.send({ ...news(n), camera: "A" } as News);
      client.send({ ...news(-n), camera: "B" } as News);
    }
    const server = await serveLink({
      path,
      maxLine: 4096,
      onRecord: (_peer, record) => heard.push(record),
    });
    await until(() => heard.length === 2);
    expect(heard.map((record) => (record as News).n)).toEqual([1000, -1000]);
    client.close();
    await server.close();
  });

  test("does not queue while the other end is connected but does not read", async () => {
    const { server, client } = await linked();
    client.close();
    const deaf = connect(path, () => deaf.write('{"type":"hello","peer":"deaf"}\n'));
    deaf.pause();
    await until(() => server.peers().includes("deaf"));
    const text = "x".repeat(100_000);
    for (let n = 1; n <= 300; n += 1) server.send("deaf", { ...news(n), text } as News);
    const heard: number[] = [];
    const reader = readLines(200_000, (record) => heard.push((record as News).n));
    deaf.on("data", (chunk) => reader.push(chunk));
    deaf.resume();
    await until(() => heard.at(-1) === 300);
    // What was already in the socket's buffers still came; the rest gave way to the newest.
    expect(heard.length).toBeLessThan(50);
    deaf.destroy();
    await server.close();
  });

  test("finds the other end again after it was started anew", async () => {
    const { server, client } = await linked();
    await until(() => client.connected());
    await server.close();
    await until(() => !client.connected());
    client.send(news(7));
    const heard: LinkRecord[] = [];
    const again = await serveLink({
      path,
      maxLine: 4096,
      onRecord: (_peer, record) => heard.push(record),
    });
    await until(() => heard.length === 1);
    expect(heard).toEqual([news(7)]);
    client.close();
    await again.close();
  });

  test("ends although somebody is connected who never said a name", async () => {
    const server = await serveLink({ path, maxLine: 64, onRecord: () => {} });
    const nobody = connect(path);
    nobody.write("junk\n");
    await until(() => server.junk() === 1);
    await server.close();
    await until(() => nobody.destroyed);
  });

  test("drops and counts junk, and reads on", async () => {
    const { server, client, heard } = await linked(64);
    client.send({ type: "long", text: "x".repeat(100) } as LinkRecord);
    await until(() => server.junk() === 1);
    client.send(news(1));
    await until(() => heard.length === 1);
    expect(heard).toEqual([news(1)]);
    client.close();
    await server.close();
  });

  test("hears nobody who does not say a name first", async () => {
    const { server, client, heard } = await linked();
    const stranger = connect(path, () => stranger.write('{"type":"news","n":1}\n'));
    await until(() => server.junk() === 1);
    expect(heard).toEqual([]);
    stranger.destroy();
    client.close();
    await server.close();
  });

  test("keeps every record for a peer that asks for all, up to its limit", async () => {
    const server = await serveLink({
      path,
      maxLine: 4096,
      keep: { all: { keyOf: (record) => String((record as News).n), limit: 5 } },
      onRecord: () => {},
    });
    for (let n = 1; n <= 7; n += 1) server.send("all", news(n));
    const told: number[] = [];
    const client = connectLink({
      path,
      peer: "all",
      maxLine: 4096,
      onRecord: (record) => told.push((record as News).n),
    });
    await until(() => told.length === 5);
    expect(told).toEqual([3, 4, 5, 6, 7]);
    client.close();
    await server.close();
  });
});
