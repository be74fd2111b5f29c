/** What an outside street tells of itself, and how the decision takes it: weights, programmes, vulnerable people, what is missing. */
import { expect, test } from "vitest";
import { createCosim } from "../src/index.ts";
import { pilotSite } from "./pilot-site.ts";

type Line = Readonly<Record<string, unknown>>;

/** Of each lane, s: 2400 vehicles an hour together. */
const HEADWAY_S = 6;
const SITE = { countdown_s: 0, vehicle_min_green_s: 20, red_clearance_s: 2, yellow_s: 3 };

/** A street of steady traffic on which people wait at A from 40 s on; gives the second in which yellow shows. */
function yellowAt(
  hello: Line,
  {
    zone = {},
    lane = {},
    obs = {},
    policy = "marginal",
  }: { zone?: Line; lane?: Line; obs?: Line; policy?: string } = {},
): number {
  const cosim = createCosim(pilotSite(), policy);
  const [ready] = cosim.line(
    JSON.stringify({
      type: "hello",
      protocol: "crossing-cosim/1",
      dt_s: 0.5,
      site: { ...SITE, ...hello },
    }),
  );
  expect(JSON.parse(ready!)).toMatchObject({ type: "ready" });
  for (let tick = 0; tick < 300; tick++) {
    const t_s = tick / 2;
    const waits = t_s >= 40;
    const next = (HEADWAY_S - (t_s % HEADWAY_S)) % HEADWAY_S;
    const said = {
      type: "obs",
      t_s,
      zones: {
        A: waits ? { waiting: 2, waits_s: [t_s - 40, t_s - 40], ...zone } : { waiting: 0 },
        B: { waiting: 0 },
      },
      crossing: { count: 0 },
      lanes: [0, 1, 2, 3].map((n) => ({
        id: `lane ${n}`,
        queue: 0,
        eta_s: [0, 1, 2].map((at) => next + n + at * HEADWAY_S),
        passages: t_s % HEADWAY_S === n ? 1 : 0,
        ...lane,
      })),
      lookahead_s: 15,
      ...obs,
    };
    const lamps = JSON.parse(cosim.line(JSON.stringify(said))[0]!) as Line;
    expect(lamps["type"]).toBe("lamps");
    if (lamps["vehicle"] === "yellow") return t_s;
  }
  return Infinity;
}

test("the weights of a hello are those that the decision goes by; what is not known in them is ignored", () => {
  const usual = yellowAt({});
  expect(yellowAt({ weights: { ped_second: 8, colour: "blue" } })).toBeLessThan(usual);
  expect(yellowAt({ weights: { stop: 80 } })).toBeGreaterThan(usual);
  expect(yellowAt({ weights: null })).toBe(usual);
});

test("a weight that is no number is refused with its path", () => {
  const cosim = createCosim(pilotSite());
  const hello = {
    type: "hello",
    protocol: "crossing-cosim/1",
    site: { weights: { stop: "dear" } },
  };
  const said = JSON.parse(cosim.line(JSON.stringify(hello))[0]!) as { errors: string[] };
  expect(said.errors.join()).toContain("weights.stop");
  expect(cosim.exit).toBe(2);
});

test("vulnerable people are served sooner", () => {
  expect(yellowAt({}, { zone: { vulnerable: 2 } })).toBeLessThan(yellowAt({}));
});

test.each([
  ["waits", { zone: { waits_s: undefined } }],
  ["queues", { lane: { queue: null } }],
  ["arrival times", { lane: { eta_s: [] }, obs: { lookahead_s: 0 } }],
  ["lanes", { obs: { lanes: [] } }],
  ["the road", { obs: { crossing: null } }],
])("a street that does not tell of %s has its people served all the same", (_, told) => {
  const yellow = yellowAt({}, told);
  expect(yellow).toBeGreaterThanOrEqual(40);
  expect(yellow).toBeLessThanOrEqual(40 + 60);
});

test("a dead detector asks for people whom nobody sees", () => {
  const dead = { obs: { zones: { A: null, B: { waiting: 0 } } } };
  expect(yellowAt({}, dead)).toBeLessThanOrEqual(60);
});

test("the time of day reaches the plan, and a bad one is said", () => {
  const cosim = createCosim(pilotSite());
  cosim.line(JSON.stringify({ type: "hello", protocol: "crossing-cosim/1" }));
  const obs = { type: "obs", t_s: 0, zones: { A: { waiting: 0 }, B: { waiting: 0 } } };
  const answer = (more: Line): Line =>
    JSON.parse(cosim.line(JSON.stringify({ ...obs, ...more }))[0]!) as Line;
  expect(answer({ time_of_day_s: 3600 })).toMatchObject({ type: "lamps" });
  expect(answer({ time_of_day_s: "noon" })).toMatchObject({ type: "error" });
});
