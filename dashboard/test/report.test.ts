import fc from "fast-check";
import type { ReasonCode } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { decisionsOf } from "../report/band/decisions.ts";
import { boxAround, placeLabels, widthOf } from "../report/chart/labels.ts";
import { steps } from "../report/chart/path.ts";
import { roundUp, scaleOf, ticks } from "../report/chart/scale.ts";
import { type ReportData, reportHtml } from "../report/index.ts";
import { clock, difference, fixed, measured } from "../report/numbers.ts";
import { frontOf, pointOfPlan } from "../report/pareto/front.ts";
import { en } from "../report/words/en.ts";
import { zh } from "../report/words/zh.ts";
import { about, planAt, reportData } from "./report-data.ts";

describe("axes", () => {
  test.each([
    [[0, 30], 6, [0, 5, 10, 15, 20, 25, 30]],
    [[0, 12], 7, [0, 2, 4, 6, 8, 10, 12]],
    [[0, 0.6], 6, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]],
    [[3, 11], 4, [4, 6, 8, 10]],
    [[0, 0], 5, [0]],
  ] as const)("from %j with about %i numbers are round", (ends, count, wanted) => {
    expect(ticks(ends, count)).toEqual(wanted);
  });

  test.each([
    [11.3, 7, 12],
    [12, 7, 12],
    [0.41, 4, 0.6],
    [35.01, 7, 40],
  ])("that hold %d end at a number that is written", (value, count, wanted) => {
    expect(roundUp(value, count)).toBe(wanted);
    expect(ticks([0, wanted], count).at(-1)).toBe(wanted);
  });

  test("numbers go straight from end to end, upwards or downwards", () => {
    expect([0, 5, 10].map(scaleOf([0, 10], [100, 0]))).toEqual([100, 50, 0]);
    expect(scaleOf([4, 4], [7, 9])(4)).toBe(7);
  });

  test("a stepped line goes along, then up", () => {
    expect(
      steps([
        { x: 0, y: 9 },
        { x: 4, y: 5 },
      ]),
    ).toBe("M0 9H4V5");
  });
});

describe("labels", () => {
  const frame = { left: 0, top: 0, right: 300, bottom: 200 };

  test("never lie on each other, on a marker, or outside, however crowded it is", () => {
    const place = fc.record({
      x: fc.integer({ min: 0, max: 300 }),
      y: fc.integer({ min: 0, max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 40 }), (places) => {
        const marks = places.map((near) => boxAround(near, 5));
        const labels = places.map((near) => ({ near: [near], text: "固定周期 60 s", size: 10 }));
        const half = widthOf("固定周期 60 s", 10) / 2;
        const boxes = placeLabels(labels, frame, marks).flatMap((found) =>
          found === null
            ? []
            : [
                {
                  left: found.x - half,
                  right: found.x + half,
                  top: found.y - 5,
                  bottom: found.y + 5,
                },
              ],
        );
        const apart = (a: (typeof boxes)[number], b: (typeof boxes)[number]): boolean =>
          a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom;
        return boxes.every(
          (box, index) =>
            box.left >= 0 &&
            box.right <= 300 &&
            [...marks, ...boxes.slice(0, index)].every((other) => apart(box, other)),
        );
      }),
    );
  });

  test("one with room stands at the right of its place; the next place is tried when the first is full", () => {
    const wall = { left: 0, top: 0, right: 150, bottom: 200 };
    const label = {
      near: [
        { x: 100, y: 100 },
        { x: 200, y: 100 },
      ],
      text: "60 s",
      size: 10,
    };
    const [free, moved] = [
      placeLabels([label], frame, [])[0]!,
      placeLabels([label], frame, [wall])[0]!,
    ];
    expect(free).toMatchObject({ y: 100 });
    expect(free.x).toBeGreaterThan(100);
    expect(moved.x).toBeGreaterThan(200);
  });
});

test.each([
  [fixed(-0.04), "0.0"],
  [fixed(-3.25), "−3.3"],
  [fixed(null), "–"],
  [measured(about(12.34, 0.41)), "12.3 ± 0.4"],
  [measured(about(12.34, null)), "12.3"],
  [difference(about(1.26, 0.5)), "+1.3 ± 0.5"],
  [difference(about(0.04, 0.5)), "0.0 ± 0.5"],
  [clock(7 * 3600 + 15 * 60), "07:15"],
])("a number is written as %s", (found, wanted) => {
  expect(found).toBe(wanted);
});

describe("the chart of plans", () => {
  const fixedAt = (cycle_s: number, delay: number | null, wait: number) =>
    planAt(
      { family: "fixed", setting: { path: "policy.programmes.0.cycle_s", value: cycle_s } },
      delay,
      wait,
    );

  test("joins a kind of plan in the order of its setting", () => {
    const plans = [fixedAt(120, 4, 30), fixedAt(60, 8, 18), fixedAt(80, 6, 24)];
    const { curves } = frontOf(plans.map(pointOfPlan), []);
    expect(curves.map(({ points }) => points.map(({ setting }) => setting?.value))).toEqual([
      [60, 80, 120],
    ]);
  });

  test("is not pressed into a corner by one plan that chokes the street; that one is counted as outside", () => {
    const plans = [4, 5, 6, 7, 8, 9].map((delay) => fixedAt(delay * 10, delay, 20));
    const { x, outside } = frontOf([...plans, fixedAt(40, 300, 20)].map(pointOfPlan), []);
    expect(x[1]).toBeLessThan(20);
    expect(outside).toBe(1);
  });

  test("leaves out a plan that nothing could be measured of", () => {
    const { curves, outside } = frontOf([fixedAt(60, null, 20)].map(pointOfPlan), []);
    expect([curves, outside]).toEqual([[], 1]);
  });
});

