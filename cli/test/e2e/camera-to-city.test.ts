/**
 * The whole way, with other people's programs at both ends: a video, pymodbus as cabinet, Mosquitto as city.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Site, siteSchema } from "@crossing/config";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PILOT_SITE, ROOT } from "../../src/places.ts";
import { freePort } from "../../src/ports.ts";
import { until } from "../until.ts";
import { alive, familyOf } from "./family.ts";
import { footageFor } from "./footage.ts";
import { missing } from "./parts.ts";
import { CROSSING, type Program, start } from "./program.ts";
import { type Span, spansOf } from "./slave-story.ts";

const lack = missing(["ffmpeg", "mosquitto", "pymodbus", "model"]);

const SLAVE = join(ROOT, "signal-driver/test/pymodbus_slave.py");
/** A whole cycle takes 20 s by the sheet below; the rest is for slow machines. */
const PATIENCE_MS = 120_000;

/** The pilot crossing with the shortest times its rules allow, so that a cycle fits in a test. */
function briskSite(): Site {
  const pilot = siteSchema.parse(JSON.parse(readFileSync(PILOT_SITE, "utf8")));
  const brisk = {
    start_up_s: 1,
    vehicle_min_green_s: 5,
    vehicle_max_green_s: 5,
    passage_s: 0.5,
    countdown_s: 0,
    walk_min_s: 4,
    walk_max_s: 4,
    ped_clearance_min_s: 3,
    ped_clearance_max_s: 13,
  };
  // Nobody is slow here: the longest clearance may then be short.
  const crossing = { ...pilot.crossing, slow_speed_m_per_s: 1.2, design_speed_m_per_s: 1.2 };
  // Three looks a second are enough for who stands still, and leave a busy machine time for the rest.
  const cameras = pilot.cameras.map((camera) => ({ ...camera, fps: 3 }));
  return { ...pilot, crossing, cameras, timing: { ...pilot.timing, ...brisk } };
}

