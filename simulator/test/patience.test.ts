import { BEHAVIOUR, behaviourSchema, patienceLost, withPolicy } from "@crossing/config";
import {
  type Gap,
  type PatienceFit,
  type WaitRecord,
  behaviourWith,
  cautions,
  chanceOf,
  fitPatience,
  kaplanMeier,
  lostBy,
  planWait_s,
  sentence,
} from "@crossing/simulator";
import { beforeAll, describe, expect, test } from "vitest";
import { pilotSite } from "./pilot-site.ts";

const CROWD = { opportunists: 0.12, never: 0.45, shape: 2, scale_s: 40 } as const;
const LOST_AT_35 = 0.12 + 0.43 * (1 - Math.exp(-((35 / 40) ** 2)));

/** People of a known crowd who are served after anything up to `longest_s`, whichever comes first. */
function drawn(seed: number, people: number, longest_s: number): readonly WaitRecord[] {
  const chance = chanceOf(seed, "waits");
  const patience = (): number => {
    const kind = chance.next();
    if (kind < CROWD.opportunists) return chance.uniform(0, 2);
    if (kind < CROWD.opportunists + CROWD.never) return Infinity;
    return chance.weibull(CROWD.shape, CROWD.scale_s);
  };
  return Array.from({ length: people }, () => {
    const [lost, served] = [patience(), chance.uniform(0, longest_s)];
    return { wait_s: tenth(Math.min(lost, served)), ended: lost < served ? "red" : "served" };
  });
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

function fitted(records: readonly WaitRecord[], needed = BEHAVIOUR.gap): PatienceFit {
  const fit = fitPatience(records, needed);
  if (!fit.ok) throw new Error(`too few: ${fit.counts.red}`);
  return fit;
}

const holds = ({ low, high }: { low: number; high: number }, value: number): boolean =>
  low <= value && value <= high;

describe("a fit of a known crowd", () => {
  const REPEATS = 30;
  let fits: readonly PatienceFit[] = [];
  beforeAll(() => {
    fits = Array.from({ length: REPEATS }, (_, seed) => fitted(drawn(seed, 300, 60)));
  });

  // 95 % of 30 is 28.5; fewer than 25 would come by chance once in 300 times.
  test.each(["opportunists", "never", "shape", "scale_s"] as const)(
    "has the true %s in its interval in about 95 of 100 repeats",
    (figure) => {
      const hits = fits.filter((fit) => holds(fit[figure], CROWD[figure])).length;
      expect(hits).toBeGreaterThanOrEqual(25);
    },
  );

  test("has the true share of those who lost patience in it, and is not vague about it", () => {
    const lost = fits.map((fit) => lostBy(fit, 35));
    expect(lost.filter((share) => holds(share, LOST_AT_35)).length).toBeGreaterThanOrEqual(25);
    expect(Math.max(...lost.map(({ low, high }) => high - low))).toBeLessThan(0.2);
  });

  test("is right on average", () => {
    const mean = (of: (fit: PatienceFit) => number): number =>
      fits.reduce((sum, fit) => sum + of(fit), 0) / REPEATS;
    expect(mean((fit) => fit.opportunists.value)).toBeCloseTo(CROWD.opportunists, 1);
    expect(Math.abs(mean((fit) => lostBy(fit, 35).value) - LOST_AT_35)).toBeLessThan(0.02);
  });

  test("finds that the form of the model suits, nearly always", () => {
    expect(fits.filter(({ goodness }) => goodness?.suits === false).length).toBeLessThanOrEqual(3);
  });
});

test("leaving out those who were served would make people look impatient", () => {
  const records = drawn(3, 600, 60);
  const crossed = records.filter(({ ended }) => ended === "red");
  expect(holds(lostBy(fitted(records), 35), LOST_AT_35)).toBe(true);
  expect(lostBy(fitted(crossed), 35).low).toBeGreaterThan(LOST_AT_35 + 0.2);
});

test("more records make narrower intervals", () => {
  const width = (people: number): number => {
    const { low, high } = lostBy(fitted(drawn(5, people, 60)), 35);
    return high - low;
  };
  expect(width(1200)).toBeLessThan(0.6 * width(300));
});

describe("where long gaps are rare", () => {
  const NEEDED = { ...BEHAVIOUR.gap, shrink: 0 };

  /** A gap of 2 to 11 s opens every 12 s or so; who has lost patience goes in the first that they need. */
  function gapped(withGaps: boolean): readonly WaitRecord[] {
    const chance = chanceOf(11, "gaps");
    return drawn(11, 500, 1e9).map(({ wait_s: patience, ended }) => {
      const lost = ended === "red" ? patience : Infinity;
      const needs = Math.min(12, Math.max(3, chance.lognormal(NEEDED.mean_s, NEEDED.sigma)));
      const served = chance.uniform(10, 80);
      const gaps: Gap[] = [];
      for (let at = chance.exponential(1 / 12); at < served; at += chance.exponential(1 / 12)) {
        const gap_s = chance.uniform(2, 11);
        gaps.push([tenth(at), gap_s]);
        if (at >= lost && gap_s >= needs) return recordOf("red", tenth(at), gaps);
      }
      return recordOf("served", tenth(served), gaps);
    });

    function recordOf(how: "red" | "served", wait_s: number, gaps: readonly Gap[]): WaitRecord {
      return withGaps ? { wait_s, ended: how, gaps } : { wait_s, ended: how };
    }
  }

  test("crossings alone make people look more patient than they are", () => {
    expect(lostBy(fitted(gapped(false), NEEDED), 35).high).toBeLessThan(LOST_AT_35);
  });

  test("the gaps that were passed up put it right", () => {
    const fit = fitted(gapped(true), NEEDED);
    expect(holds(lostBy(fit, 35), LOST_AT_35)).toBe(true);
    expect(holds(fit.opportunists, CROWD.opportunists)).toBe(true);
    expect(fit.goodness).toBeNull();
    expect(sentence(fit, { wait_s: 35 }).en).toMatch(/^at your 35 s, \d+ % have lost patience/);
  });
});

test("no opportunists are 'none to a few', not a figure with a minus", () => {
  const patient = drawn(2, 600, 60).filter(({ wait_s, ended }) => ended !== "red" || wait_s > 2);
  const { value, low, high } = fitted(patient).opportunists;
  expect([low, value < 0.001, high < 0.02]).toEqual([0, true, true]);
});

test("waits that end before anybody runs out of patience set no upper limit", () => {
  const { scale_s, never } = fitted(drawn(4, 1000, 12));
  expect(scale_s.high).toBeGreaterThan(5 * scale_s.low);
  expect(never.high - never.low).toBeGreaterThan(0.5);
});

test("crossings that all come at 20 s or 50 s do not suit the model", () => {
  const chance = chanceOf(1, "two moments");
  const records = drawn(1, 300, 80).map((record): WaitRecord =>
    record.ended === "red"
      ? { wait_s: tenth((chance.happens(0.5) ? 20 : 50) + chance.next()), ended: "red" }
      : record,
  );
  const fit = fitted(records);
  expect(fit.goodness?.suits).toBe(false);
  expect(cautions(fit).map(({ en }) => en)).toContainEqual(
    expect.stringContaining("believe the steps"),
  );
});

const crossings = (red: number): readonly WaitRecord[] => [
  ...Array.from({ length: red }, (_, at): WaitRecord => ({ wait_s: 3 + at, ended: "red" })),
  ...Array.from({ length: 60 }, (_, at): WaitRecord => ({ wait_s: at, ended: "served" })),
];

test.each([
  [29, false],
  [30, true],
])("a fit needs 30 crossings on red: of %i, %j", (red, enough) => {
  expect(fitPatience(crossings(red)).ok).toBe(enough);
});

test("too few crossings are told, with what was seen all the same", () => {
  expect(sentence(fitPatience(crossings(29)), { wait_s: 5 }).en).toMatch(
    /^only 29 of 89 recorded waits ended on red, and a fit needs 30; at your 5 s, \d+ % had crossed$/,
  );
});

test("the observed curve falls by one in all who are still there", () => {
  const steps = kaplanMeier([
    { wait_s: 2, ended: "red" },
    { wait_s: 3, ended: "served" },
    { wait_s: 5, ended: "red" },
    { wait_s: 5, ended: "left" },
    { wait_s: 9, ended: "red" },
  ]);
  expect(steps.map(({ wait_s, at_risk }) => [wait_s, at_risk])).toEqual([
    [2, 5],
    [5, 3],
    [9, 1],
  ]);
  const [first, second, last] = steps.map(({ patient }) => patient);
  expect(first).toBeCloseTo(4 / 5, 12);
  expect(second).toBeCloseTo((4 / 5) * (2 / 3), 12);
  expect(last).toBe(0);
  // Greenwood: 1 / (5 * 4); on the log(-log) scale exp(ln 0.8 * exp(+-1.96 * 0.2236 / 0.2231)).
  expect(steps[0]!.low).toBeCloseTo(0.2038, 3);
  expect(steps[0]!.high).toBeCloseTo(0.9692, 3);
});

describe("in words", () => {
  const fit = fitted(drawn(8, 600, 60));

  test("a plan's wait is told with its share and interval, in both languages", () => {
    const { value, low, high } = lostBy(fit, 35);
    const [share, from, to] = [value, low, high].map((part) => Math.round(100 * part));
    expect(sentence(fit, { wait_s: 35 })).toEqual({
      en: `at your 35 s, at least ${share} % have lost patience (95 %: ${from} to ${to} %)`,
      zh: `在您的 35 秒处，至少 ${share}% 的人已失去耐心（95% 区间 ${from}% 至 ${to}%）`,
    });
  });

  test("a wait that nobody was seen to wait is called a guess", () => {
    expect(sentence(fit, { wait_s: 90 }).en).toContain("this is a guess");
    expect(sentence(fit, { wait_s: 59 }).en).not.toContain("guess");
  });

  test("the fitted behaviour is one that a site file may hold, and says the same", () => {
    const behaviour = behaviourSchema.parse(behaviourWith(fit, BEHAVIOUR));
    expect(patienceLost(behaviour, 35)).toBeCloseTo(lostBy(fit, 35).value, 3);
    expect(behaviour.sources["patience"]).toMatch(/^fitted from 600 waits/);
    expect(behaviour.gap).toEqual(BEHAVIOUR.gap);
  });
});

test("the first to come waits 20 s and a countdown of 15 s under the rule of 2019", () => {
  const site = withPolicy(pilotSite(), "tongzhou-2019");
  if ("wanted" in site) throw new Error(site.wanted);
  const wait_s = planWait_s(site)!;
  expect(wait_s).toBeGreaterThan(34);
  expect(wait_s).toBeLessThan(39);
  expect(planWait_s(site)).toBe(wait_s);
});
