/** A simulation's result for people to read; `--json` has everything. */
import type { Estimate, Figures, SimulationResult, Spread } from "@crossing/simulator";
import { columns } from "./simulation/columns.ts";
import { SHOWN_FIGURES, estimateInWords } from "./simulation/figures.ts";
import { seedsInWords } from "./simulation/seeds.ts";

/** A handful of lines about one run. */
export const simulationLines = (result: SimulationResult): readonly string[] => [
  `${result.site}, ${result.policy}, ${hoursOf(result)} h, seed ${result.seed}${warmUp(result)}`,
  `people    ${result.people}, wait ${spread(result.ped_wait_s)}${los(result)}`,
  `vehicles  ${result.vehicles}, delay ${spread(result.vehicle_delay_s)}, ${result.vehicle_stops} stops`,
  `walks     ${result.walks}, ${result.empty_walks} of them for nobody`,
  `on red    ${result.violations} people (${result.conflicts} close to a vehicle), ${result.red_runners} vehicles`,
  `promise   ${result.max_wait_broken_told} people waited longer than promised, ${result.gave_up} gave up`,
  `safety    ${result.collisions} collisions, ${result.stranded_person_s.toFixed(1)} s on the road under vehicle green`,
  ...overload(result),
];

/** One plan on several days of chance: each figure with its 95 % interval. */
export function figureLines(
  runs: readonly SimulationResult[],
  figures: Figures,
): readonly string[] {
  const [run] = runs;
  if (run === undefined) return [];
  const seeds = seedsInWords(runs.map(({ seed }) => seed));
  return [
    `${run.site}, ${run.policy}, ${hoursOf(run)} h, seeds ${seeds}${warmUp(run)}; mean ± 95 % interval`,
    ...columns([
      ["people an hour", estimateInWords(figures.people_per_h, 0)],
      ["vehicles an hour", estimateInWords(figures.vehicles_per_h, 0)],
      ...SHOWN_FIGURES.map(({ name, words, unit, digits }) => [
        unit === "" ? words : `${words}, ${unit}`,
        estimateInWords(figures[name], digits),
      ]),
    ]),
    ...leftOver(figures.left_waiting, figures.left_queued),
  ];
}

const hoursOf = ({ hours }: SimulationResult): number => Number(hours.toFixed(2));

const warmUp = ({ warm_up_s }: SimulationResult): string =>
  warm_up_s > 0 ? `, the first ${warm_up_s} s not measured` : "";

const los = ({ ped_los }: SimulationResult): string =>
  ped_los === null ? "" : `, level of service ${ped_los}`;

/** So many still there at the end mean that the crossing does not keep up. */
const OVERLOADED = 20;

const overload = ({ left_waiting, left_queued }: SimulationResult): readonly string[] =>
  left_waiting + left_queued < OVERLOADED ? [] : [overloadLine(left_waiting, left_queued)];

const leftOver = (waiting: Estimate, queued: Estimate): readonly string[] =>
  (waiting.mean ?? 0) + (queued.mean ?? 0) < OVERLOADED
    ? []
    : [overloadLine(Math.round(waiting.mean ?? 0), Math.round(queued.mean ?? 0))];

const overloadLine = (waiting: number, queued: number): string =>
  `OVERLOAD  ${waiting} people and ${queued} vehicles were still there at the end, and are in no figure`;

const spread = ({ mean, p95, max }: Spread): string =>
  `mean ${s(mean)}, 95 % below ${s(p95)}, longest ${s(max)}`;

const s = (time_s: number | null): string => (time_s === null ? "-" : `${time_s.toFixed(1)} s`);
