import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Site, patienceLost, siteSchema } from "@crossing/config";
import { type WaitRecord, chanceOf } from "@crossing/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PILOT_SITE } from "../src/places.ts";
import { told } from "./desk.ts";

const site: Site = siteSchema.parse(JSON.parse(readFileSync(PILOT_SITE, "utf8")));

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "patience-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
}

const lines = (records: readonly object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join("");

/** A street on which half can lose patience: 31.6 % have by 30 s. */
function waits(): readonly WaitRecord[] {
  const chance = chanceOf(1, "waits of a file");
  return Array.from({ length: 300 }, (_, at) => {
    const lost = chance.happens(0.5) ? chance.weibull(2, 30) : Infinity;
    const served = chance.uniform(5, 60);
    const ended = lost < served ? "red" : at % 20 === 0 ? "left" : "served";
    return { wait_s: Math.round(10 * Math.min(lost, served)) / 10, ended };
  });
}

const fit = async (...argv: readonly string[]) => told("patience", "fit", ...argv);

async function json(...argv: readonly string[]): Promise<Record<string, unknown>> {
  const { exit, out } = await fit(...argv, "--json");
  return { exit, ...(JSON.parse(out) as Record<string, unknown>) };
}

describe("waits of a file", () => {
  test("give a table, and say what a plan's wait means", async () => {
    const { exit, out, said } = await fit(file("waits.jsonl", lines(waits())), "--wait", "30");
    expect({ exit, said }).toEqual({ exit: 0, said: "" });
    expect(out).toMatch(/^300 waits: \d+ served, \d+ ended on red, \d+ left; the longest/);
    expect(out).toMatch(/^lost patience by 30 s +\d+\.\d % +\d+\.\d % to \d+\.\d %$/m);
    expect(out).toMatch(
      /^at your 30 s, at least \d+ % have lost patience \(95 %: \d+ to \d+ %\)$/m,
    );
  });

  test("are told in Chinese", async () => {
    const { out } = await fit(file("waits.jsonl", lines(waits())), "--wait", "30", "--lang", "zh");
    expect(out).toMatch(/^在您的 30 秒处，至少 \d+% 的人已失去耐心（95% 区间/m);
  });

  test("tell the share that is true on this street within their interval", async () => {
    const { plan } = await json(file("waits.jsonl", lines(waits())), "--wait", "30");
    const { lost } = plan as { lost: { low: number; high: number } };
    expect(lost.low).toBeLessThan(0.316);
    expect(lost.high).toBeGreaterThan(0.316);
  });

  test("are compared with a site file and the wait of its plan", async () => {
    const events = file("waits.jsonl", lines(waits()));
    const found = await json(events, "--site", PILOT_SITE);
    expect(found).toMatchObject({ exit: 0, source: "waits", site: { never: 0.45 } });
    const plan = found["plan"] as { wait_s: number; lost: { low: number; high: number } };
    expect(plan.wait_s).toBeGreaterThan(5);
    expect(plan.wait_s).toBeLessThanOrEqual(site.timing.max_wait_s);
    expect(plan.lost.low).toBeLessThan(plan.lost.high);
  });

  test("are the same in a table of trips, whose vehicles are passed over", async () => {
    const records = waits();
    const outcome = { served: "walk", red: "red", left: "left" } as const;
    const rows = records.map(
      ({ wait_s, ended }, at) => `person,${at},A,0,0,${wait_s},${outcome[ended]},,,1.2`,
    );
    const head = "type,id,place,due_s,went_s,lost_s,outcome,stops,gap_s,speed_m_per_s";
    const vehicle = "vehicle,1,W0,12,14,2,car,1,,";
    const trips = file("trips.csv", [head, vehicle, ...rows, ""].join("\n"));
    const { counts, fit: figures } = await json(trips);
    const wanted = await json(file("waits.jsonl", lines(records)));
    expect({ counts, fit: figures }).toEqual({ counts: wanted["counts"], fit: wanted["fit"] });
  });

  test("too few of them end with 1, and no figures are made up", async () => {
    const found = await json(file("few.jsonl", lines(waits().slice(0, 20))), "--wait", "30");
    expect(found).toMatchObject({ exit: 1, fit: null, lost: null, plan: { lost: null } });
    expect(found["sentences"]).toMatchObject([{ en: expect.stringMatching(/a fit needs 30/) }]);
  });
});

test.each([
  ["a word for a number", '{"wait_s":"x","ended":"red"}', 'line 2: wait_s = "x": seconds'],
  ["a wait before it began", '{"wait_s":-1,"ended":"red"}', "line 2: wait_s = -1: seconds"],
  ["an end that is none", '{"wait_s":3,"ended":"bus"}', 'line 2: ended = "bus": served, red'],
  [
    "a gap after the end",
    '{"wait_s":3,"ended":"red","gaps":[[4,6]]}',
    "line 2: gaps waited_s = 4: seconds, 0 to wait_s = 3",
  ],
  [
    "a gap without its length",
    '{"wait_s":3,"ended":"red","gaps":[[2]]}',
    "line 2: gaps has [2]: pairs [waited_s, gap_s] are wanted",
  ],
  ["no JSON", "wait 3", "line 2: no JSON object"],
])("a file of waits is refused with its line: %s", async (_, line, message) => {
  const { exit, said } = await fit(file("bad.jsonl", `{"wait_s":3,"ended":"red"}\n${line}\n`));
  expect(exit).toBe(2);
  expect(said).toContain(`bad.jsonl: ${message}`);
});

test.each([
  ["", /empty\.csv: is empty; wanted a CSV/],
  ["timestamp,signal_id,event_code,event_param\n", /line 1: columns wait_s and ended are wanted/],
])("a file without waits is refused: %j", async (text, message) => {
  const { exit, said } = await fit(file("empty.csv", text));
  expect({ exit, said }).toEqual({ exit: 2, said: expect.stringMatching(message) });
});

test("a file that is not there is told so", async () => {
  const { exit, said } = await fit(join(dir, "nowhere.jsonl"));
  expect({ exit, said }).toEqual({
    exit: 2,
    said: expect.stringMatching(/nowhere\.jsonl: cannot/),
  });
});

test("an event log gives the waits of the served, and says that the others are missing", async () => {
  const event = (name: string, numbers: object) => ({
    v: 1,
    id: 1,
    ts: "",
    boot: "a",
    name,
    numbers,
  });
  const log = file(
    "events-2026-11-22.jsonl",
    lines([
      event("begin-green", {}),
      event("begin-walk", { waiting: 3, wait_sum_s: 21, w0: 14.5, w1: 6.5 }),
      event("left-waiting", { wait_s: 9 }),
      event("red-crossing", { people: 2 }),
    ]),
  );
  const found = await json(log);
  expect(found).toMatchObject({
    exit: 1,
    source: "event-log",
    counts: { served: 2, red: 0, left: 1 },
    longest_s: 14.5,
  });
  expect(found["missing"]).toMatchObject([
    { en: expect.stringMatching(/counts 2 who crossed on red, but not how long/) },
    { en: expect.stringMatching(/^1 served people are counted without/) },
  ]);
});

describe("a recording", () => {
  /** Somebody comes after 10 s and crosses on red after 8 s more; another is served after 12 s. */
  const ticks = Array.from({ length: 500 }, (_, at) => {
    const t_s = at / 10;
    const first = t_s >= 10 && t_s < 18 ? [t_s - 10] : [];
    const second = t_s >= 28 && t_s < 41 ? [t_s - 28] : [];
    const waits_s = [...first, ...second];
    return {
      type: "trace",
      boot: "a",
      seq: at + 1,
      at: 5000 + 100 * at,
      outputs: { interval: t_s < 40 ? "vehicle-green" : "walk" },
      inputs: {
        zones: { A: { waiting: waits_s.length, waits_s }, B: null },
        crossing: t_s >= 18.5 && t_s < 26 ? 1 : 0,
        lanes: [{ id: "W0", queue: null, eta_s: [], passages: 0 }],
        lookahead_s: 0,
      },
    };
  });
  const head = { type: "recording", version: 1, site };

  test("shows who was served and who crossed on red, and brings its own site", async () => {
    const found = await json(file("evening.jsonl", lines([head, ...ticks])), "--wait", "30");
    expect(found).toMatchObject({
      source: "recording",
      counts: { served: 1, red: 1, left: 0 },
      longest_s: 12,
      site: { pressing: site.behaviour.pressing },
      missing: [],
    });
    expect((found["curve"] as { wait_s: number }[])[0]!.wait_s).toBeCloseTo(8, 5);
  });

  test("with a gap leaves out who was waiting then, and says so", async () => {
    const torn = ticks.filter((_, at) => at < 120 || at > 150);
    const found = await json(
      file("torn.jsonl", `${lines([head, ...torn])}{"type":"tra`),
      "--wait",
      "30",
    );
    expect(found).toMatchObject({ counts: { served: 1, red: 1, left: 0 } });
    expect(found["missing"]).toMatchObject([{ en: expect.stringMatching(/^1 gap\(s\)/) }]);
  });
});

describe("what is written", () => {
  test.each([
    ["en", "your plan: 30 s", "still patient"],
    ["zh", "您的方案：30 秒", "仍有耐心"],
  ])("the picture shows steps, band, curve and the plan's wait (%s)", async (lang, plan, axis) => {
    const picture = join(dir, `${lang}.svg`);
    const events = file("waits.jsonl", lines(waits()));
    await fit(events, "--wait", "30", "--plot", picture, "--lang", lang);
    const svg = readFileSync(picture, "utf8");
    for (const part of [plan, axis, 'class="band"', 'class="steps"', 'class="fit"', 'class="plan"'])
      expect(svg).toContain(part);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("a copy of the site file holds the fitted patience and nothing else that is new", async () => {
    const [events, copy] = [file("waits.jsonl", lines(waits())), join(dir, "fitted.json")];
    const { exit } = await fit(events, "--site", PILOT_SITE, "--wait", "30", "--write-site", copy);
    expect(exit).toBe(0);
    const { behaviour, ...rest } = siteSchema.parse(JSON.parse(readFileSync(copy, "utf8")));
    const { behaviour: old, ...before } = site;
    expect(rest).toEqual(before);
    expect(behaviour.gap).toEqual(old.gap);
    const { plan } = await json(events, "--wait", "30");
    const { lost } = plan as { lost: { value: number } };
    expect(patienceLost(behaviour, 30)).toBeCloseTo(lost.value, 3);
    expect((await told("check", copy)).exit).toBe(0);
  });

  test("the site file itself is never written over, and nothing without one", async () => {
    const events = file("waits.jsonl", lines(waits()));
    const own = await fit(events, "--site", PILOT_SITE, "--write-site", PILOT_SITE);
    expect(own).toMatchObject({ exit: 2, said: expect.stringMatching(/another file than --site/) });
    const none = await fit(events, "--write-site", join(dir, "none.json"));
    expect(none).toMatchObject({ exit: 2, said: expect.stringMatching(/--site is wanted too/) });
  });
});
