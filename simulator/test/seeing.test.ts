import type { Inputs, Site } from "@crossing/config";
import { describe, expect, test } from "vitest";
import {
  type DetectorErrors,
  NOISY_DETECTORS,
  type Quality,
  type SimulateOptions,
  createStreet,
  demandOf,
  recordRun,
  simulate,
} from "../src/index.ts";
import { crossingEyes } from "../src/seeing/crossing-eyes.ts";
import { eyesOf } from "../src/seeing/eyes.ts";
import { phantomsOf } from "../src/seeing/phantoms.ts";
import { chanceOf } from "../src/chance.ts";
import { zoneEyes } from "../src/seeing/zone-eyes.ts";
import { pilotSite } from "./pilot-site.ts";

const site = pilotSite();
const rates = { people_per_h: 120, vehicles_per_h: 1200 };
const usual: SimulateOptions = { site, hours: 1, seed: 3, rates };

/** What the core was told in each half second of an hour, and what came of it. */
function watched(seeing: Quality, options: Partial<SimulateOptions> = {}) {
  const ticks: { t_s: number; inputs: Inputs }[] = [];
  const record = recordRun({
    ...usual,
    ...options,
    seeing,
    onTick: (t_s, _, inputs) => ticks.push({ t_s, inputs }),
  });
  return { ticks, ...record };
}

describe("detectors that see everything", () => {
  test.each([
    ["15 s ahead", {}],
    ["30 s ahead", { lookahead_s: 30 }],
  ])("tell the same through the fallible way, with no error in it: %s", (_, range) => {
    const [clear, fallible] = [range, { ...range, noise: {}, errors: {} }].map((seeing) =>
      watched(seeing),
    );
    const told = ({ ticks }: ReturnType<typeof watched>): string[] =>
      // In the first seconds those who were on their way before it began are put on the road.
      ticks.slice(40).map((tick) => JSON.stringify(tick));
    const [one, other] = [told(clear!), told(fallible!)];
    expect(one.length).toBe(7160);
    expect(other.find((tick, at) => tick !== one[at])).toBeUndefined();
    expect(fallible!.result).toEqual(clear!.result);
  });

  test.each<[string, Quality, (inputs: Inputs) => unknown, unknown]>([
    ["queues", { queues: false }, ({ lanes }) => lanes.every(({ queue }) => queue === null), true],
    ["waits", { waits: false }, ({ zones }) => "waits_s" in zones["A"]!, false],
    ["the road", { crossing: false }, ({ crossing }) => crossing, null],
    ["the road, with noise", { crossing: false, noise: {} }, ({ crossing }) => crossing, null],
    ["vehicles ahead", { lookahead_s: 0 }, ({ lookahead_s }) => lookahead_s, 0],
  ])("leave out what they do not tell of: %s", (_, seeing, told, value) => {
    const { ticks } = watched(seeing, { hours: 0.1 });
    expect(new Set(ticks.map(({ inputs }) => told(inputs)))).toEqual(new Set([value]));
  });
});

/** One person who stands at kerb A from 4 s to 12 s, as a detector tells of them; a character each half second. */
function zoneStrip(errors: DetectorErrors, seed = 1): string {
  const eyes = zoneEyes({ id: "A", seed, quality: { errors }, approach_s: 5 });
  return Array.from({ length: 50 }, (_, tick) => {
    const t = tick / 2;
    const there = t >= 4 && t < 12;
    const waiting = there ? [{ id: 7, x: 0, y: 0, wait_s: t - 4, det: true }] : [];
    return eyes({ waiting, approaching: [] }, t, new Set()).waiting > 0 ? "#" : ".";
  }).join("");
}

