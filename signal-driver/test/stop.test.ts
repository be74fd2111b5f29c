/** Giving control back: nobody who has just stepped off is left standing, and nothing is waited for in vain. */
import type { Outputs } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { Leaving } from "../src/leaving.ts";
import {
  ALL_RED,
  CLEARANCE,
  GREEN,
  WALK,
  WITHDRAWN,
  YELLOW,
  crossingAt,
  linkIs,
  shows,
} from "./crossing.ts";
import { cabinet } from "./street.ts";

const TIMES = { walk_min_s: 0.4, ped_clearance_s: 0.2, ped_clearance_max_s: 0.3, buffer_s: 0.2 };

async function inWalk(timing?: typeof TIMES) {
  const heads: string[] = [];
  const street = await cabinet({
    onLamps: ({ state, vehicle, ped }) => {
      const now = `${state} ${vehicle} ${ped}`;
      if (now !== heads.at(-1)) heads.push(now);
    },
  });
  const crossing = crossingAt(
    street.address.port,
    { loss_of_control_ms: 700 },
    timing === undefined ? {} : { timing },
  );
  await crossing.until(WITHDRAWN, linkIs("up"));
  for (const wanted of [ALL_RED, WALK]) await crossing.until(wanted, shows(wanted));
  return { street, crossing, heads };
}

test("a walk is led through its minimum, its clearance and red before the cabinet has it back", async () => {
  const { crossing, heads, street } = await inWalk(TIMES);
  await crossing.driver.stop();
  expect(street.lamps().state).toBe("local");
  await expect
    .poll(() => heads.slice(heads.indexOf("remote red walk")))
    .toEqual([
      "remote red walk",
      "remote red flashing-walk",
      "remote red dont-walk",
      "local flashing-yellow dark",
    ]);
});

test("a cabinet that ends our control is not waited for", async () => {
  const { crossing, street } = await inWalk({ ...TIMES, walk_min_s: 3600 });
  const stopped = crossing.driver.stop();
  street.fault("lamp-stuck", "vehicle-A-green", true);
  await stopped;
  expect(street.lamps().state).toBe("fault");
});

test("a line that is dead is not waited for", async () => {
  const { crossing, street } = await inWalk({ ...TIMES, walk_min_s: 3600 });
  const stopped = crossing.driver.stop();
  await street.close();
  await stopped;
});

test("without a timing sheet control is given back at once, as the cabinet leads on by its own clearance", async () => {
  const { crossing, street } = await inWalk();
  await crossing.driver.stop();
  expect(street.lamps().state).toBe("local");
});

describe("what is shown next", () => {
  test.each<[string, Outputs, number, Outputs["ped"] | null]>([
    ["walk before its minimum", WALK, 399, "walk"],
    ["walk at its minimum", WALK, 400, "flashing-walk"],
    ["clearance before its longest", CLEARANCE, 299, "flashing-walk"],
    ["clearance at its longest", CLEARANCE, 300, "dont-walk"],
    ["the buffer after it", { ...ALL_RED, interval: "buffer" }, 199, "dont-walk"],
    ["the buffer at its end", { ...ALL_RED, interval: "buffer" }, 200, null],
    ["vehicle green", GREEN, 0, null],
    ["yellow", YELLOW, 0, null],
  ])("after %s", (_, last, timed, ped) => {
    const leaving = new Leaving(TIMES);
    leaving.see(last, 1000);
    expect(leaving.next(last, 1000 + timed)?.ped ?? null).toBe(ped);
  });
});
