/** The driver at a controller that owns its timing: it asks, is served when that is legal, and cuts nothing short. */
import { PHASE_STATUS, type Outputs, decodeBlock } from "@crossing/config";
import { type PhasePlan, USUAL_PLAN, type VirtualCabinet } from "@crossing/simulator/cabinet";
import { describe, expect, test } from "vitest";
import { NO_REQUESTS, requestsOf } from "../src/requests.ts";
import { contradiction } from "../src/safe-request.ts";
import { displayOf } from "../src/lamps.ts";
import { ALL_RED, CLEARANCE, GREEN, WALK, WITHDRAWN, YELLOW, linkIs, shows } from "./crossing.ts";
import { at, cabinet } from "./street.ts";

const RED_CLEARANCE: Outputs = { ...ALL_RED, interval: "red-clearance" };
const BUFFER: Outputs = { ...ALL_RED, interval: "buffer" };

/** A controller whose clock the test moves, and a driver that has its control; vehicles have green. */
async function asked(plan: Partial<PhasePlan> = {}) {
  let skipped = 0;
  const street = await cabinet({
    profile: "phase-request",
    plan: { ...USUAL_PLAN, ...plan },
    now: () => performance.now() + skipped,
  });
  const crossing = at(street.address.port, { profile: "phase-request" });
  await crossing.until(WITHDRAWN, linkIs("up"));
  skipped += 2000;
  await crossing.until(WITHDRAWN, shows(GREEN));
  await crossing.until(GREEN, () => street.lamps().state === "remote");
  /** Time for the controller, in steps so small that requests and watchdog are fed. */
  const wait = async (wanted: Outputs, ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 500) {
      skipped += Math.min(500, left);
      const { requests } = crossing.driver.report().health;
      await crossing.until(wanted, ({ health }) => health.requests >= requests + 4);
    }
  };
  return { street, crossing, wait };
}

const headsOf = (street: VirtualCabinet): string => {
  const { vehicle, ped } = street.lamps();
  return `${vehicle} ${ped}`;
};

test("a walk is asked for, served by the controller's own times, and vehicles get their green back", async () => {
  const { street, crossing, wait } = await asked();
  await wait(GREEN, 40_000);
  expect(headsOf(street)).toBe("green dont-walk");
  await crossing.until(YELLOW, shows(YELLOW));
  await wait(YELLOW, 2500);
  expect(headsOf(street)).toBe("yellow dont-walk");
  await wait(RED_CLEARANCE, 1000);
  expect(headsOf(street)).toBe("red dont-walk");
  await wait(RED_CLEARANCE, 2000);
  await crossing.until(WALK, () => street.lamps().voice === "cross");
  expect(street.lamps()).toMatchObject({ ped: "walk", bollards: "green", pedCountdown: 9 });
  await wait(WALK, 12_000);
  expect(headsOf(street)).toBe("red walk");
  await crossing.until(CLEARANCE, shows(CLEARANCE));
  await wait(CLEARANCE, 15_000);
  expect(headsOf(street)).toBe("red flashing-walk");
  await crossing.until(BUFFER, shows(ALL_RED));
  await wait(BUFFER, 2500);
  await crossing.until(GREEN, shows(GREEN));
  expect(crossing.driver.report().health).toMatchObject({ link: "up", trouble: null, faults: [] });
});

describe("no request shortens what the controller owns:", () => {
  test("force-off ends green at its minimum and not before", async () => {
    const { street, wait, crossing } = await asked({ minGreen: 20_000 });
    await wait(YELLOW, 15_000);
    expect(headsOf(street)).toBe("green dont-walk");
    expect(crossing.driver.report().health.link).toBe("up");
    await wait(YELLOW, 8000);
    expect(headsOf(street)).not.toMatch(/green dont/);
  });

  test("walk and its clearance keep the controller's minimum when the core gives up at once", async () => {
    const { street, crossing, wait } = await asked();
    await wait(YELLOW, 12_000);
    await crossing.until(RED_CLEARANCE, () => headsOf(street) === "red walk");
    await wait(BUFFER, 6000);
    expect(headsOf(street)).toBe("red walk");
    await wait(GREEN, 2000);
    expect(headsOf(street)).toBe("red flashing-walk");
    await wait(GREEN, 7000);
    expect(headsOf(street)).toBe("red flashing-walk");
    await wait(GREEN, 6000);
    expect(headsOf(street)).toBe("green dont-walk");
  });

  test("a clearance is extended to the controller's maximum at most", async () => {
    const { street, crossing, wait } = await asked();
    await wait(YELLOW, 12_000);
    await crossing.until(RED_CLEARANCE, () => headsOf(street) === "red walk");
    await wait(WALK, 1000);
    await wait(CLEARANCE, 7000);
    expect(headsOf(street)).toBe("red flashing-walk");
    await wait(CLEARANCE, 22_000);
    expect(headsOf(street)).toBe("red flashing-walk");
    await wait(CLEARANCE, 4000);
    expect(headsOf(street)).not.toMatch(/flashing/);
  });
});

