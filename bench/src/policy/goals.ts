/** What the default policy must reach, and what it reaches. */
import {
  type Comparison,
  type Row,
  brokenIn,
  costOf,
  overBest,
  pooled,
  violationsPer100,
} from "./comparison.ts";

export interface Goal {
  readonly what: string;
  readonly must: string;
  readonly is: string;
  /** Null: no goal, said for comparison. */
  readonly kept: boolean | null;
}

/** Every goal whose rows were run. */
export function goalsOf(comparison: Comparison): readonly Goal[] {
  const row = (id: string): Row | null =>
    comparison.rows.find(({ contender }) => contender.id === id) ?? null;
  const judged = row("marginal-15");
  const over = OVER_BEST.flatMap(({ id, what, limit }) => {
    const found = row(id);
    return found === null ? [] : [overGoal(comparison, found, { what, limit })];
  });
  const below = BELOW.flatMap((goal) => {
    const found = row(goal.id);
    return found === null || judged === null ? [] : belowGoals(comparison, judged, found, goal);
  });
  return [...over, ...below, ...(judged === null ? [] : kept(comparison, judged, row))];
}

/** People whom neither eyes nor button told of wait for others to come: what that costs is said, and counts all the same. */
function overGoal(
  comparison: Comparison,
  row: Row,
  { what, limit }: { readonly what: string; readonly limit: number },
): Goal {
  const over = overBest(comparison, row);
  const unknown = row.outcomes.flat().reduce((sum, { unknown_waits }) => sum + unknown_waits, 0);
  const goal = atMost(what, limit, over);
  if (unknown === 0) return goal;
  const known = over - unknown / pooled(comparison.best[row.contender.variants[0]!.hardware]);
  return { ...goal, is: `${goal.is} (${percent(known)} without waits of people nobody told of)` };
}

const OVER_BEST = [
  { id: "marginal-15", what: "15 s of look-ahead, over the clairvoyant optimum", limit: 0.3 },
  { id: "marginal-30", what: "30 s of look-ahead, over the clairvoyant optimum", limit: 0.28 },
  {
    id: "marginal-30-countdown-15",
    what: "30 s, countdown of 15 s, over the clairvoyant optimum without",
    limit: 0.34,
  },
  { id: "marginal-15-noisy", what: "15 s, noisy, over the clairvoyant optimum", limit: 0.35 },
  { id: "marginal-30-noisy", what: "30 s, noisy, over the clairvoyant optimum", limit: 0.35 },
] as const;

/** Which fixed plans are peers is in docs/decisions/0024. */
const BELOW: readonly BelowGoal[] = [
  {
    id: "fixed-60",
    what: "15 s of look-ahead, below the best fixed plan that keeps the longest wait",
    limit: 0.5,
  },
  {
    id: "fixed-round",
    what: "15 s of look-ahead, below the best fixed plan of 60, 80, 100 and 120 s",
    limit: 0.5,
  },
  {
    id: "fixed",
    what: "15 s of look-ahead, below the best fixed plan that may let people wait for up to 140 s",
    limit: null,
  },
  { id: "puffin", what: "15 s of look-ahead, below the best PUFFIN", limit: 0.2 },
  { id: "tongzhou", what: "15 s of look-ahead, below the Tongzhou rule", limit: 0.55 },
];

interface BelowGoal {
  readonly id: string;
  readonly what: string;
  /** Null: said for comparison, no goal. */
  readonly limit: number | null;
}

/**
 * Near saturation every plan serves as often as it may, and those hours are the dearest: the sum is said with and
 * without them, and the mean of the scenarios' ratios, in which every hour counts the same.
 */
const NEAR_SATURATION_PER_H = 2400;

function belowGoals(
  { scenarios }: Comparison,
  judged: Row,
  peer: Row,
  { what, limit }: BelowGoal,
): readonly Goal[] {
  const under = scenarios.map(({ hours }) =>
    hours.every(({ vehicles_per_h }) => vehicles_per_h < NEAR_SATURATION_PER_H),
  );
  const below = (taken: readonly boolean[]): number => {
    const of = ({ outcomes }: Row): number => pooled(outcomes.filter((_, at) => taken[at]));
    return 1 - of(judged) / of(peer);
  };
  const all = atLeast(what, limit, below(scenarios.map(() => true)));
  const logs = judged.outcomes.map((hours, at) =>
    Math.log(costOf(hours) / costOf(peer.outcomes[at]!)),
  );
  const mean = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
  const flowing = `${what}, in hours under ${NEAR_SATURATION_PER_H} veh/h`;
  return [
    all,
    ...(under.includes(true) ? [atLeast(flowing, null, below(under))] : []),
    atLeast(`${what}, geometric mean of the scenarios`, null, 1 - mean),
  ];
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const atMost = (what: string, limit: number, is: number): Goal => ({
  what,
  must: `<= ${percent(limit)}`,
  is: percent(is),
  kept: is <= limit,
});

const atLeast = (what: string, limit: number | null, is: number): Goal => ({
  what,
  must: limit === null ? "" : `>= ${percent(limit)}`,
  is: percent(is),
  kept: limit === null ? null : is >= limit,
});

const VIOLATIONS = 6.5;

function kept(
  comparison: Comparison,
  judged: Row,
  row: (id: string) => Row | null,
): readonly Goal[] {
  const violations = violationsPer100(judged.outcomes);
  const ours = comparison.rows.filter(({ contender }) => contender.id.startsWith("marginal"));
  const broken = ours.flatMap((one) => brokenIn(comparison, one));
  return [
    {
      what: "15 s of look-ahead, crossings on red of 100 people",
      must: `<= ${VIOLATIONS}`,
      is: violations.toFixed(1),
      kept: violations <= VIOLATIONS,
    },
    {
      what: "constraints broken in any row of the default policy",
      must: "none",
      is: broken.length === 0 ? "none" : `${broken.length}: ${broken[0]}`,
      kept: broken.length === 0,
    },
    ...["fixed-60", "fixed-round", "fixed", "fixed-A", "puffin", "puffin-15"].flatMap((id) => {
      const peer = row(id);
      return peer === null ? [] : [neverWorse(comparison, judged, peer)];
    }),
  ];
}

function neverWorse({ scenarios }: Comparison, judged: Row, peer: Row): Goal {
  const worse = scenarios.flatMap(({ name }, at) => {
    const ratio = costOf(judged.outcomes[at]!) / costOf(peer.outcomes[at]!);
    return ratio > 1 ? [`${name} by ${percent(ratio - 1)}`] : [];
  });
  return {
    what: `scenarios in which 15 s of look-ahead is worse than: ${peer.contender.what}`,
    must: "none",
    is: worse.length === 0 ? "none" : worse.join(", "),
    kept: worse.length === 0,
  };
}
