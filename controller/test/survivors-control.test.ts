/** What a withdrawal may not break off, and what heads may not be taken up from. */
import { type Indications, instant, milliseconds } from "@crossing/config";
import { initialState, step } from "@crossing/controller";
import { expect, test } from "vitest";
import { FIXED, PLAN, QUIET, strip } from "./strip.ts";

test("a withdrawal after walk was promised waits for that walk: its countdown does not break off", () => {
  const plan = { ...PLAN, clearance: FIXED, countdown: milliseconds(15_000) };
  const rows = ["button ............P.................", "asks ..............w..............."];
  expect(strip(plan, rows, ["vehicle", "ped", "count"])).toEqual([
    "vehicle rrGGGGGGGGGGGGGGGGGGGGYYYrrrrr",
    "ped ---------------------------WWW",
    "count ............++++++987654321+++",
  ]);
});

test.each<Indications["ped"]>(["walk", "flashing-walk"])(
  "vehicles that flash yellow beside %s are a conflict, though clearance could follow: control is not taken",
  (ped) => {
    const shown: Indications = { vehicle: "flashing-yellow", ped };
    const { state } = step(PLAN, initialState(PLAN, instant(0)), { ...QUIET, shown }, instant(0));
    expect([state.inControl, state.fault?.code]).toEqual([false, "fault"]);
  },
);
