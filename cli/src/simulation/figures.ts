/** Which figures of a study are shown, in which words, and how many digits mean something. */
import type { Estimate, FigureName } from "@crossing/simulator";

/** A figure as it is shown. Of every one of them less is better. */
export interface ShownFigure {
  readonly name: FigureName;
  readonly words: string;
  readonly unit: string;
  readonly digits: number;
}

/** In the order in which an engineer asks for them. */
export const SHOWN_FIGURES: readonly ShownFigure[] = [
  { name: "ped_wait_mean_s", words: "pedestrian wait, mean", unit: "s", digits: 1 },
  { name: "ped_wait_p95_s", words: "pedestrian wait, 95 % below", unit: "s", digits: 1 },
  { name: "ped_wait_max_s", words: "pedestrian wait, longest", unit: "s", digits: 0 },
  { name: "vehicle_delay_mean_s", words: "vehicle delay, mean", unit: "s", digits: 2 },
  { name: "vehicle_delay_p95_s", words: "vehicle delay, 95 % below", unit: "s", digits: 1 },
  { name: "stops_per_vehicle", words: "stops a vehicle", unit: "", digits: 2 },
  { name: "longest_queue", words: "longest queue in a lane", unit: "veh", digits: 1 },
  { name: "violations_per_100", words: "people on red, of 100", unit: "", digits: 1 },
  { name: "empty_walk_share", words: "walks for nobody, share", unit: "", digits: 3 },
  { name: "max_wait_broken_told", words: "promised wait not kept", unit: "people", digits: 1 },
  { name: "on_road_at_green", words: "on the road at vehicle green", unit: "people", digits: 1 },
  { name: "collisions", words: "collisions", unit: "", digits: 1 },
  { name: "cost_per_h", words: "cost an hour", unit: "person-s", digits: 0 },
];

/** `8.6 ± 0.4`; without the interval where there is none, `-` where nothing could be measured. */
export function estimateInWords({ mean, half }: Estimate, digits: number): string {
  if (mean === null) return "-";
  return half === null ? mean.toFixed(digits) : `${mean.toFixed(digits)} ± ${half.toFixed(digits)}`;
}

/** The same with its sign, for a difference. */
export function differenceInWords({ mean, half }: Estimate, digits: number): string {
  const sign = mean !== null && mean > 0 ? "+" : "";
  return `${sign}${estimateInWords({ n: 0, mean, half }, digits)}`;
}
