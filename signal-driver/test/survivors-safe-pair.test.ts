/** What the last check says, word for word: an engineer finds the cause by it. And a head that shows two colours. */
import { type Lamp, lampMask } from "@crossing/config";
import { expect, test } from "vitest";
import { type Lit, refusal } from "../src/safe-pair.ts";

const on = (...lamps: Lamp[]): Lit => ({ on: lampMask(...lamps), flash: 0 });
const RED = ["vehicle-A-red", "vehicle-B-red"] as const;
const PED_RED = ["ped-A-red", "ped-B-red"] as const;
const PED_GREEN = ["ped-A-green", "ped-B-green"] as const;
const walk = on(...RED, ...PED_GREEN);
const clearing: Lit = { on: walk.on, flash: lampMask(...PED_GREEN) };
const yellow = on("vehicle-A-yellow", "vehicle-B-yellow", ...PED_RED);

test.each<[Lit | null, Lit, string]>([
  [null, on("vehicle-A-green", "vehicle-B-green", "ped-A-red"), "vehicle green without ped red"],
  [
    null,
    on("vehicle-A-green", "vehicle-A-red", "vehicle-B-red", ...PED_RED),
    "vehicle head A shows green with another colour",
  ],
  [
    null,
    on("vehicle-B-green", "vehicle-B-yellow", "vehicle-A-red", ...PED_RED),
    "vehicle head B shows green with another colour",
  ],
  [
    yellow,
    on("vehicle-A-green", "vehicle-B-green", ...PED_RED),
    "vehicle head A goes from yellow to green",
  ],
  [walk, on(...RED, ...PED_RED), "ped head A ends its walk without clearance"],
  [clearing, walk, "ped head A goes from clearance back to walk"],
])("from %o to %o is refused: %s", (before, wanted, why) => {
  expect(refusal(before, wanted)).toBe(why);
});
