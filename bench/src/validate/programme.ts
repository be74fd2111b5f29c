/** What the heads show over a whole run, fixed beforehand: the same for our street and for SUMO. */
import type { Indications, Site } from "@crossing/config";
import type { SignalState, StateLine } from "@crossing/simulator";

/** One state and how long it is shown, s. */
export interface Phase {
  readonly state: SignalState;
  readonly duration_s: number;
}

/** From t = 0 on. What the last phase shows is shown for ever. */
export type Programme = readonly Phase[];

/** What the heads show in each state. */
export const HEADS: Readonly<Record<SignalState, Indications>> = {
  VEH_GREEN: { vehicle: "green", ped: "dont-walk" },
  VEH_AMBER: { vehicle: "yellow", ped: "dont-walk" },
  ALL_RED: { vehicle: "red", ped: "dont-walk" },
  PED_GREEN: { vehicle: "red", ped: "walk" },
  PED_CLEAR: { vehicle: "red", ped: "flashing-walk" },
};

/** A cycle of fixed length: vehicle green takes what walk and the change of signals leave. */
export interface Cycle {
  readonly cycle_s: number;
  readonly walk_s: number;
}

/** One cycle at a site, beginning with vehicle green. */
export function cycleOf({ timing }: Pick<Site, "timing">, { cycle_s, walk_s }: Cycle): Programme {
  const { yellow_s, red_clearance_s, ped_clearance_s, buffer_s } = timing;
  const rest = yellow_s + red_clearance_s + walk_s + ped_clearance_s + buffer_s;
  return [
    { state: "VEH_GREEN", duration_s: cycle_s - rest },
    { state: "VEH_AMBER", duration_s: yellow_s },
    { state: "ALL_RED", duration_s: red_clearance_s },
    { state: "PED_GREEN", duration_s: walk_s },
    { state: "PED_CLEAR", duration_s: ped_clearance_s },
    { state: "ALL_RED", duration_s: buffer_s },
  ];
}

/** Cycle after cycle until `end_s`. */
export function repeated(cycle: Programme, end_s: number): Programme {
  const length_s = cycle.reduce((sum, { duration_s }) => sum + duration_s, 0);
  return Array.from({ length: Math.ceil(end_s / length_s) }, () => cycle).flat();
}

/** What a run showed, as a programme: its signal trace until `end_s`. */
export const recorded = (trace: readonly StateLine[], end_s: number): Programme =>
  trace.map(({ t, state }, at) => ({ state, duration_s: (trace[at + 1]?.t ?? end_s) - t }));

/** One state for the whole time. */
export const always = (state: SignalState, end_s: number): Programme => [
  { state, duration_s: end_s },
];