describe("each wrong way of seeing somebody", () => {
  const whole = `${".".repeat(8)}${"#".repeat(16)}${".".repeat(26)}`;
  const all = (kind: string): string[] =>
    [1, 2, 3, 4, 5, 6].map((seed) => zoneStrip({ zones: { [kind]: 1 } }, seed));

  test("valid: from the first moment to the last", () => {
    expect(zoneStrip({})).toBe(whole);
  });

  test("missed: never", () => {
    expect(new Set(all("missed"))).toEqual(new Set([".".repeat(50)]));
  });

  test("late: some seconds after they came, and then to the end", () => {
    for (const strip of all("late")) expect(strip).toMatch(/^\.{11,17}#{7,13}\.{26}$/);
  });

  test("dropped: from the first moment, but not to the last", () => {
    for (const strip of all("dropped")) expect(strip).toMatch(/^\.{8}#{4,12}\.+$/);
  });

  test("held: for some seconds after they have gone", () => {
    for (const strip of all("held")) expect(strip).toMatch(/^\.{8}#{22,34}\.+$/);
  });

  test("spotty: again and again, with gaps", () => {
    for (const strip of all("spotty")) {
      expect(strip.slice(8, 24)).toMatch(/#\.{1,3}#/);
      expect(strip.slice(24)).toMatch(/^\.+$/);
    }
  });

  test("the road in use is seen so too, from the first person to the last", () => {
    const strip = (errors: Exclude<DetectorErrors["crossing"], undefined>): string => {
      const eyes = crossingEyes(1, errors);
      return Array.from({ length: 40 }, (_, tick) =>
        eyes(tick >= 8 && tick < 24 ? 2 : 0, tick / 2),
      ).join("");
    };
    expect(strip({})).toBe("0000000022222222222222220000000000000000");
    expect(strip({ missed: 1 })).toMatch(/^0+$/);
    expect(strip({ late: 1 })).toMatch(/^0{11,17}2+0{16}$/);
    expect(strip({ dropped: 1 })).toMatch(/^0{8}2{4,12}0+$/);
    expect(strip({ held: 1 })).toMatch(/^0{8}2{16}1{5,16}0*$/);
  });
});

describe("vehicles seen wrong", () => {
  const told = (errors: DetectorErrors) => {
    const { ticks, result } = watched({ errors }, { hours: 0.5 });
    const sum = (of: (lane: Inputs["lanes"][number]) => number): number =>
      ticks.reduce(
        (total, { inputs }) => total + inputs.lanes.reduce((all, lane) => all + of(lane), 0),
        0,
      );
    return {
      passages: sum(({ passages }) => passages),
      etas: sum(({ eta_s }) => eta_s.length),
      queued: sum(({ queue }) => queue ?? 0),
      passed: result.vehicles,
    };
  };
  const right = told({});

  test("missed: neither ahead, nor queued, nor passing", () => {
    expect(told({ lanes: { missed: 1 } })).toMatchObject({ passages: 0, etas: 0, queued: 0 });
  });

  test("half of them missed: half of the passages", () => {
    const half = told({ lanes: { missed: 0.5 } });
    expect(half.passages / right.passages).toBeGreaterThan(0.45);
    expect(half.passages / right.passages).toBeLessThan(0.55);
  });

  test("late: seen ahead for a shorter time, and counted all the same", () => {
    const late = told({ lanes: { late: 1 } });
    expect(late.etas).toBeLessThan(right.etas * 0.85);
    expect(late.etas).toBeGreaterThan(right.etas * 0.5);
    expect(Math.abs(late.passages - right.passages)).toBeLessThan(right.passages * 0.05);
  });

  test("held: queues that are not there", () => {
    expect(told({ lanes: { held: 1 } }).queued).toBeGreaterThan(right.queued * 2);
  });
});

describe("noise", () => {
  test("so many people are never told of, the same ones under every policy", () => {
    const unseen = (policy: Site["policy"]) => {
      const seen = new Set<string>();
      const demand = demandOf(
        { people: [{ kind: "poisson", per_h: 300 }], vehicles: { kind: "poisson", per_h: 300 } },
        { seed: 3, site },
      );
      const street = createStreet({ site: { ...site }, seed: 3, demand });
      const eyes = eyesOf({ noise: { people_unseen: 0.1 } }, { seed: 3, site });
      const all = new Set<string>();
      for (let tick = 0; tick < 7200; tick++) {
        const t_s = tick / 2;
        eyes.see(street, { t_s, shown: null, time_of_day_s: undefined });
        const truth = street.truth();
        for (const [zone, { waiting }] of Object.entries(truth.zones))
          for (const { id, wait_s } of waiting) {
            const who = `${zone} ${Math.round((t_s - wait_s) * 1000)}`;
            all.add(who);
            if (eyes.seen(id)) seen.add(who);
          }
        const walk = tick % (policy.name === "fixed" ? 160 : 240) < 40;
        street.step(0.5, { vehicle: walk ? "red" : "green", ped: walk ? "walk" : "dont-walk" });
      }
      return { share: 1 - seen.size / all.size, missed: [...all].filter((who) => !seen.has(who)) };
    };
    const [one, other] = [unseen({ name: "puffin" }), unseen({ name: "fixed", programmes: [] })];
    expect(one.share).toBeGreaterThan(0.05);
    expect(one.share).toBeLessThan(0.15);
    const both = one.missed.filter((who) => other.missed.includes(who));
    // Who is not met by one of the programmes, walking on without a wait, is in one list only.
    expect(both.length).toBeGreaterThan(0.6 * one.missed.length);
  });

  test("phantoms stand there for their share of the time, seconds each", () => {
    const phantoms = phantomsOf(chanceOf(1, "phantoms"), { phantoms: 0.02, phantom_s: 4 });
    let on = 0;
    const begun = new Set<number>();
    for (let t = 0; t < 400_000; t += 0.5) {
      const since = phantoms(t);
      if (since === null) continue;
      on += 0.5;
      begun.add(since);
    }
    expect(on / 400_000).toBeGreaterThan(0.017);
    expect(on / 400_000).toBeLessThan(0.023);
    expect(on / begun.size).toBeGreaterThan(3.5);
    expect(on / begun.size).toBeLessThan(4.6);
  });

  test("a phantom is told as a person who waits, on an empty street too", () => {
    const { ticks, result } = watched(
      { noise: { phantoms: 0.1 } },
      { rates: { people_per_h: 0, vehicles_per_h: 600 } },
    );
    const waits = ticks.flatMap(({ inputs }) => inputs.zones["A"]!.waits_s!);
    expect(waits.length / ticks.length).toBeGreaterThan(0.05);
    expect(Math.max(...waits)).toBeGreaterThan(2);
    expect(result.empty_walks).toBeGreaterThan(0);
    expect(result.empty_walks).toBe(result.walks);
  });

  test("arrival times are wrong by their share, the same for one vehicle all the way", () => {
    // One vehicle on an empty road, twenty times.
    const stretches = Array.from({ length: 20 }, (_, seed) => {
      const vehicles = { kind: "listed", vehicles: [{ t: 40, lane: 1 }] } as const;
      const demand = demandOf({ people: [], vehicles }, { seed, site });
      const street = createStreet({ site, seed, demand });
      const eyes = eyesOf({ noise: { eta_error: 0.15 } }, { seed, site });
      const found: number[] = [];
      for (let tick = 0; tick < 66; tick++) {
        const told = eyes.see(street, { t_s: tick / 2, shown: null, time_of_day_s: undefined });
        const eta = told.lanes[1]!.eta_s[0];
        if (eta !== undefined) found.push(eta / (40 - tick / 2));
        street.step(0.5, { vehicle: "green", ped: "dont-walk" });
      }
      expect(found.length).toBeGreaterThan(10);
      expect(Math.max(...found) - Math.min(...found)).toBeLessThan(0.1);
      return found[0]!;
    });
    const mean = stretches.reduce((sum, each) => sum + each, 0) / 20;
    const deviation = Math.sqrt(stretches.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 19);
    expect(mean).toBeGreaterThan(0.88);
    expect(mean).toBeLessThan(1.12);
    expect(deviation).toBeGreaterThan(0.09);
    expect(deviation).toBeLessThan(0.22);
  });

  test("vehicles that nobody sees come up the road unseen, and are seen in the queue", () => {
    const { ticks } = watched({ noise: { vehicles_unseen: 1 } });
    const lanes = ticks.flatMap(({ inputs }) => inputs.lanes);
    expect(lanes.every(({ eta_s }) => eta_s.length === 0)).toBe(true);
    expect(lanes.some(({ queue }) => queue! > 2)).toBe(true);
  });

  test("the same seed errs in the same way, another otherwise", () => {
    const seeing: Quality = {
      noise: NOISY_DETECTORS,
      errors: { zones: { spotty: 0.1, held: 0.1 } },
    };
    const hour = (seed: number) => simulate({ ...usual, seed, seeing });
    expect(hour(3)).toEqual(hour(3));
    expect(hour(3)).not.toEqual(hour(4));
  });
});

describe("a dead detector", () => {
  const outage = (detector: string): Quality => ({
    outages: [{ detector, from_s: 600, to_s: 1200 }],
  });

  test.each<[string, (inputs: Inputs) => unknown, unknown]>([
    ["zone:A", ({ zones }) => zones["A"], null],
    ["crossing", ({ crossing }) => crossing, null],
    ["lane:W1", ({ lanes }) => lanes[1], { id: "W1", queue: null, eta_s: [], passages: 0 }],
    ["button:B", ({ buttons }) => "B" in buttons, false],
  ])("tells nothing from its first moment to its last: %s", (detector, told, nothing) => {
    const { ticks } = watched(outage(detector), { hours: 0.5 });
    const silent = ticks.filter(
      ({ inputs }) => JSON.stringify(told(inputs)) === JSON.stringify(nothing),
    );
    expect(silent.map(({ t_s }) => t_s)).toEqual(
      Array.from({ length: 1200 }, (_, tick) => 600 + tick / 2),
    );
  });

  test("all lanes dead: nothing is known of what comes", () => {
    const outages = site.lanes.map(({ id }) => ({ detector: `lane:${id}`, from_s: 0, to_s: 60 }));
    const { ticks } = watched({ outages }, { hours: 0.05 });
    const reach = (from: number, to: number) =>
      new Set(
        ticks.filter(({ t_s }) => t_s >= from && t_s < to).map(({ inputs }) => inputs.lookahead_s),
      );
    expect(reach(0, 60)).toEqual(new Set([0]));
    expect(reach(60, 180)).toEqual(new Set([15]));
  });

  test("that the site does not have is refused by name", () => {
    expect(() => simulate({ ...usual, seeing: outage("zone:C") })).toThrow(
      "outages: zone:C is no detector of the site; it has zone:A, zone:B, button:A,",
    );
  });

  test("somebody who stands there is served all the same", () => {
    const { result } = watched({
      outages: [
        { detector: "zone:A", from_s: 0, to_s: 3600 },
        { detector: "zone:B", from_s: 0, to_s: 3600 },
      ],
    });
    expect(result.people).toBeGreaterThan(60);
    expect(result.max_wait_broken).toBe(0);
  });
});
