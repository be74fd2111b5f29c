import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DemoAction, DemoView } from "@crossing/config";
import { expect, test } from "vitest";
import { JPEG, SITE, event, folder, picture, report, trace, until } from "./scripted.ts";
import { bodyOf, start, walk } from "./started.ts";

test("the state is what control said last, with the hour's measures", async () => {
  const { edge, json } = await start();
  edge.trace(trace({ seq: 41, at: 1_000 }));
  edge.trace(trace({ seq: 42, at: 3_000, events: [walk(1, 2_900)] }));
  expect(await json("/api/v1/state")).toMatchObject({
    v: 1,
    boot: "run1",
    seq: 42,
    site: SITE.id,
    interval: "vehicle-green",
    waiting: { A: 2, B: null },
    on_crossing: 0,
    countdown_s: null,
    mode: "normal",
    link: "up",
    stale: false,
    mqtt_connected: false,
    reason: { code: "hold-min-green", numbers: { left_s: 10.8 } },
    measures: { walks: 1, wait_mean_s: 8 },
  });
});

test("before control is heard the API says so, and is not ready", async () => {
  const { edge, get } = await start();
  expect((await get("/api/v1/state")).status).toBe(503);
  expect((await get("/api/v1/spat")).status).toBe(503);
  expect((await get("/readyz")).status).toBe(503);
  expect((await get("/healthz")).status).toBe(200);
  edge.trace(trace({ seq: 1, at: 0 }));
  expect((await get("/readyz")).status).toBe(200);
});

test("when control falls silent the state is stale and the API not ready", async () => {
  let now = 0;
  const { edge, json, get } = await start({ now: () => now });
  edge.trace(trace({ seq: 1, at: 0 }));
  expect(await json("/api/v1/state")).toMatchObject({ stale: false });
  now = 60_000;
  expect(await json("/api/v1/state")).toMatchObject({ stale: true });
  expect((await get("/readyz")).status).toBe(503);
});

test("measures survive a restart of the report, as far as events tell", async () => {
  const logDir = folder();
  const first = await start({ logDir });
  first.edge.trace(trace({ seq: 1, at: 1_000, events: [walk(1, 900)] }));
  await first.close();
  const { edge, json } = await start({ logDir });
  edge.trace(trace({ seq: 2, at: 5_000, events: [walk(1, 900), walk(2, 4_000)] }));
  expect((await json("/api/v1/state")).measures).toMatchObject({ walks: 2 });
});

test("events are listed after an id or a moment, and a bad moment is refused", async () => {
  const wallClock = () => new Date("2026-11-21T12:00:00.000Z");
  const { edge, json, get } = await start({ wallClock });
  edge.trace(trace({ seq: 1, at: 9_000, events: [walk(1, 2_000), walk(2, 8_000)] }));
  const seqs = async (query: string) =>
    (await json(`/api/v1/events${query}`)).map(({ seq }: { seq: number }) => seq);
  expect(await seqs("")).toEqual([1, 2]);
  expect(await seqs("?since=1")).toEqual([2]);
  expect(await seqs("?since=2026-11-21T11:59:55Z")).toEqual([2]);
  expect(await seqs("?limit=1")).toEqual([2]);
  expect((await get("/api/v1/events?since=yesterday")).status).toBe(400);
});

test("the hi-resolution export has the codes between two moments", async () => {
  const wallClock = () => new Date("2026-11-21T12:00:00.000Z");
  const { edge, get, acks } = await start({ wallClock });
  const events = [walk(1, 2_000), event(2, 3_000, "service-end"), walk(3, 8_000)];
  edge.trace(trace({ seq: 1, at: 9_000, events }));
  await until(() => acks.length > 0);
  const csv = await get(
    "/api/v1/export/hires.csv?from=2026-11-21T11:59:50Z&to=2026-11-21T11:59:58Z",
  );
  expect(csv.headers.get("content-type")).toContain("text/csv");
  expect(await csv.text()).toBe(
    `timestamp,signal_id,event_code,event_param\n2026-11-21 11:59:53.0,${SITE.id},21,4\n`,
  );
  const year = "/api/v1/export/hires.csv?from=2025-11-21T00:00:00Z&to=2026-11-21T00:00:00Z";
  expect((await get(year)).status).toBe(400);
});

