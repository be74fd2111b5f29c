import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { type MqttClient, connectAsync } from "mqtt";
import { afterEach, describe, expect, test } from "vitest";
import { startBroker } from "../src/broker.ts";
import { type Edge, type EdgeOptions, startEdge } from "../src/index.ts";
import { JPEG, SITE, event, folder, options, picture, report, trace, until } from "./scripted.ts";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const MOSQUITTO = "/usr/sbin/mosquitto";
const ROOT = `sc/v1/${SITE.id}`;

async function aedes(port = 0) {
  const broker = await startBroker({ host: "127.0.0.1", port });
  ends.push(() => broker.close());
  return broker;
}

async function mosquitto() {
  const port = await freePort();
  const file = join(folder(), "mosquitto.conf");
  writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
  const child = spawn(MOSQUITTO, ["-c", file], { stdio: "ignore" });
  const ended = new Promise((resolve) => {
    child.once("exit", resolve);
  });
  const close = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  ends.push(close);
  return { url: `mqtt://127.0.0.1:${port}`, port, close };
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

interface Heard {
  readonly topic: string;
  readonly text: string;
  readonly retain: boolean;
  // What comes over the wire has the shape the test says it has.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

/** A city that hears everything of the crossing. */
async function city(url: string): Promise<{ client: MqttClient; heard: Heard[] }> {
  let client: MqttClient | null = null;
  await until(async () => {
    client = await connectAsync(url, { reconnectPeriod: 0, connectTimeout: 2_000 }).catch(
      () => null,
    );
    return client !== null;
  });
  const mine = client as unknown as MqttClient;
  ends.push(() => mine.end(true));
  const heard: Heard[] = [];
  mine.on("message", (topic, bytes, { retain }) => {
    const text = bytes.toString("utf8");
    heard.push({ topic: topic.slice(ROOT.length + 1), text, retain, body: JSON.parse(text) });
  });
  await mine.subscribeAsync(`${ROOT}/#`, { qos: 1 });
  return { client: mine, heard };
}

async function start(url: string, version: 4 | 5, more: Partial<EdgeOptions> = {}) {
  const world = options({ mqtt: { url, version }, ...more });
  const edge = await startEdge(world.edge);
  ends.push(() => edge.close());
  return { ...world, edge };
}

const walk = (seq: number) => event(seq, seq, "begin-walk", { code: 21 });
const connected = (edge: Edge) =>
  until(async () => {
    const state = await fetch(`${edge.address.url}/api/v1/state`);
    return state.ok && ((await state.json()) as { mqtt_connected: boolean }).mqtt_connected;
  });
const on = (heard: readonly Heard[], topic: string) => heard.filter((one) => one.topic === topic);

const BROKERS = [
  { name: "aedes, MQTT 3.1.1", broker: aedes, version: 4 as const, missing: false },
  {
    name: existsSync(MOSQUITTO)
      ? "Mosquitto, MQTT 5"
      : "Mosquitto, MQTT 5 (left out: mosquitto is not installed)",
    broker: mosquitto,
    version: 5 as const,
    missing: !existsSync(MOSQUITTO),
  },
];

for (const { name, broker, version, missing } of BROKERS) {
  describe.skipIf(missing)(`over ${name}`, () => {
    test("the city hears availability, info, state and events, and can ask", async () => {
      const { url } = await broker();
      const { client, heard } = await city(url);
      const { edge, asked } = await start(url, version);
      edge.trace(trace({ seq: 1, at: 0, events: [walk(1), walk(2)] }));
      await until(() => on(heard, "event/signal").length === 2 && on(heard, "state").length > 0);
      await until(() => on(heard, "availability").some(({ body }) => body.state === "ready"));
      expect(on(heard, "event/signal").map(({ body }) => body)).toMatchObject([
        { v: 1, boot: "run1", seq: 1, code: 21, name: "begin-walk" },
        { v: 1, boot: "run1", seq: 2, code: 21, name: "begin-walk" },
      ]);
      expect(Object.keys(on(heard, "state")[0]!.body)).toEqual(
        expect.arrayContaining(
          (
            "v ts boot seq interval vehicle ped time_in_interval_s countdown_s waiting oldest_wait_s " +
            "on_crossing mode link faults reason"
          ).split(" "),
        ),
      );
      expect(on(heard, "info")[0]!.body).toMatchObject({ v: 1, site: SITE.id, version: "9.9.9" });
      const exp = new Date(Date.now() + 30_000).toISOString();
      await client.publishAsync(`${ROOT}/cmd/ped-call`, JSON.stringify({ v: 1, id: "a1", exp }), {
        qos: 1,
      });
      await until(() => on(heard, "cmd-result/a1").length > 0);
      expect(on(heard, "cmd-result/a1")[0]!.body).toMatchObject({
        accepted: true,
        name: "ped-call",
      });
      expect(asked).toEqual(["ped-call"]);
    });

    test("state, availability and info are kept for who comes later; events are not", async () => {
      const { url } = await broker();
      const early = await city(url);
      const { edge } = await start(url, version);
      edge.trace(trace({ seq: 1, at: 0, events: [walk(1)] }));
      await until(() => on(early.heard, "event/signal").length > 0);
      await until(() => on(early.heard, "state").length > 0);
      const late = await city(url);
      await until(() => new Set(late.heard.map(({ topic }) => topic)).size >= 3);
      const kept = late.heard.filter(({ retain }) => retain).map(({ topic }) => topic);
      expect(kept.sort()).toEqual(["availability", "info", "state"]);
    });

    test("a good end says disconnected", async () => {
      const { url } = await broker();
      const { heard } = await city(url);
      const { edge } = await start(url, version);
      await until(() => on(heard, "availability").length > 0);
      expect(on(heard, "availability")[0]!.body.state).toBe("init");
      await edge.close();
      await until(() => on(heard, "availability").at(-1)?.body.state === "disconnected");
    });

    test("a death is told by the broker, with the run that died", async () => {
      const { url } = await broker();
      const { heard } = await city(url);
      const dead = await doomed(url, version);
      await until(() => on(heard, "availability").length > 0);
      const { boot } = on(heard, "availability")[0]!.body;
      dead.kill("SIGKILL");
      await until(() => on(heard, "availability").at(-1)?.body.state === "lost");
      expect(on(heard, "availability").at(-1)!.body.boot).toBe(boot);
    });
  });
}

/** A report in a process of its own, to be killed. */
async function doomed(url: string, version: 4 | 5) {
  const at = (path: string) => new URL(path, import.meta.url).href;
  const script = `
    import { options } from ${JSON.stringify(at("./scripted.ts"))};
    import { startEdge } from ${JSON.stringify(at("../src/index.ts"))};
    await startEdge(options({ mqtt: { url: ${JSON.stringify(url)}, version: ${version} } }).edge);
    setInterval(() => undefined, 1000);`;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=source", "--input-type=module", "-e", script],
    { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, VITEST: "" } },
  );
  ends.push(() => child.kill("SIGKILL"));
  return child;
}

