/** What there is to look at: alarms, each told once. */
import type { StateView } from "@crossing/config";
import { gradeOf } from "../camera/health.ts";

/** Alarms that no camera's own line tells already. */
export const othersOf = ({ alarms = [], cameras = {} }: StateView): readonly string[] => {
  const told = Object.entries(cameras).flatMap(([id, { faults }]) =>
    [...faults, "lost"].map((fault) => `camera-${id}-${fault}`),
  );
  return alarms.filter((alarm) => !told.includes(alarm));
};

/** How many lines somebody should look at: blind cameras, and the other alarms. */
export const troublesIn = (state: StateView): number =>
  othersOf(state).length +
  Object.values(state.cameras ?? {}).filter((camera) => gradeOf(camera) === "bad").length;
