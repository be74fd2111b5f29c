/** Who is compared: our rule under several kinds of sensing, and its peers, each tuned to every hour with hindsight. */
import { NOISY, type PointSensing } from "@crossing/simulator";
import { POLICIES, type PolicySite } from "@crossing/config";
import type { Hardware, Variant } from "./sites.ts";

/** One row of the comparison. With several variants the cheapest of each scenario counts. */
export interface Contender {
  readonly id: string;
  readonly what: string;
  readonly variants: readonly Variant[];
  readonly sensing: PointSensing;
}

const marginal: PolicySite = POLICIES.marginal;
const BLIND_AHEAD: PointSensing = { lookahead_s: 0 };
const NOISE = { ...NOISY, seed: 7 };

const ours = (id: string, what: string, sensing: PointSensing, countdown_s = 0): Contender => ({
  id: `marginal-${id}`,
  what: `marginal, ${what}`,
  variants: [{ hardware: "A", policy: marginal, countdown_s }],
  sensing,
});

const OURS: readonly Contender[] = [
  ours("0", "no look-ahead", { lookahead_s: 0 }),
  ours("8", "8 s of look-ahead", { lookahead_s: 8 }),
  ours("15", "15 s of look-ahead", { lookahead_s: 15 }),
  ours("30", "30 s of look-ahead", { lookahead_s: 30 }),
  ours("30-early", "30 s, people seen 5 s before the kerb", { lookahead_s: 30, approach_s: 5 }),
  ours("15-countdown-8", "15 s, countdown of 8 s", { lookahead_s: 15 }, 8),
  ours("30-countdown-8", "30 s, countdown of 8 s", { lookahead_s: 30 }, 8),
  ours("15-countdown-15", "15 s, countdown of 15 s", { lookahead_s: 15 }, 15),
  ours("30-countdown-15", "30 s, countdown of 15 s", { lookahead_s: 30 }, 15),
  ours("15-noisy", "15 s, noisy", { lookahead_s: 15, noise: NOISE }),
  ours("30-noisy", "30 s, noisy", { lookahead_s: 30, noise: NOISE }),
  ours("15-counts", "15 s, people only counted", { lookahead_s: 15, waits: false }),
  ours("15-no-queue", "15 s, queues unknown", { lookahead_s: 15, queue: false }),
  ours("15-no-road", "15 s, nobody sees the road", { lookahead_s: 15, crossing: false }),
  {
    id: "marginal-F-15",
    what: "marginal, 15 s of look-ahead, fixed clearance",
    variants: [{ hardware: "F", policy: marginal }],
    sensing: { lookahead_s: 15 },
  },
];

// A fixed plan sees nobody, so it cannot promise a longest wait: one long enough never speaks.
const NO_PROMISE_S = 180;
const fixed = (
  hardware: Hardware,
  cycles: readonly number[],
  walks: readonly number[],
): Variant[] =>
  cycles.flatMap((cycle_s) =>
    walks.map((walk_s) => ({
      hardware,
      policy: { name: "fixed", programmes: [{ from: "00:00", cycle_s, walk_s }] },
      max_wait_s: NO_PROMISE_S,
    })),
  );
const MAX_GREENS = [20, 25, 30, 40, 50, 60];
const PUSH_GREENS = [15, 20, 25, 30, 40, 50, 60];

const puffins: readonly Variant[] = MAX_GREENS.map((max_green_s) => ({
  hardware: "A",
  policy: { name: "puffin" },
  max_green_s,
}));

/** Who comes right after walk waits for the rest of the cycle: under these plans nobody waits longer than the site promises. */
const keepingPromise = (cycles: readonly number[], walks: readonly number[]): Variant[] =>
  fixed("F", cycles, walks).filter(
    ({ policy }) =>
      policy.name === "fixed" &&
      policy.programmes.every(({ cycle_s, walk_s }) => cycle_s - walk_s <= PROMISE_S),
  );
const PROMISE_S = 60;

const PEERS: readonly Contender[] = [
  {
    id: "fixed-60",
    what: "fixed time, best plan that keeps the longest wait of 60 s, fixed clearance",
    variants: keepingPromise([50, 55, 60, 65, 70, 75], [7, 10, 15]),
    sensing: BLIND_AHEAD,
  },
  {
    id: "fixed",
    what: "fixed time, best cycle and walk, fixed clearance",
    variants: fixed("F", [50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150], [7, 15]),
    sensing: BLIND_AHEAD,
  },
  {
    id: "fixed-round",
    what: "fixed time, best cycle of 60, 80, 100 and 120 s with a walk of 7 s, fixed clearance",
    variants: fixed("F", [60, 80, 100, 120], [7]),
    sensing: BLIND_AHEAD,
  },
  {
    id: "fixed-A",
    what: "fixed time, best of 6 cycles, eyes on the road",
    variants: fixed("A", [50, 60, 80, 100, 120, 150], [7]),
    sensing: BLIND_AHEAD,
  },
  {
    id: "push-button",
    what: "push-button, best green, fixed clearance",
    variants: PUSH_GREENS.map((green_s) => ({
      hardware: "F",
      policy: { name: "push-button", green_s, walk_s: 7 },
    })),
    sensing: BLIND_AHEAD,
  },
  {
    id: "threshold",
    what: "threshold, best of 12, eyes on the road",
    variants: [1, 2, 3, 5].flatMap((people) =>
      [20, 40, 55].map((wait_s) => ({
        hardware: "A" as const,
        policy: { name: "threshold" as const, people, wait_s },
      })),
    ),
    sensing: BLIND_AHEAD,
  },
  { id: "puffin", what: "PUFFIN, best longest green", variants: puffins, sensing: BLIND_AHEAD },
  {
    id: "puffin-15",
    what: "PUFFIN, best longest green, given 15 s of look-ahead",
    variants: puffins,
    sensing: { lookahead_s: 15 },
  },
  {
    id: "tongzhou",
    what: "Tongzhou rule of 2019, fixed clearance, countdown of 15 s",
    variants: [{ hardware: "F", policy: POLICIES["tongzhou-2019"], countdown_s: 15 }],
    sensing: BLIND_AHEAD,
  },
  {
    id: "tongzhou-A",
    what: "Tongzhou rule of 2019, eyes on the road, countdown of 15 s",
    variants: [{ hardware: "A", policy: POLICIES["tongzhou-2019"], countdown_s: 15 }],
    sensing: BLIND_AHEAD,
  },
];

/** Our rows first, then the peers. */
export const CONTENDERS: readonly Contender[] = [...OURS, ...PEERS];