test("events of the time without a broker come later, in order, once, and marked historical", async () => {
  const port = await freePort();
  const logDir = folder();
  const { edge, said, acks } = await start(`mqtt://127.0.0.1:${port}`, 4, { logDir });
  edge.trace(trace({ seq: 1, at: 0, events: [walk(1), walk(2), walk(3)] }));
  // On the disk before there is a broker: what is written after that is news.
  await until(() => acks.length > 0);
  await until(() => said.some((line) => line.includes("not reached")));
  const first = await aedes(port);
  const { heard } = await city(first.url);
  await until(() => on(heard, "event/signal").length === 3);
  await connected(edge);
  edge.trace(trace({ seq: 2, at: 100, events: [walk(4)] }));
  await until(() => on(heard, "event/signal").length === 4);
  const told = on(heard, "event/signal").map(({ body }) => [body.seq, body.historical]);
  expect(told).toEqual([
    [1, true],
    [2, true],
    [3, true],
    [4, false],
  ]);
  expect(said.filter((line) => line.includes("not reached"))).toHaveLength(1);
  await edge.close();
  expect(JSON.parse(readFileSync(join(logDir, "mqtt-cursor.json"), "utf8"))).toEqual({ id: 4 });
});

test("a broker that goes and comes back is found again, and a restarted report sends nothing twice", async () => {
  const logDir = folder();
  const first = await aedes();
  const world = await start(first.url, 4, { logDir });
  world.edge.trace(trace({ seq: 1, at: 0, events: [walk(1)] }));
  await connected(world.edge);
  await until(() => existsSync(join(logDir, "mqtt-cursor.json")));
  await first.close();
  await until(() => world.said.some((line) => line.includes("not reached")));
  world.edge.trace(trace({ seq: 2, at: 100, events: [walk(2)] }));
  const second = await aedes(first.port);
  const { heard } = await city(second.url);
  await until(() => on(heard, "event/signal").length === 1);
  expect(on(heard, "event/signal")[0]!.body).toMatchObject({ seq: 2, historical: true });
  await world.edge.close();
  const again = await start(second.url, 4, { logDir });
  again.edge.trace(trace({ seq: 3, at: 200, events: [walk(3)] }));
  await until(() => on(heard, "event/signal").length === 2);
  expect(on(heard, "event/signal")[1]!.body).toMatchObject({ seq: 3 });
});