test("a decision to serve takes in its countdown, and shows why; holding for a moment has no number", () => {
  const [band] = reportData().bands;
  const span = (from_s: number, to_s: number, code: ReasonCode) => ({
    from_s,
    to_s,
    value: { code, numbers: {} },
  });
  const decisions = [
    span(290, 310, "hold-min-green"),
    span(310, 310.5, "marginal-hold"),
    span(310.5, 311, "marginal-serve"),
    span(311, 320, "committed"),
    span(340, 341, "committed"),
    span(600, 610, "marginal-hold"),
  ];
  expect(
    decisionsOf({ ...band!, decisions }).map(({ number, from_s, to_s, value, serves }) => [
      number,
      from_s,
      to_s,
      value.code,
      serves,
    ]),
  ).toEqual([
    [1, 300, 310, "hold-min-green", false],
    [2, 310.5, 320, "marginal-serve", true],
    [3, 340, 341, "committed", true],
  ]);
});

describe("words", () => {
  /** Every text of a catalogue by its path; functions as they come. */
  const texts = (branch: object, path = ""): ReadonlyMap<string, unknown> =>
    new Map(
      Object.entries(branch).flatMap(([key, value]) =>
        typeof value === "object"
          ? [...texts(value, `${path}${key}.`)]
          : [[`${path}${key}`, value]],
      ),
    );
  /** The same in both languages, or nothing, on purpose. */
  const NAMES = [/puffin$/, /^noSetting$/, /^colVerdict$/, /^originHashes$/];

  test("both languages have the same, and nothing was left in English", () => {
    const english = texts(en);
    expect([...texts(zh).keys()].sort()).toEqual([...english.keys()].sort());
    const same = [...texts(zh)]
      .filter(([path, text]) => typeof text === "string" && text === english.get(path))
      .map(([path]) => path);
    expect(same.filter((path) => !NAMES.some((name) => name.test(path)))).toEqual([]);
  });
});

describe.each(["en", "zh"] as const)("a report in %s", (language) => {
  const html = reportHtml(reportData(), language);

  test("is one file that asks nothing of anybody and runs no script", () => {
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|\son\w+=|\ssrc=|\shref=/i);
    expect(html).not.toMatch(/https?:/);
    expect([...html.matchAll(/url\(([^)]*)\)/g)].every(([, to]) => to!.startsWith("#"))).toBe(true);
  });

  test("is the same to the last character for the same data", () => {
    expect(reportHtml(reportData(), language)).toBe(html);
  });

  test("says what every picture shows, and has a table with the numbers", () => {
    const charts = [...html.matchAll(/<svg class="chart[^>]*>/g)].map(([tag]) => tag);
    expect(charts).toHaveLength(5);
    for (const tag of charts) expect(tag).toMatch(/role="img" aria-label="[^"]{20,}"/);
    expect([...html.matchAll(/<table/g)].length).toBeGreaterThanOrEqual(7);
  });

  test("defines every pattern that it draws with, once", () => {
    const used = new Set([...html.matchAll(/url\(#([^)]*)\)/g)].map(([, id]) => id));
    for (const id of used) expect(html.split(`id="${id}"`)).toHaveLength(2);
  });

  test("holds no number that is none", () => {
    expect(html).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });

  test("says each decision of the band, each rule with its clause, and how to make it again", () => {
    const data = reportData();
    for (const rule of data.rules.rules) expect(html).toContain(rule.text[language]);
    for (const rule of data.rules.rules) expect(html).toContain(rule.clause);
    for (const hash of Object.values(data.origin.hashes)) expect(html).toContain(hash);
    expect(html).toContain(data.origin.command);
    expect(html).toContain(
      language === "en" ? "4 vehicles near the stop line" : "停车线附近有 4 辆车",
    );
  });

  test("makes do with one seed, no best possible and nobody who came", () => {
    const data = reportData();
    const alone: ReportData = {
      ...data,
      origin: { ...data.origin, seeds: [1], date: null },
      plan: planAt({ family: "site", setting: null }, null, null),
      others: [],
      rivals: [],
      waits: [{ ...data.waits[0]!, people: 0, within: data.waits[0]!.within.map(() => 0) }],
      bands: [],
      rows: [],
      best: null,
    };
    const bare = reportHtml(alone, language);
    expect(bare).not.toMatch(/NaN|undefined|Infinity/);
    expect(bare).not.toContain("2026-11-22");
  });
});

test("kinds of plan have shapes of their own, so that they are told apart without colour", () => {
  const html = reportHtml(reportData(), "en");
  const shapes = [...html.matchAll(/<path class="mark ([a-z0-9-]+)"[^>]* d="([^"]+)"/g)];
  const byFamily = new Map(shapes.map(([, family, shape]) => [family, shape]));
  expect(byFamily.size).toBeGreaterThanOrEqual(4);
  expect(new Set(byFamily.values()).size).toBe(byFamily.size);
});

test("what comes from outside is text, never markup", () => {
  const data = reportData();
  const name = { en: '<b>Mill</b> & "Lane"', zh: "<i>磨坊</i>" };
  const html = reportHtml({ ...data, site: { ...data.site, name } }, "en");
  expect(html).toContain("&lt;b>Mill&lt;/b> &amp;");
  expect(html).not.toContain("<b>Mill");
});