test("the site is told without its broker, its door and the camera's password", async () => {
  const site = {
    ...SITE,
    cameras: [{ ...SITE.cameras[0]!, source: "rtsp://admin:secret@10.0.0.9/stream" }],
  };
  const { json } = await start({ site });
  const view = await json("/api/v1/site");
  expect(view).toMatchObject({ version: "9.9.9", demo: false, site: { id: SITE.id } });
  expect(view.site.cameras[0].source).toBe("rtsp://10.0.0.9/stream");
  expect(Object.keys(view.site)).not.toContain("mqtt");
  expect(JSON.stringify(view)).not.toContain("secret");
});

test("a request is handed to control, and what control says comes back", async () => {
  const { post, asked } = await start();
  const answer = await post("/api/v1/requests", { request: "ped-call" });
  expect(await answer.json()).toEqual({ accepted: true, why: "as you wish" });
  expect(asked).toEqual(["ped-call"]);
});

test.each([
  ["an unknown request", { request: "set-lamps" }],
  ["a request with more in it", { request: "ped-call", lamps: "green" }],
  ["no request", {}],
])("%s is refused and never reaches control", async (_, body) => {
  const { post, asked } = await start();
  expect((await post("/api/v1/requests", body)).status).toBe(400);
  expect(asked).toEqual([]);
});

test("a control that cannot be asked is an answer, not an error", async () => {
  const { post } = await start({ request: () => Promise.reject(new Error("socket gone")) });
  const answer = await bodyOf(await post("/api/v1/requests", { request: "ped-call" }));
  expect(answer).toMatchObject({ accepted: false });
  expect(answer.why).toContain("socket gone");
});

test("a control that does not answer is said after three seconds", async () => {
  const { post } = await start({ request: () => new Promise(() => undefined) });
  const answer = await bodyOf(await post("/api/v1/requests", { request: "ped-call" }));
  expect(answer).toMatchObject({ accepted: false });
  expect(answer.why).toContain("did not answer in 3 s");
});

test("a body of more than 64 KiB and a write from a foreign page are refused", async () => {
  const { post, edge, asked } = await start();
  const long = await post("/api/v1/requests", { request: "ped-call", filling: "x".repeat(65_536) });
  expect(long.status).toBe(413);
  const foreign = await post(
    "/api/v1/requests",
    { request: "ped-call" },
    { origin: "http://evil" },
  );
  expect(foreign.status).toBe(403);
  expect(asked).toEqual([]);
  const own = await post("/api/v1/requests", { request: "ped-call" }, { origin: edge.address.url });
  expect(own.status).toBe(200);
});

test("pictures are shown only while the preview is on", async () => {
  const { edge, get, post, previews } = await start();
  edge.picture(picture("A"));
  const off = await get("/api/v1/camera/A.jpg");
  expect(off.status).toBe(404);
  expect((await bodyOf(off)).message).toContain("the preview is off");
  expect((await post("/api/v1/preview", { seconds: 601 })).status).toBe(400);
  await post("/api/v1/preview", { seconds: 60 });
  expect(previews).toEqual([60]);
  edge.picture(picture("A"));
  const on = await get("/api/v1/camera/A.jpg");
  expect(on.headers.get("cache-control")).toBe("no-store");
  expect(Buffer.from(await on.arrayBuffer()).equals(JPEG)).toBe(true);
  expect((await get("/api/v1/camera/B.jpg")).status).toBe(404);
  await post("/api/v1/preview", { seconds: 0 });
  expect((await get("/api/v1/camera/A.jpg")).status).toBe(404);
});

test("the demo's toys are there only in the demo", async () => {
  const plain = await start();
  expect((await plain.get("/api/v1/demo")).status).toBe(404);
  expect((await plain.post("/api/v1/demo", { do: "cars", count: 1 })).status).toBe(404);
  const acts: DemoAction[] = [];
  const view: DemoView = { broken: ["modbus"] };
  const act = (action: DemoAction) => {
    acts.push(action);
    return Promise.resolve(view);
  };
  const demo = await start({ demo: { act, view: () => view } });
  expect(await demo.json("/api/v1/demo")).toEqual(view);
  expect(await (await demo.post("/api/v1/demo", { do: "cars", count: 3 })).json()).toEqual(view);
  expect((await demo.post("/api/v1/demo", { do: "cars", count: 999 })).status).toBe(400);
  expect(
    (await demo.post("/api/v1/demo", { do: "break", what: "lamps", broken: true })).status,
  ).toBe(400);
  expect(acts).toEqual([{ do: "cars", count: 3 }]);
  expect(demo.previews).toEqual([600]);
});

