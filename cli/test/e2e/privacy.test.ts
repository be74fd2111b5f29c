/**
 * No picture leaves the crossing: a running crossing looks at a picture that can be recognised, and every byte that it
 * sends, serves, says or writes is searched for it.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Broker, startBroker } from "@crossing/telemetry/broker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { monotonic } from "../../src/clock.ts";
import { type FrameServer, serveFrames } from "../../src/frames.ts";
import { PILOT_SITE, ROOT } from "../../src/places.ts";
import { until } from "../until.ts";
import { canaryPicture, picturesIn } from "./canary.ts";
import { CROSSING, type Program, start } from "./program.ts";
import { type Tap, tapLine } from "./tap.ts";

const PATIENCE_MS = 120_000;
const [WIDTH, HEIGHT] = [320, 240];
/** So long it looks, tells and writes before anything is searched, ms. */
const LIVE_MS = 6000;
const EYES = join(ROOT, "vision/test/fixture/tiny.onnx");

test.each([
  ["raw bytes", Buffer.from(canaryPicture(8, 8)), "the picture's own bytes"],
  [
    "base64",
    Buffer.from(Buffer.from(canaryPicture(8, 8)).toString("base64")),
    "the picture in base64",
  ],
  [
    "base64 from its middle",
    Buffer.from(Buffer.from(canaryPicture(8, 8).subarray(2)).toString("base64")),
    "the picture in base64",
  ],
  ["a JPEG", Buffer.from([1, 0xff, 0xd8, 0xff, 0xe0]), "a JPEG"],
  ["a JPEG in JSON", Buffer.from('{"jpeg":"/9j/4AAQ"}'), "a JPEG in base64"],
])("the nose finds a picture as %s", (_name, bytes, found) => {
  expect(picturesIn(bytes)).toContain(found);
});

