/** A recorded day for people to read; `--json` has everything. */
import type { ReplayResult } from "../replay.ts";
import { comparisonLines } from "../simulation/comparison-lines.ts";
import { estimateInWords } from "../simulation/figures.ts";
import { flagsOf } from "../simulation/plan-choice.ts";
import { seedsInWords } from "../simulation/seeds.ts";
import type { Day } from "./day.ts";
import type { PlanOfDay } from "./other-plans.ts";
import { seenAsInWords } from "./seen-as.ts";

/** Whether the recorded plan decides the recorded ticks as it did. */
export const replayLines = (result: ReplayResult): readonly string[] => [
  `${result.ticks} ticks of ${result.runs} run(s), ${result.compared} compared, ${result.gaps} gap(s): ` +
    `${result.different} decided otherwise`,
  ...result.differences.map(
    ({ seq, t_s, recorded, replayed }) =>
      `  tick ${seq}, ${t_s.toFixed(1)} s: recorded ${recorded.interval} (${recorded.reason.code}), ` +
      `now ${replayed.interval} (${replayed.reason.code})`,
  ),
];

/** What was read out of the recording, what was made up, and how the plans compare. */
export function otherPlanLines(
  day: Day,
  plans: readonly PlanOfDay[],
  seeds: readonly number[],
): readonly string[] {
  return [
    "",
    ...reconstructed(day, seeds),
    ...fit(day, plans),
    ...plans.slice(1).flatMap(({ plan }) => flagsOf(plan)),
    "",
    ...comparisonLines(plans),
  ];
}

const reconstructed = ({ demand, seeing }: Day, seeds: readonly number[]): readonly string[] => [
  `The recorded day in the simulator: ${demand.people} people and ${demand.vehicles} vehicles in ${lasting(demand.hours)}.`,
  "Read out of the recording: when people came to each kerb (from their waits), when vehicles were due (from arrival",
  "  times, queues and passages). Somebody lost from sight for more than 3 s counts twice; without queue counts a",
  "  vehicle is taken to have been due when it passed; the kerb of people who walked straight on is guessed.",
  `Seen as in the recording: ${seenAsInWords(seeing)}.`,
  `Not in the recording, and drawn by seed (${seedsInWords(seeds)}): how fast people walk, how patient they are, who presses, which`,
  "  vehicles are long. The intervals below are of that chance only, not of another day's traffic.",
];

/** One check of the reconstruction: the recorded plan in the simulator against what was shown on the street. */
function fit({ walks, demand }: Day, [recorded]: readonly PlanOfDay[]): readonly string[] {
  if (recorded === undefined || demand.hours <= 0) return [];
  const perHour = (walks / demand.hours).toFixed(1);
  const simulated = estimateInWords(recorded.figures.walks_per_h, 1);
  return [
    `Walks an hour: ${perHour} in the recording, ${simulated} under the same plan in the simulator; the nearer, the better the picture.`,
  ];
}

const lasting = (hours: number): string =>
  hours < 1 ? `${(hours * 60).toFixed(1)} min` : `${hours.toFixed(2)} h`;