test("a broker that knows only 3.1.1 is said with what to set", async () => {
  const { url } = await aedes();
  const { edge, said } = await start(url, 5);
  await until(() => said.some((line) => line.includes("set mqtt.version to 4")));
  expect((await fetch(`${edge.address.url}/healthz`)).status).toBe(200);
});

test("something that answers and is no broker is said once, whatever it answers", async () => {
  // A closed line, a reserved packet, a flag that may not be: each gives another reason.
  const noise = [Buffer.alloc(0), Buffer.from([0x00, 0x00]), Buffer.from([0x2f, 0x00])];
  let calls = 0;
  const nobody = createServer((socket) => {
    socket.on("error", () => {});
    socket.end(noise[calls++ % noise.length]!);
  });
  await new Promise<void>((resolve) => {
    nobody.listen(0, "127.0.0.1", resolve);
  });
  ends.push(() => nobody.close());
  const { port } = nobody.address() as { port: number };
  const { said } = await start(`mqtt://127.0.0.1:${port}`, 5);
  await until(() => calls >= 4);
  expect(said).toEqual([expect.stringContaining("not reached")]);
});

test("an address that makes no sense is said, and everything else goes on", async () => {
  const { edge, said } = await start("carrier-pigeon://roof", 5);
  await until(() => said.some((line) => line.includes("carrier-pigeon")));
  expect((await fetch(`${edge.address.url}/healthz`)).status).toBe(200);
});

test("a change that a person would notice is told at once, the rest once a second", async () => {
  const { url } = await aedes();
  const { heard } = await city(url);
  const { edge } = await start(url, 4);
  const begin = performance.now();
  let seq = 0;
  const show = (interval: "walk" | "buffer") =>
    edge.trace(trace({ seq: ++seq, at: seq * 100, outputs: { interval } }));
  show("walk");
  await until(() => on(heard, "state").some(({ body }) => body.interval === "walk"));
  show("buffer");
  await until(() => on(heard, "state").some(({ body }) => body.interval === "buffer"));
  const turns = 100;
  for (let turn = 0; turn < turns; turn++) {
    show("buffer");
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
  const seconds = (performance.now() - begin) / 1000;
  // At most one a second, and two for the two changes.
  expect(on(heard, "state").length).toBeLessThanOrEqual(Math.ceil(seconds) + 2);
});

test("no picture, and nothing that was one, leaves over MQTT or the event stream", async () => {
  const { url } = await aedes();
  const { heard } = await city(url);
  const { edge } = await start(url, 4, {
    demo: { act: () => Promise.resolve({ broken: [] }), view: () => ({ broken: [] }) },
  });
  const stream = await fetch(`${edge.address.url}/api/v1/stream`);
  const reader = stream.body!.pipeThrough(new TextDecoderStream("latin1")).getReader();
  for (let seq = 1; seq <= 30; seq++) {
    edge.trace(trace({ seq, at: seq * 100, events: [walk(seq)] }));
    edge.picture(picture("A"));
    edge.visionReport(report("A"));
  }
  let text = "";
  while (!text.includes("id: 30\n") || !text.includes("event: vision")) {
    text += (await reader.read()).value ?? "";
  }
  await until(() => on(heard, "event/signal").length === 30 && on(heard, "state").length > 0);
  await reader.cancel();
  const shown = await fetch(`${edge.address.url}/api/v1/camera/A.jpg`);
  expect(shown.status, "there was a picture to leak").toBe(200);
  for (const said of [text, ...heard.map((message) => message.text)]) {
    expect(said).not.toContain(JPEG.toString("base64").slice(0, 24));
    expect(said).not.toMatch(/\/9j\/|\xff\xd8\xff/);
    expect(said).not.toMatch(/[A-Za-z0-9+/]{200}/);
  }
  for (const { text } of heard) expect(text.length).toBeLessThanOrEqual(4_096);
});