describe.skipIf(lack !== null)(`crossing run, from video to city ${lack ?? ""}`, () => {
  const site = briskSite();
  const running: Program[] = [];
  const begin = (command: string, args: readonly string[]): Program => {
    const program = start(command, args);
    running.push(program);
    return program;
  };
  let dir = "";
  let slave: Program;
  let city: Program;
  let run: Program;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "camera-to-city-"));
    const { site: filmed, videos } = await footageFor(site, dir);
    const siteFile = join(dir, "site.json");
    writeFileSync(siteFile, JSON.stringify(filmed));

    const mqttPort = await freePort("127.0.0.1", 0);
    const broker = begin("mosquitto", ["-p", String(mqttPort)]);
    slave = begin("/usr/bin/python3", [SLAVE]);
    await until(() => slave.out.length > 0, PATIENCE_MS);
    // A city that comes before its broker hears nothing, ever.
    await until(() => broker.said.some((line) => line.endsWith(" running")), PATIENCE_MS);
    const { port } = JSON.parse(slave.out[0]!) as { port: number };
    city = begin("mosquitto_sub", ["-p", String(mqttPort), "-v", "-t", "sc/v1/#"]);

    const cameras = videos.flatMap((file, n) => ["--camera", `${site.cameras[n]!.id}=${file}`]);
    const cabinet = ["--modbus", `127.0.0.1:${port}`];
    const told = ["--mqtt", `mqtt://127.0.0.1:${mqttPort}`];
    const rest = ["--http", "127.0.0.1:0", "--log-dir", join(dir, "log")];
    const trace = ["--record-trace", join(dir, "trace.jsonl")];
    const options = [...cameras, ...cabinet, ...told, ...rest, ...trace];
    run = begin(process.execPath, [...CROSSING, "run", siteFile, ...options]);
    await until(() => run.said.some((line) => line.startsWith("page and API")), PATIENCE_MS);
  }, PATIENCE_MS);

  afterAll(() => {
    for (const program of running) program.signal("SIGKILL");
    rmSync(dir, { recursive: true, force: true });
  });

  const payloads = (topic: string): readonly Record<string, unknown>[] =>
    city.out
      .filter((line) => line.startsWith(`sc/v1/${site.id}/${topic} `))
      .map((line) => JSON.parse(line.slice(line.indexOf(" ") + 1)) as Record<string, unknown>);

  test(
    "the people of the video are counted",
    async () => {
      const counted = (): boolean =>
        payloads("state").some(({ waiting }) => Number((waiting as { A: number | null }).A) >= 1);
      await until(counted, PATIENCE_MS).catch(() => {
        throw new Error(`nobody was counted:\n${run.story()}`);
      });
      const normal = (): boolean => payloads("state").some(({ mode }) => mode === "normal");
      await until(normal, PATIENCE_MS).catch(() => {
        throw new Error(`control never was normal:\n${run.story()}`);
      });
    },
    3 * PATIENCE_MS,
  );

  test(
    "the foreign cabinet sees a walk in the right order, and no interval cut short",
    async () => {
      await until(() => cycleOf(spansOf(slave.out)) !== null, PATIENCE_MS).catch(() => {
        throw new Error(`no walk was served:\n${JSON.stringify(spansOf(slave.out))}`);
      });
      const cycle = cycleOf(spansOf(slave.out))!;
      expect(cycle.map(({ shown }) => shown)).toEqual(CYCLE);
      const { yellow_s, red_clearance_s, walk_min_s, ped_clearance_min_s, buffer_s } = site.timing;
      const least = [0, yellow_s, red_clearance_s, walk_min_s, ped_clearance_min_s, buffer_s];
      // One lost cycle of the line may shift either end of what the cabinet sees.
      cycle.forEach(({ s }, n) => expect(s).toBeGreaterThan(least[n]! - 0.5));
      expect(spansOf(slave.out).filter(({ shown }) => shown.includes(","))).toEqual([]);
    },
    3 * PATIENCE_MS,
  );

  test(
    "the city hears state and events",
    async () => {
      await until(() => payloads("event/signal").some(({ name }) => name === "begin-walk"));
      await until(() => payloads("availability").at(-1)?.["state"] === "ready", PATIENCE_MS);
      expect(payloads("state").map(({ vehicle }) => vehicle)).toContain("yellow");
    },
    3 * PATIENCE_MS,
  );

  test(
    "Ctrl-C ends it, the cabinet gets its crossing back, and nothing is left",
    async () => {
      const children = familyOf(run.pid);
      expect(children.length).toBeGreaterThanOrEqual(3);
      run.signal("SIGINT");
      expect(await run.ended).toBe(130);
      expect(alive(children)).toEqual([]);
      await until(() => (JSON.parse(slave.out.at(-1)!) as { state: number }).state === 1);
      await until(() => payloads("availability").at(-1)?.["state"] === "disconnected");
    },
    3 * PATIENCE_MS,
  );

  test("the recorded minutes, decided again, are the same", async () => {
    const again = ["replay", join(dir, "trace.jsonl"), "--json"];
    const replay = start(process.execPath, [...CROSSING, ...again]);
    expect(await replay.ended).toBe(0);
    expect(JSON.parse(replay.out[0]!)).toMatchObject({ runs: 1, gaps: 0, different: 0 });
  }, 60_000);
});

const CYCLE = [
  "green / dont-walk",
  "yellow / dont-walk",
  "red / dont-walk",
  "red / walk",
  "red / flashing-walk",
  "red / dont-walk",
];

/** The first whole cycle from green to the buffer before the next green; null: there was none yet. */
function cycleOf(spans: readonly Span[]): readonly Span[] | null {
  const begun = spans.findIndex(
    ({ shown }, index) => shown === CYCLE[0] && spans.length >= index + CYCLE.length,
  );
  return begun < 0 ? null : spans.slice(begun, begun + CYCLE.length);
}
