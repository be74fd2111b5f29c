import { readFileSync } from "node:fs";
import { type Site, readSite } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { judge } from "../src/accept/judge.ts";
import type { Look } from "../src/accept/looks.ts";
import { STEPS } from "../src/accept/steps.ts";
import type { Evidence } from "../src/accept/verdict.ts";
import { PILOT_SITE } from "../src/places.ts";
import { type Over, looks } from "./accept-rig.ts";

const read = readSite(readFileSync(PILOT_SITE, "utf8"));
if (!read.ok) throw new Error("the pilot's site file is damaged");
const SITE: Site = read.site;
const stepOf = (number: number) => STEPS.find((step) => step.number === number)!;

/** What a step makes of looks; "now" was said at the sixth of them. */
const judged = (number: number, seen: readonly Look[], more: Partial<Evidence> = {}) =>
  judge(stepOf(number), {
    site: SITE,
    looks: seen,
    acted_s: stepOf(number).act === null ? null : 0.9,
    undone_s: null,
    walkTests: {},
    ...more,
  });

test("there are twenty steps, numbered in their order, and each proves a hazard", () => {
  expect(STEPS.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  for (const { hazards } of STEPS) expect(hazards.length).toBeGreaterThan(0);
});

const OFF = (): Over => ({ passport: { watchdog_max_ms: 0, unfit: "no watchdog" } });
const cabinetSteps = STEPS.filter((step) => step.needsCabinet && step.expect !== "refused");

test.each(cabinetSteps.map(({ number, title }) => [number, title] as const))(
  "a watchdog that is switched off fails step %i, %s",
  (number) => {
    const verdict = judged(number, looks("GGGGGGGGGG", "", OFF));
    expect(verdict).toMatchObject({ is: "fail", why: expect.stringContaining("watchdog") });
  },
);

describe("the watchdog's count", () => {
  const watch = (left_ms: number | null) =>
    judged(
      2,
      looks("G".repeat(60), "", () => ({ cabinet: { watchdog_left_ms: left_ms } })),
    );
  test.each([
    ["runs within the time of the site file", 1500, "pass"],
    ["stands at 0: it is off", 0, "fail"],
    ["is longer than the site file allows", 1510, "fail"],
    ["is not told: the cable steps must prove it", null, "pass"],
  ] as const)("%s", (_name, left_ms, wanted) => expect(watch(left_ms).is).toBe(wanted));

  test("is not judged before the box had control for ten seconds", () => {
    expect(judged(2, looks("G".repeat(20))).is).toBe("open");
    expect(judged(2, looks("l".repeat(60))).is).toBe("open");
  });
});

describe("a cable that is pulled", () => {
  const after = (at: number): Over => (at > 8 ? { box: { level: 3, link: "lost" } } : {});
  test.each([
    ["ends control in the watchdog's time", "GGGGGGGGGGGGG!!!!!!!!!!!!!!!!!!", "pass", 6],
    ["in walk too", "WWWWWWWWWWWWW!!!!!!!!!!!!!!!!!!", "pass", 8],
    ["must not leave the lamps lit", `GGGGGG${"G".repeat(25)}`, "fail", 6],
    ["must not end control late", "GGGGGGGGGGGGGGGG!!!!!!!!!!!!!!!!!!!!", "fail", 6],
    ["in another interval proves nothing", "GGGGGGGGGGGGG!!!!!!!!!!!!!!!!!!", "missed", 8],
    ["is not proven before the cabinet was watched", "GGGGGGGGGGGGG!!!", "open", 6],
    ["is not taken back at once", "GGGGGGGGGGGGG!!!GGGGGGGGGGGGGGG", "fail", 6],
    ["with the cabinet out of sight proves nothing", `GGGGGG${"?".repeat(30)}`, "fail", 6],
  ] as const)("%s", (_name, strip, wanted, number) => {
    expect(judged(number, looks(strip, `......${"-".repeat(40)}`, after)).is).toBe(wanted);
  });

  test("fails when the box does not say that it lost the lamps", () => {
    const deaf = (): Over => ({ box: { level: 0, link: "up" } });
    const strip = looks("GGGGGGGGGGGGG!!!!!!!!!!!!!!!!!!", `......${"-".repeat(40)}`, deaf);
    expect(judged(6, strip)).toMatchObject({ is: "fail", why: expect.stringContaining("box") });
  });

  test("fails when vehicles and people have green together meanwhile", () => {
    const both = (at: number): Over => ({ ...after(at), cabinet: { bothMove: at === 9 } });
    const strip = looks("GGGGGGGGGGGGG!!!!!!!!!!!!!!!!!!", `......${"-".repeat(40)}`, both);
    expect(judged(6, strip).is).toBe("fail");
  });
});

describe("control comes back", () => {
  const back = (listening: number) => {
    const strip = `GGGGGGGGGGGGGG!!!!!!${"!".repeat(listening * 5)}${"G".repeat(10)}`;
    return judged(5, looks(strip, `......${"-".repeat(14)}`), { undone_s: 4 });
  };
  test("after the hold-off", () => expect(back(10).is).toBe("pass"));
  test("and not before it", () => expect(back(7).is).toBe("fail"));
  test("not while people walk", () => {
    const walking = (at: number): Over =>
      at === 69 ? { cabinet: { shown: { vehicle: "red", ped: "walk" } } } : {};
    const strip = `GGGGGGGGGGGGGG!!!!!!${"!".repeat(50)}${"G".repeat(10)}`;
    const seen = looks(strip, `......${"-".repeat(14)}`, walking);
    expect(judged(5, seen, { undone_s: 4 }).is).toBe("fail");
  });
});

describe("a box that started anew", () => {
  const anew = (end: string, boot = "two") => {
    const strip = `WWWWWWWWWWWWW${"!".repeat(80)}${end}`;
    const other = (at: number): Over => (at > 40 ? { box: { boot } } : {});
    return judged(10, looks(strip, `......${"-".repeat(40)}`, other));
  };
  const served = `${"G".repeat(40)}YYYrrWWWWWWWW`;
  test("lets go, listens, and assumes that somebody waits", () =>
    expect(anew(served).is).toBe("pass"));
  test("must not forget who waited", () => expect(anew("G".repeat(400)).is).toBe("fail"));
  test("is not proven by one that never ended", () => expect(anew(served, "one").is).toBe("open"));
});

test("a cabinet that started anew is taken again after the hold-off only", () => {
  const young = (at: number): Over => (at > 20 ? { passport: { uptime_s: 3 } } : {});
  const strip = (listening: number) =>
    `GGGGGG${"?".repeat(12)}${"l".repeat(listening * 5)}${"G".repeat(10)}`;
  expect(judged(11, looks(strip(11), "", young)).is).toBe("pass");
  expect(judged(11, looks(strip(5), "", young)).is).toBe("fail");
  expect(judged(11, looks(strip(11))).is).toBe("open");
});

describe("a cabinet whose watchdog was switched off", () => {
  const refusing = (trouble: string | null, strip: string) =>
    judged(
      12,
      looks(strip, "", () => {
        const { box } = looks("l")[0]!;
        return { ...OFF(), box: { cabinet: { ...box!.cabinet, trouble } } };
      }),
    );
  const left = "l".repeat(250);
  test("is left alone, with the reason", () =>
    expect(refusing("no watchdog (longest time 0)", left).is).toBe("pass"));
  test("must not be controlled", () =>
    expect(refusing("no watchdog", `${"l".repeat(100)}${"G".repeat(150)}`).is).toBe("fail"));
  test("must be named", () => expect(refusing(null, left).is).toBe("fail"));
});

describe("a second master", () => {
  const long = "G".repeat(250);
  const other = (over: (at: number) => Over) => judged(13, looks(long, "", over)).is;
  test("is refused by the cabinet", () =>
    expect(other((at) => (at === 20 ? { cabinet: { reject: "foreign-owner" } } : {}))).toBe(
      "pass",
    ));
  test("or the box lets go", () =>
    expect(other((at) => (at > 20 ? { box: { level: 3, link: "mismatch" } } : {}))).toBe("pass"));
  test("must not go unnoticed", () => expect(other(() => ({}))).toBe("fail"));
});

describe("a conflict", () => {
  const at6 = (at: number): Over => (at === 6 ? { cabinet: { bothMove: true } } : {});
  test.each([
    ["latches the cabinet's monitor", `GGGGGGG${"x".repeat(60)}`, "pass"],
    ["must not go on", `GGGGGGG${"G".repeat(20)}`, "fail"],
    ["must stay latched", `GGGGGGG${"x".repeat(20)}${"l".repeat(40)}`, "fail"],
    ["is not proven before it was watched", `GGGGGGG${"x".repeat(20)}`, "open"],
  ] as const)("%s", (_name, strip, wanted) =>
    expect(judged(14, looks(strip, "", at6)).is).toBe(wanted),
  );
});

test("lamp times are read from one whole walk, and none may be short", () => {
  const walk = (yellow: number, clearance: number): string =>
    `GGG${"Y".repeat(yellow * 5)}${"r".repeat(10)}${"W".repeat(35)}${"f".repeat(clearance * 5)}${"b".repeat(10)}GG`;
  expect(judged(3, looks(walk(3, 6)))).toMatchObject({
    is: "pass",
    figures: { yellow_s: 3, red_clearance_s: 2, walk_and_clearance_s: 13, buffer_s: 2 },
  });
  expect(judged(3, looks(walk(2, 6)))).toMatchObject({ is: "fail" });
  expect(judged(3, looks(walk(3, 3)))).toMatchObject({ is: "fail" });
  expect(judged(3, looks("GGGYYYrr")).is).toBe("open");
});

test("a press is registered, and served within the longest wait", () => {
  const called = (at: number): Over => (at > 7 ? { box: { call_lamps: { A: true } } } : {});
  const served = `${"G".repeat(100)}YYYrrWW`;
  expect(judged(4, looks(served, "", called)).is).toBe("pass");
  expect(judged(4, looks("G".repeat(400), "", called)).is).toBe("fail");
  expect(judged(4, looks("G".repeat(100))).is).toBe("fail");
});

test("a camera that is covered is taken for blind in time", () => {
  const blind = (from: number) => (at: number) =>
    at > from ? { box: { waiting: { A: null, B: 0 }, mode: "partial" as const } } : {};
  const long = "G".repeat(250);
  expect(judged(15, looks(long, "", blind(100)))).toMatchObject({
    is: "pass",
    figures: { blind_s: expect.closeTo(19.3) },
  });
  expect(judged(16, looks(long, "", blind(100))).is).toBe("fail");
  const neverSeen = (): Over => ({ box: { waiting: { A: null, B: null }, mode: "no-vision" } });
  expect(judged(15, looks(long, "", neverSeen)).is).toBe("missed");
});

test("a button that sticks does not starve vehicles", () => {
  const cycle = (green_s: number): string => `${"G".repeat(green_s * 5)}YYYrrWWWfffbb`;
  const stuck = (green_s: number) =>
    judged(17, looks(`GGGGGGYYYrrWWWfffbb${cycle(green_s).repeat(3)}`)).is;
  expect(stuck(16)).toBe("pass");
  expect(stuck(9)).toBe("fail");
});

describe("broker and clock", () => {
  const long = "G".repeat(250);
  const gone = (at: number): Over =>
    at > 10 && at < 180 ? { box: { mqtt_connected: false } } : {};
  test("without the broker the crossing goes on, and reports again", () =>
    expect(judged(18, looks(long, "", gone), { undone_s: 30 }).is).toBe("pass"));
  test("a crossing that stumbles without its broker fails", () => {
    const stumbles = (at: number): Over => ({
      box: { ...gone(at).box, boot: at > 50 ? "x" : "one" },
    });
    expect(judged(18, looks(long, "", stumbles), { undone_s: 30 }).is).toBe("fail");
  });
  test("a clock that is an hour wrong changes nothing", () => {
    const ts = (at: number): string =>
      new Date(Date.UTC(2026, 5, 1) + at * 200 + (at > 10 ? 3_600_000 : 0)).toISOString();
    expect(
      judged(
        19,
        looks(long, "", (at) => ({ box: { ts: ts(at) } })),
      ).is,
    ).toBe("pass");
    const lost = (at: number): Over => ({ box: { ts: ts(at), link: at > 30 ? "lost" : "up" } });
    expect(judged(19, looks(long, "", lost)).is).toBe("fail");
    expect(judged(19, looks("G".repeat(400))).is).toBe("fail");
  });
});

test("every camera must have passed its walk test", () => {
  const tests = (B: Evidence["walkTests"][string]) =>
    judged(20, looks("G"), { walkTests: { A: { passed: 9, failed: 0, unproven: 0 }, B } }).is;
  expect(tests({ passed: 9, failed: 0, unproven: 0 })).toBe("pass");
  expect(tests({ passed: 9, failed: 1, unproven: 0 })).toBe("fail");
  expect(tests({ passed: 8, failed: 0, unproven: 1 })).toBe("fail");
  expect(tests(null)).toBe("fail");
});
