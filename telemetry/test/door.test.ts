import { createServer } from "node:net";
import { expect, test } from "vitest";
import { EdgeError, startEdge } from "../src/index.ts";
import { options, trace, until } from "./scripted.ts";
import { start, walk } from "./started.ts";

test.each(["0.0.0.0", "::", "10.1.2.3", "crossing.example"])(
  "%s without a token is refused before anything listens",
  async (host) => {
    const { edge } = options({ http: { host, port: 0, token: null } });
    const refused = startEdge(edge);
    await expect(refused).rejects.toBeInstanceOf(EdgeError);
    await expect(refused).rejects.toThrow("refused without a token");
  },
);

const TOKEN = "0123456789abcdef";

test("with a token everything but health needs it; the page swaps it for a cookie", async () => {
  const { edge } = await start({ http: { host: "0.0.0.0", port: 0, token: TOKEN } });
  const at = `http://127.0.0.1:${edge.address.port}`;
  expect((await fetch(`${at}/healthz`)).status).toBe(200);
  for (const path of ["/", "/metrics", "/api/v1/site", "/api/v1/nothing", "/openapi.json"]) {
    expect([path, (await fetch(at + path)).status]).toEqual([path, 401]);
  }
  const bearer = { authorization: `Bearer ${TOKEN}` };
  expect((await fetch(`${at}/api/v1/site`, { headers: bearer })).status).toBe(200);
  const door = await fetch(`${at}/?token=${TOKEN}`, { redirect: "manual" });
  expect(door.status).toBe(303);
  expect(door.headers.get("location")).toBe("/");
  const set = door.headers.get("set-cookie") ?? "";
  expect(set).toMatch(/HttpOnly; SameSite=Strict/);
  expect(set).not.toContain(TOKEN);
  const cookie = set.split(";")[0]!;
  expect((await fetch(`${at}/api/v1/site`, { headers: { cookie } })).status).toBe(200);
  expect((await fetch(`${at}/api/v1/site`, { headers: { cookie: `${cookie}x` } })).status).toBe(
    401,
  );
});

test("guessing the token ends after ten tries a minute, even with the right one", async () => {
  const { get } = await start({ http: { host: "127.0.0.1", port: 0, token: TOKEN } });
  const tryWith = async (token: string) =>
    (await get("/api/v1/site", { headers: { authorization: `Bearer ${token}` } })).status;
  const tries = [];
  for (let guess = 0; guess < 11; guess++) tries.push(await tryWith(`wrong-${guess}`));
  expect(tries.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
  expect(tries.at(-1)).toBe(429);
  expect(await tryWith(TOKEN)).toBe(429);
});

test("a short token is refused", async () => {
  const { edge } = options({ http: { host: "127.0.0.1", port: 0, token: "1234" } });
  await expect(startEdge(edge)).rejects.toThrow("at least 16");
});

test("a foreign name for this machine is refused while there is no token", async () => {
  const { edge } = await start();
  const { request } = await import("node:http");
  const status = await new Promise((resolve, reject) => {
    const headers = { host: "rebound.example" };
    request(`${edge.address.url}/api/v1/site`, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(403);
});

test("a flood is turned away, also on paths that are not there", async () => {
  const { get } = await start({
    http: { host: "127.0.0.1", port: 0, token: null, mostAMinute: 5 },
  });
  const statuses: number[] = [];
  for (let turn = 0; turn < 7; turn++) statuses.push((await get("/api/v1/nothing")).status);
  expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429]);
});

test("a taken port is said with what to do, or replaced when a free one will do", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => {
    taken.listen(0, "127.0.0.1", resolve);
  });
  const { port } = taken.address() as { port: number };
  const http = { host: "127.0.0.1", port, token: null };
  await expect(startEdge(options({ http }).edge)).rejects.toThrow("taken by another program");
  const { edge } = await start({ http: { ...http, orFree: true } });
  expect(edge.address.port).not.toBe(port);
  expect((await fetch(`${edge.address.url}/healthz`)).status).toBe(200);
  taken.close();
});

test("a taken port can be waited for: said once, the event log goes on, the page comes when it is free", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => {
    taken.listen(0, "127.0.0.1", resolve);
  });
  const { port } = taken.address() as { port: number };
  const http = { host: "127.0.0.1", port, token: null, waits: true };
  const { edge, said, acks } = await start({ http });
  edge.trace(trace({ seq: 1, at: 0, events: [walk(1, 0)] }));
  await until(() => acks.length > 0);
  // Long enough for a second attempt, which is not told again.
  await new Promise((resolve) => {
    setTimeout(resolve, 1_500);
  });
  expect(said).toEqual([expect.stringMatching(/taken by another program.* goes on without page/)]);
  await new Promise((resolve) => {
    taken.close(resolve);
  });
  await edge.listening;
  expect((await fetch(`${edge.address.url}/healthz`)).status).toBe(200);
});
