import { type Socket, connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type Edge, startEdge } from "../src/index.ts";
import { event, options, trace, until } from "./scripted.ts";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
});

async function start(): Promise<Edge> {
  const edge = await startEdge(options().edge);
  ends.push(() => edge.close());
  return edge;
}

/** A raw listener: what came so far, and the socket to be rude with. */
async function listen(edge: Edge, headers = ""): Promise<{ text: () => string; socket: Socket }> {
  let text = "";
  const socket = connect(edge.address.port, "127.0.0.1");
  socket.on("data", (bytes) => (text += bytes.toString("utf8")));
  socket.on("error", () => undefined);
  socket.write(`GET /api/v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n`);
  ends.push(() => socket.destroy());
  await until(() => text.includes("\r\n\r\n"));
  return { text: () => text, socket };
}

const dataOf = (text: string, name: string): { seq: number; [key: string]: unknown }[] =>
  text
    .split(`event: ${name}\ndata: `)
    .slice(1)
    .map((rest) => JSON.parse(rest.split("\n")[0]!));

const walk = (seq: number) => event(seq, seq, "begin-walk", { code: 21 });

test("a newcomer gets the state at once, and each event as it comes, once", async () => {
  const edge = await start();
  edge.trace(trace({ seq: 1, at: 0, events: [walk(1)] }));
  const { text } = await listen(edge);
  await until(() => text().includes("event: state"));
  expect(text()).toContain("content-type: text/event-stream");
  expect(dataOf(text(), "event")).toEqual([]);
  edge.trace(trace({ seq: 2, at: 100, events: [walk(1), walk(2)] }));
  await until(() => text().includes("event: event"));
  await until(() => dataOf(text(), "state").at(-1)?.seq === 2);
  expect(dataOf(text(), "event").map(({ seq }) => seq)).toEqual([2]);
});

test("states are put together: many traces, few states, and the last one is among them", async () => {
  const edge = await start();
  const { text } = await listen(edge);
  for (let seq = 1; seq <= 1_000; seq++) edge.trace(trace({ seq, at: seq * 100 }));
  await until(() => dataOf(text(), "state").at(-1)?.seq === 1_000);
  // All thousand came in one turn of the loop; the stream looks only between turns.
  expect(dataOf(text(), "state").length).toBeLessThanOrEqual(2);
});

test("a page that comes back gets the events it missed", async () => {
  const edge = await start();
  edge.trace(trace({ seq: 1, at: 0, events: [walk(1), walk(2), walk(3)] }));
  const { text } = await listen(edge, "Last-Event-ID: 1\r\n");
  await until(() => dataOf(text(), "event").length === 2);
  expect(dataOf(text(), "event").map(({ id }) => id)).toEqual([2, 3]);
});

test("when control falls silent the stream says so", async () => {
  const edge = await start();
  edge.trace(trace({ seq: 1, at: 0 }));
  const { text } = await listen(edge);
  await until(() => dataOf(text(), "state").at(-1)?.["stale"] === true);
});

test("a reader that stops reading gets all its events when it reads again, but no queue of states", async () => {
  const edge = await start();
  const { text, socket } = await listen(edge);
  socket.pause();
  // More than the buffers of two sockets take.
  const filling = "x".repeat(10_000);
  for (let seq = 1; seq <= 1_500; seq++) {
    edge.trace(trace({ seq, at: seq * 100, events: [event(seq, seq, filling)] }));
  }
  socket.resume();
  await until(() => text().includes("\nid: 1500\n"));
  const ids = [...text().matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  expect(ids).toEqual(Array.from({ length: 1_500 }, (_, place) => place + 1));
  expect(text().split("event: state").length - 1).toBeLessThan(100);
});

test("the fifty-first page is told to wait", async () => {
  const edge = await start();
  const first = await Promise.all(Array.from({ length: 50 }, () => listen(edge)));
  const { text } = await listen(edge);
  expect(text()).toContain("503");
  first[0]!.socket.destroy();
  await until(async () => (await listen(edge)).text().includes("200 OK"));
});

test("open streams do not hold up the end", async () => {
  const edge = await startEdge(options().edge);
  const { socket } = await listen(edge);
  const ended = new Promise((resolve) => {
    socket.once("close", resolve);
  });
  await edge.close();
  await ended;
});
