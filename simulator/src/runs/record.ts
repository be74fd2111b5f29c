/** A run with everything that happened in it, for the files that come of it. */
import type { EventRecord } from "@crossing/config";
import type { Trip } from "../trips.ts";
import {
  type SimulateOptions,
  type SimulationResult,
  type StateLine,
  simulate,
} from "../simulate.ts";

/** The result, and what happened, each in the order of time. */
export interface RunRecord {
  readonly result: SimulationResult;
  readonly states: readonly StateLine[];
  readonly events: readonly EventRecord[];
  /** Of everybody, those of the warm-up too. */
  readonly trips: readonly Trip[];
}

/** Runs and keeps all of it: about 1 kB for each person and vehicle. */
export function recordRun(options: SimulateOptions): RunRecord {
  const states: StateLine[] = [];
  const events: EventRecord[] = [];
  const trips: Trip[] = [];
  const result = simulate({
    ...options,
    onState: (line) => {
      states.push(line);
      options.onState?.(line);
    },
    onEvent: (event) => {
      events.push(event);
      options.onEvent?.(event);
    },
    onTrip: (trip) => {
      trips.push(trip);
      options.onTrip?.(trip);
    },
  });
  return { result, states, events, trips };
}
