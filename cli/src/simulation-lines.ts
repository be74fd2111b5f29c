/** A simulation's result for people to read; `--json` has everything. */
import type { SimulationResult, Spread } from "@crossing/simulator";

/** A handful of lines. */
export const simulationLines = (result: SimulationResult): readonly string[] => [
  `${result.site}, ${result.policy}, ${Number(result.hours.toFixed(2))} h, seed ${result.seed}`,
  `people    ${result.people}, wait ${spread(result.ped_wait_s)}`,
  `vehicles  ${result.vehicles}, delay ${spread(result.vehicle_delay_s)}, ${result.vehicle_stops} stops`,
  `walks     ${result.walks}, ${result.empty_walks} of them for nobody`,
  `on red    ${result.violations} people (${result.conflicts} close to a vehicle), ${result.red_runners} vehicles`,
  `safety    ${result.collisions} collisions, ${result.stranded_person_s.toFixed(1)} s on the road under vehicle green`,
];

const spread = ({ mean, p95, max }: Spread): string =>
  `mean ${s(mean)}, 95 % below ${s(p95)}, longest ${s(max)}`;

const s = (time_s: number | null): string => (time_s === null ? "-" : `${time_s.toFixed(1)} s`);