describe("a crossing that looks at a canary", () => {
  const pages: Record<string, Buffer> = {};
  let dir = "";
  let frames: FrameServer;
  let showing: NodeJS.Timeout;
  let broker: Broker;
  let tap: Tap;
  let run: Program;
  let api = "";

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "privacy-"));
    const socket = join(dir, "camera.sock");
    frames = await serveFrames(socket);
    const rgb = canaryPicture(WIDTH, HEIGHT);
    showing = setInterval(
      () => frames.show({ width: WIDTH, height: HEIGHT, rgb, at: monotonic() }),
      100,
    );
    broker = await startBroker({ host: "127.0.0.1", port: 0 });
    tap = await tapLine(broker.port);
    const siteFile = join(dir, "site.json");
    writeFileSync(siteFile, canarySite(readFileSync(PILOT_SITE, "utf8")));
    const cameras = ["--camera", `A=raw:${socket}`, "--camera", `B=raw:${socket}`];
    const lines = ["--modbus", "127.0.0.1:9", "--mqtt", `mqtt://127.0.0.1:${tap.port}`];
    const files = ["--log-dir", join(dir, "log"), "--record-trace", join(dir, "trace.jsonl")];
    const rest = ["--http", "127.0.0.1:0", "--model", EYES];
    const words = [...cameras, ...lines, ...files, ...rest];
    run = start(process.execPath, [...CROSSING, "run", siteFile, ...words]);
    await until(() => pageOf(run) !== null, PATIENCE_MS).catch(() => {
      throw new Error(`no page:\n${run.story()}`);
    });
    api = pageOf(run)!;
    await until(() => tap.heard().includes("oldest_wait_s"), PATIENCE_MS);
    await read("/api/v1/stream", LIVE_MS);
    for (const path of await paths()) await read(path, 2000);
  }, PATIENCE_MS);

  afterAll(async () => {
    clearInterval(showing);
    run?.signal("SIGKILL");
    tap?.close();
    await broker?.close();
    await frames?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  /** Every path that can be read, from the API's own list. */
  async function paths(): Promise<readonly string[]> {
    const { paths: known } = (await (await fetch(`${api}/openapi.json`)).json()) as {
      paths: Record<string, object>;
    };
    const readable = Object.entries(known).filter(([, ways]) => "get" in ways);
    return readable.map(([path]) => path.replace("{file}", "A.jpg")).concat("/openapi.json", "/");
  }

  /** Reads an answer for so long at most: a stream has no end. */
  async function read(path: string, within_ms: number): Promise<number> {
    const chunks: Uint8Array[] = [];
    const stop = AbortSignal.timeout(within_ms);
    const answer = await fetch(api + path, { signal: stop });
    try {
      for await (const chunk of answer.body!) chunks.push(chunk);
    } catch (error) {
      if (!stop.aborted) throw error;
    }
    pages[path] = Buffer.concat(chunks);
    return answer.status;
  }

  const preview = (seconds: number) =>
    fetch(`${api}/api/v1/preview`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ seconds }),
    });

  const files = (): readonly string[] =>
    readdirSync(dir, { recursive: true, encoding: "utf8" })
      .map((name) => join(dir, name))
      .filter((name) => statSync(name).isFile() && !name.endsWith("site.json"));

  const everywhere = (): Readonly<Record<string, readonly string[]>> =>
    Object.fromEntries(
      [
        ["mqtt", tap.heard()] as const,
        ["log", Buffer.from([...run.said, ...run.out].join("\n"))] as const,
        ...files().map((name) => [name.slice(dir.length), readFileSync(name)] as const),
        ...Object.entries(pages).map(([path, bytes]) => [path, bytes] as const),
      ]
        .map(([place, bytes]) => [place, picturesIn(bytes)] as const)
        .filter(([, found]) => found.length > 0),
    );

  test("really looks at it: frames are counted", () => {
    const stream = pages["/api/v1/stream"]!.toString();
    const looked = stream
      .split("\n")
      .filter((line) => line.startsWith('data: {"camera"'))
      .map((line) => JSON.parse(line.slice(6)) as { camera: string; fps: number });
    expect(looked.some(({ camera, fps }) => camera === "A" && fps > 0)).toBe(true);
  });

  test("sends, serves, says and writes no picture", () => {
    expect(Object.keys(pages).length).toBeGreaterThan(8);
    expect(tap.heard().length).toBeGreaterThan(1000);
    expect(files().length).toBeGreaterThan(1);
    expect(everywhere()).toEqual({});
  });

  test("hands pictures out only by their own address, and only while somebody has switched them on", async () => {
    expect(await read("/api/v1/camera/A.jpg", 2000)).toBe(404);
    await preview(8);
    let status = 0;
    const asking = setInterval(() => {
      void read("/api/v1/camera/A.jpg", 2000).then(
        (found) => (status = Math.max(status, found === 200 ? 200 : 0)),
      );
    }, 200);
    await until(() => status === 200, 20_000).finally(() => clearInterval(asking));
    await read("/api/v1/stream", 1500);
    const found = { ...everywhere() };
    expect(found["/api/v1/camera/A.jpg"]).toContain("a JPEG");
    delete found["/api/v1/camera/A.jpg"];
    expect(found).toEqual({});
    await preview(0);
    expect(await read("/api/v1/camera/A.jpg", 2000)).toBe(404);
  }, 60_000);
});

/**
 * The pilot crossing with a landmark, which is a piece of a picture: the site file has it, and nobody else may. The
 * embedded broker speaks MQTT 3.1.1 only.
 */
function canarySite(text: string): string {
  const site = JSON.parse(text) as { cameras: object[]; mqtt: object };
  const patch = Buffer.from(canaryPicture(16, 16).subarray(0, 256)).toString("base64");
  const landmarks = [{ at: [0.5, 0.5], patch }];
  const cameras = site.cameras.map((camera) => ({ ...camera, landmarks }));
  return JSON.stringify({ ...site, cameras, mqtt: { ...site.mqtt, version: 4 } });
}

const pageOf = ({ said }: Program): string | null =>
  said
    .find((line) => line.startsWith("page and API"))
    ?.split(" ")
    .at(-1) ?? null;