test("the page is served with safe headers, and its paths lead to its index", async () => {
  const pageDir = folder();
  mkdirSync(join(pageDir, "assets"));
  writeFileSync(join(pageDir, "index.html"), "<!doctype html><title>crossing</title>");
  writeFileSync(join(pageDir, "assets", "page-1a2b.js"), "export {};");
  const { get } = await start({ pageDir });
  const index = await get("/");
  expect(await index.text()).toContain("<title>crossing</title>");
  expect(index.headers.get("cache-control")).toBe("no-cache");
  const policy = index.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain("upgrade-insecure-requests");
  expect((await get("/assets/page-1a2b.js")).headers.get("cache-control")).toContain("immutable");
  const deep = await get("/events", { headers: { accept: "text/html" } });
  expect(await deep.text()).toContain("<title>crossing</title>");
  expect((await get("/api/v1/nothing", { headers: { accept: "text/html" } })).status).toBe(404);
});

test("without a built page the front door says what to do", async () => {
  const { get } = await start({ pageDir: join(folder(), "missing") });
  expect(await (await get("/")).text()).toContain("npm run build");
});

test("openapi.json names every path, and every field of the state", async () => {
  const { json, edge } = await start();
  const doc = await json("/openapi.json");
  expect(doc.openapi).toBe("3.1.0");
  expect(Object.keys(doc.paths)).toEqual(
    expect.arrayContaining([
      "/healthz",
      "/readyz",
      "/metrics",
      "/api/v1/state",
      "/api/v1/events",
      "/api/v1/stream",
      "/api/v1/site",
      "/api/v1/spat",
      "/api/v1/export/hires.csv",
      "/api/v1/requests",
      "/api/v1/preview",
    ]),
  );
  edge.trace(trace({ seq: 1, at: 0 }));
  const described = doc.paths["/api/v1/state"].get.responses["200"].content["application/json"];
  const told = Object.keys(await json("/api/v1/state"));
  expect(Object.keys(described.schema.properties).sort()).toEqual(told.sort());
});

test("an event log that cannot be written is a fault in the state, and not ready", async () => {
  const logDir = folder();
  writeFileSync(join(logDir, "file"), "");
  const { edge, json, get } = await start({ logDir: join(logDir, "file") });
  edge.trace(trace({ seq: 1, at: 0, events: [walk(1, 0)] }));
  expect((await json("/api/v1/state")).faults).toEqual(["event-log-failing"]);
  expect(await json("/api/v1/events")).toHaveLength(1);
  expect((await get("/readyz")).status).toBe(503);
});

test("what the eyes saw is told with the picture's number while the preview is on", async () => {
  const { edge, post } = await start();
  await post("/api/v1/preview", { seconds: 60 });
  edge.picture(picture("A"));
  edge.visionReport(report("A"));
  const stream = await fetch(`${edge.address.url}/api/v1/stream`);
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("event: vision")) text += (await reader.read()).value ?? "";
  const line = text.split("event: vision\ndata: ")[1]!.split("\n")[0]!;
  expect(JSON.parse(line)).toMatchObject({ camera: "A", picture: 1, preview_s: 60 });
  await reader.cancel();
});

test("what vision sends and nobody can read is counted, and told of the camera it names", async () => {
  const { edge, get, json } = await start();
  edge.trace(trace({ seq: 1, at: 0 }));
  edge.visionReport({
    ...report("B"),
    state: "lost",
    health: { believed: false, faults: ["moved"] },
  });
  edge.visionRefused("A", "vision-report.people");
  edge.visionRefused("somebody-else", "vision-report.camera");
  expect(await json("/api/v1/state")).toMatchObject({
    alarms: ["camera-A-unreadable", "camera-B-moved"],
    alarms_since: { "camera-B-moved": expect.stringMatching(/^20.*Z$/) as string },
    cameras: {
      A: { state: "starting", believed: false, faults: [] },
      B: { state: "lost", believed: false, faults: ["moved"] },
    },
  });
  const metrics = await (await get("/metrics")).text();
  expect(metrics).toContain('xing_vision_records_refused_total{camera="A"} 1\n');
  expect(metrics).toContain('xing_vision_records_refused_total{camera="unknown"} 1\n');
  expect(metrics).not.toContain("somebody-else");
});