test("a driver that falls silent leaves the controller to its own plan, which goes on serving people", async () => {
  let skipped = 0;
  const street = await cabinet({
    profile: "phase-request",
    now: () => performance.now() + skipped,
  });
  const crossing = at(street.address.port, { profile: "phase-request" });
  await crossing.until(WITHDRAWN, linkIs("up"));
  await crossing.until(GREEN, () => street.lamps().state === "remote");
  skipped += 2000;
  expect(headsOf(street)).toBe("green dont-walk");
  const seen: string[] = [];
  for (let s = 0; s < 130; s += 1) {
    skipped += 1000;
    const heads = headsOf(street);
    if (heads !== seen.at(-1)) seen.push(heads);
  }
  expect(street.lamps().state).toBe("safe");
  expect(seen.slice(0, 6)).toEqual([
    "green dont-walk",
    "yellow dont-walk",
    "red dont-walk",
    "red walk",
    "red flashing-walk",
    "red dont-walk",
  ]);
});

test("a fault of ours does not flash a street whose controller is well: it is given back to its plan", async () => {
  const { street, crossing } = await asked();
  const fault: Outputs = {
    ...WITHDRAWN,
    mode: "fault",
    interval: "fault-flash",
    vehicle: "flashing-yellow",
    ped: "dark",
  };
  const report = await crossing.until(fault, () => street.lamps().state === "local");
  expect(headsOf(street)).toBe("green dont-walk");
  expect(report.health.link).toBe("up");
});

test("a controller that could follow and does not is left to itself", async () => {
  const { street, crossing } = await asked({ minGreen: 0, maxGreen: 3_600_000 });
  const stubborn = { ...GREEN, vehicle: "yellow" as const };
  const report = await crossing.until(stubborn, ({ health }) => {
    crossing.skip(100);
    return health.link === "mismatch";
  });
  expect(report.health.trouble).toMatch(/does not show what was asked for/);
  await crossing.until(WITHDRAWN, () => street.lamps().state === "local");
});

describe("requests of each interval", () => {
  const phases = { vehicle: 0b10, ped: 0b1000 };
  const status = (changes: Partial<ReturnType<typeof decodeBlock<typeof PHASE_STATUS>>>) => ({
    ...decodeBlock(PHASE_STATUS, []),
    ...changes,
  });
  const of = (wanted: Outputs, shown: Parameters<typeof status>[0], owed = false) =>
    requestsOf({ wanted, display: displayOf(wanted, ["A", "B"]), owed }, status(shown), phases);

  test.each<[string, Outputs, Parameters<typeof status>[0], boolean, Partial<typeof NO_REQUESTS>]>([
    ["green is held", GREEN, { greens: 2 }, false, { vehicle_call: 2, hold: 2, ped_call: 0 }],
    [
      "a lit call lamp is a call",
      { ...GREEN, call_lamps: { A: true } },
      { greens: 2 },
      false,
      { ped_call: 8, hold: 2 },
    ],
    [
      "yellow forces green off",
      YELLOW,
      { greens: 2 },
      true,
      { force_off: 2, ped_call: 8, hold: 0 },
    ],
    [
      "nothing is forced once green is over",
      YELLOW,
      { yellows: 2 },
      true,
      { force_off: 0, ped_call: 8 },
    ],
    ["walk is held while it shows", WALK, { walks: 8, reds: 2 }, false, { hold: 8, ped_call: 0 }],
    [
      "a walk that has not come is still called",
      WALK,
      { greens: 2 },
      true,
      { hold: 0, ped_call: 8, force_off: 2 },
    ],
    [
      "clearance ends the walk",
      CLEARANCE,
      { walks: 8, reds: 2 },
      false,
      { force_off: 8, clearance_extension: 0 },
    ],
    [
      "and is extended beyond the controller's own while people are on the road",
      CLEARANCE,
      { ped_clears: 8, reds: 2, interval_time: 95, effective_clearance: 100 },
      false,
      { clearance_extension: 15, force_off: 0 },
    ],
    [
      "a walk that is owed is not held up by a core that went on",
      GREEN,
      { greens: 2 },
      true,
      { hold: 0, ped_call: 8 },
    ],
    [
      "nobody is told to cross before the heads show it",
      WALK,
      { reds: 2, dont_walks: 8 },
      true,
      { bollards: 0, voice: 0, ped_countdown: 0xffff },
    ],
  ])("%s", (_, wanted, shown, owed, requests) => {
    expect(of(wanted, shown, owed)).toMatchObject(requests);
  });

  test("never contradict themselves, and omit nobody, whatever is wanted and shown", () => {
    const shown = [
      { greens: 2 },
      { yellows: 2 },
      { reds: 2, walks: 8 },
      { reds: 2, ped_clears: 8 },
      { reds: 2, dont_walks: 8 },
      { greens: 2, walks: 8 },
    ];
    for (const wanted of [GREEN, YELLOW, RED_CLEARANCE, WALK, CLEARANCE, BUFFER, ALL_RED]) {
      for (const status of shown) {
        for (const owed of [false, true]) {
          expect(contradiction(of(wanted, status, owed), phases)).toBeNull();
        }
      }
    }
  });

  test.each([
    ["hold and force-off", { hold: 2, force_off: 2 }],
    ["hold of both", { hold: 10 }],
    ["another crossing's phase", { force_off: 1 }],
  ])("%s is never sent", (_, wrong) => {
    expect(contradiction({ ...NO_REQUESTS, ...wrong }, phases)).not.toBeNull();
  });
});
