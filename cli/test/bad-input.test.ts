import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PILOT_SITE } from "../src/places.ts";
import { told } from "./desk.ts";
import { missing } from "./e2e/parts.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "bad-input-"));
  writeFileSync(join(dir, "noise.mp4"), randomBytes(4096));
  writeFileSync(join(dir, "noise.onnx"), randomBytes(4096));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("vision count ends with one message that says what to do", () => {
  test.each([
    [2, ["noise.mp4", "--camera", "Q", "--site", PILOT_SITE], /camera Q: .* has only A, B/],
    [1, ["noise.mp4", "--model", "nowhere.onnx"], /nowhere\.onnx: no model there/],
    [1, ["noise.mp4", "--model", "noise.onnx"], /noise\.json.*models:build/],
    [1, ["noise.mp4", "--detector", "nobody"], /nobody\.onnx: no model there/],
  ])("exit %d: %j", async (wanted, [file, ...options], message) => {
    const inDir = options.map((word) => (word.endsWith(".onnx") ? join(dir, word) : word));
    const { exit, said, out } = await told("vision", "count", join(dir, file!), ...inDir);
    expect({ exit, out }).toEqual({ exit: wanted, out: "" });
    expect(said).toMatch(message);
    expect(said.split("\n")).toHaveLength(1);
  });
});

const lack = missing(["ffmpeg", "model"]);
test.skipIf(lack !== null)(`no video, or one that is none, is told so ${lack ?? ""}`, async () => {
  const absent = await told("vision", "count", join(dir, "nowhere.mp4"));
  expect(absent).toMatchObject({ exit: 2, said: expect.stringContaining("nowhere.mp4: no such") });
  const noise = await told("vision", "count", join(dir, "noise.mp4"));
  expect(noise).toMatchObject({ exit: 2, said: expect.stringContaining("noise.mp4: ") });
});

describe("simulate refuses arrivals that are none", () => {
  test.each([
    ["", /no scenario; .* end_s/],
    ['{"type":"scenario","end_s":60}\nnoise\n', /line 2: no JSON object/],
    ['{"type":"scenario","end_s":60}\n{"type":"veh","t":"soon","lane":0}', /line 2: t = "soon"/],
    ['{"type":"scenario","end_s":60}\n{"type":"ped","t":1,"side":2}', /line 2: side = 2/],
    ['{"type":"scenario","end_s":60,"lanes":2}\n{"type":"veh","t":1,"lane":2}', /line 2: lane = 2/],
    ['{"type":"scenario","end_s":60,"lanes":40}', /line 1: lanes = 40: 1 to 8/],
    ['{"type":"scenario","end_s":60,"width_m":1}', /width_m = 1: 3 to 60 m/],
  ])("%j", async (text, message) => {
    const file = join(dir, "arrivals.jsonl");
    writeFileSync(file, text);
    const { exit, said } = await told("simulate", "--arrivals", file);
    expect({ exit, said }).toEqual({ exit: 2, said: expect.stringMatching(message) });
  });

  test("and a policy that nobody knows", async () => {
    const { exit, said } = await told("simulate", "--policy", "nobody");
    expect({ exit, said }).toEqual({ exit: 2, said: expect.stringContaining("puffin") });
  });
});

describe("the doctor", () => {
  interface Findings {
    readonly findings: readonly { name: string; state: string; said: string; todo: string }[];
  }

  test("says of each device that cannot be reached what to do, and ends with 4", async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => {
      silent.listen(0, "127.0.0.1", resolve);
    });
    const address = silent.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await new Promise((resolve) => {
      silent.close(resolve);
    });
    const nobody = `127.0.0.1:${port}`;
    const devices = ["--modbus", nobody, "--mqtt", `mqtt://${nobody}`];
    const cameras = ["--camera", `A=rtsp://${nobody}/x`, "--camera", `B=${dir}/nowhere.mp4`];
    const { exit, out } = await told("doctor", "--json", ...devices, ...cameras);
    // 4, unless ffmpeg or the model are missing too: then those come first.
    expect([1, 4, 6]).toContain(exit);
    const { findings } = JSON.parse(out) as Findings;
    const of = (name: string) => findings.find((finding) => finding.name === name);
    expect(of("node")).toMatchObject({ state: "ok" });
    expect(of("camera A")).toMatchObject({ state: "fail", said: expect.stringContaining(nobody) });
    expect(of("camera B")).toMatchObject({ state: "fail", todo: expect.stringMatching(/path/) });
    expect(of("cabinet")).toMatchObject({ state: "fail", said: expect.stringContaining(nobody) });
    expect(of("broker")).toMatchObject({ state: "warn", said: expect.stringContaining(nobody) });
    const unhelpful = findings.filter(({ state, todo }) => state !== "ok" && todo === "");
    expect(unhelpful).toEqual([]);
  });

  test("never shows a camera's password", async () => {
    const camera = ["--camera", "A=rtsp://admin:secret@127.0.0.1:9/x"];
    const { out } = await told("doctor", ...camera);
    expect(out).toContain("camera A");
    expect(out).not.toContain("secret");
  });
});
