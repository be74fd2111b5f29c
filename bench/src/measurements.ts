/** All measurements by name, in the order in which they are made. Each loads its parts only when it is wanted. */
import type { Site } from "@crossing/config";
import type { Row } from "./measure.ts";

/** What a measurement is given. */
export interface Bench {
  readonly site: Site;
  /** A folder for whatever it writes; removed at the end. */
  readonly folder: string;
  /** One line for whoever waits. */
  readonly say: (line: string) => void;
}

/** Measures, and gives one row or more. Takes seconds to minutes. */
export type Measure = (bench: Bench) => Promise<readonly Row[]>;

export const MEASUREMENTS: Readonly<Record<string, Measure>> = {
  step: async ({ site }) => (await import("./step.ts")).measureStep(site),
  speed: async (bench) => (await import("./speed.ts")).measureSpeed(bench),
  line: async (bench) => (await import("./line/measure-line.ts")).measureLine(bench),
  frame: async (bench) => (await import("./frame-cost.ts")).measureFrame(bench),
  tfjs: async (bench) => (await import("./tfjs.ts")).measureTfjs(bench),
  cameras: async (bench) => (await import("./two-cameras.ts")).measureTwoCameras(bench),
  drawn: async (bench) => (await import("./drawn.ts")).measureDrawn(bench),
  start: async (bench) => (await import("./start-time.ts")).measureStart(bench),
  count: async (bench) => (await import("./count-error.ts")).measureCount(bench),
};
