/** The acceptance of a box that runs, with the virtual cabinet behind a cable that can be pulled. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Site, readSite } from "@crossing/config";
import { createOnlooker } from "@crossing/signal-driver";
import { type VirtualCabinet, startCabinet } from "@crossing/simulator/cabinet";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accept } from "../../src/accept/accept.ts";
import type { Hands } from "../../src/accept/hands.ts";
import { type Windows, boxAt, resumeAt } from "../../src/accept/looks.ts";
import type { Acceptance } from "../../src/accept/record.ts";
import { STEPS, type Step } from "../../src/accept/steps.ts";
import { monotonic } from "../../src/clock.ts";
import { PILOT_SITE } from "../../src/places.ts";
import { type Cable, cableTo, withoutWatchdog } from "../accept-rig.ts";
import { CROSSING, type Program, start } from "./program.ts";

/** What a desk can do, in four minutes of waiting; CROSSING_ACCEPT=all does all of it, else what takes two. */
const ALL = [1, 2, 4, 5, 6, 8, 14, 12];
const SHORT = [1, 2, 6, 12];
/** Long, because the machine may be busy: nothing here is judged by how fast it is. */
const PATIENCE_MS = 400_000;
const dir = mkdtempSync(join(tmpdir(), "accept-"));
let cabinet: VirtualCabinet;
let cable: Cable;
let box: Program;
let page = "";

/** A narrow street with short intervals, so that the test is short. */
function quickSite(): Site {
  const read = readSite(readFileSync(PILOT_SITE, "utf8"));
  if (!read.ok) throw new Error("the pilot's site file is damaged");
  const { crossing, timing, cabinet: address } = read.site;
  return {
    ...read.site,
    crossing: { ...crossing, length_m: 5 },
    timing: {
      ...timing,
      vehicle_min_green_s: 8,
      vehicle_max_green_s: 12,
      max_wait_s: 20,
      ped_clearance_s: 6,
      ped_clearance_max_s: 8,
      start_up_s: 2,
      countdown_s: 5,
    },
    cabinet: { ...address, watchdog_ms: 1000 },
  };
}

/** What is accepted allows more than the box was told, by as much as a busy machine may be late. */
const allowed = (site: Site): Site => ({
  ...site,
  timing: { ...site.timing, yellow_s: 2, red_clearance_s: 1, buffer_s: 1, max_wait_s: 60 },
  cabinet: { ...site.cabinet, watchdog_ms: 2000 },
});

beforeAll(async () => {
  cabinet = await startCabinet({ host: "127.0.0.1", port: 0, unit: 1 });
  cable = await cableTo(cabinet.address.port);
  const file = join(dir, "quick.json");
  writeFileSync(file, JSON.stringify({ ...quickSite(), mqtt: null }));
  const words = ["--modbus", `127.0.0.1:${cable.port}`, "--http", "127.0.0.1:0", "--log-dir", dir];
  box = start(process.execPath, [...CROSSING, "run", file, ...words]);
  const deadline = performance.now() + 60_000;
  while (page === "") {
    if (performance.now() > deadline) throw new Error(`no page:\n${box.story()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const line = box.said.find((said) => said.startsWith("page and API"));
    page = line?.split(" ").at(-1) ?? "";
  }
}, PATIENCE_MS);

afterAll(async () => {
  box.signal("SIGINT");
  await box.ended;
  await cable.close();
  await cabinet.close();
  rmSync(dir, { recursive: true, force: true });
});

/** What people would do, done to the virtual cabinet and its cable. */
function hands(): Hands {
  const act: Partial<Record<Step["expect"], (on: boolean) => void>> = {
    silence: (on) => cable.pull(on),
    rejoin: (on) => cable.pull(on),
    "press-served": (on) => {
      cabinet.setButton(0, on);
      if (on) setTimeout(() => cabinet.setButton(0, false), 500);
    },
    conflict: (on) => {
      cabinet.fault("lamp-stuck", "ped-A-green", on);
      if (!on) cabinet.reset();
    },
    refused: (on) => {
      cable.change(on ? withoutWatchdog : (answer) => answer);
      cable.drop();
    },
  };
  return {
    ready: async () => "ready",
    now: async ({ expect: what }) => act[what]?.(true),
    undo: async ({ expect: what }) => act[what]?.(false),
    restore: async ({ expect: what }) => act[what]?.(false),
    close: () => {},
  };
}

test(
  "a box and a cabinet that are well pass what can be done to them at a desk",
  async () => {
    const site = allowed(quickSite());
    const { host, port } = cabinet.address;
    const onlooker = createOnlooker({ ...site.cabinet, host, port, timeout_ms: 2000 }, monotonic);
    const resume = resumeAt(page, null);
    const windows: Windows = { box: boxAt(page, null), cabinet: onlooker, resume };
    const wanted = process.env["CROSSING_ACCEPT"] === "all" ? ALL : SHORT;
    const blank: Acceptance = {
      type: "acceptance",
      site: site.id,
      name: site.name,
      cabinet: "",
      version: "",
      begun: "",
      done: [],
    };
    const said: string[] = [];
    const { done } = await accept({
      site,
      steps: wanted.map((number) => STEPS.find((step) => step.number === number)!),
      record: blank,
      windows,
      hands: hands(),
      walkTests: {},
      say: (line) => said.push(line),
      keep: () => {},
    });
    onlooker?.close();
    const came = done.map(({ step, verdict }) => [step, verdict]);
    const story = said.join("\n");
    expect({ came, story }).toEqual({
      came: wanted.toSorted((a, b) => a - b).map((step) => [step, "pass"]),
      story,
    });
    const figures: Readonly<Record<string, number>> = Object.assign(
      {},
      ...done.map((one) => one.figures),
    ) as Record<string, number>;
    // A cabinet that lets go at once, or a box that takes it back at once, would be as wrong as one that never does.
    expect(figures["watchdog_s"]).toBeGreaterThan(0.3);
    expect(figures["rejoin_s"] ?? Infinity).toBeGreaterThan(9);
  },
  PATIENCE_MS,
);
