/** What the heads show by lamp feedback: flashing lamps that are dark for a moment, and a cabinet left alone. */
import { type Lamp, lampMask } from "@crossing/config";
import { beforeEach, describe, expect, test } from "vitest";
import { ReadBack } from "../src/read-back.ts";
import type { Lit } from "../src/safe-pair.ts";

const mask = (...lamps: Lamp[]): number => lampMask(...lamps);
const REDS = mask("vehicle-A-red", "vehicle-B-red");
const YELLOWS = mask("vehicle-A-yellow", "vehicle-B-yellow");
const PED_REDS = mask("ped-A-red", "ped-B-red");
const PED_GREENS = mask("ped-A-green", "ped-B-green");
const CALLS = mask("call-A", "call-B");
const STEADY: Lit = { on: REDS | PED_REDS, flash: 0 };
const CLEARING: Lit = { on: REDS | PED_GREENS, flash: PED_GREENS };

let back: ReadBack;
beforeEach(() => {
  back = new ReadBack();
});

const see = (actualOn: number, command: Lit | null, now: number): ReadBack => {
  back.see({ actualOn, command, now });
  return back;
};

test("before a status block came nothing is known", () => {
  expect(back.shown).toBeNull();
  expect(back.lit).toEqual({ on: 0, flash: 0 });
});

test("steady lamps are what they are, at once and without a memory", () => {
  expect(see(REDS | PED_REDS, STEADY, 0).shown).toEqual({ vehicle: "red", ped: "dont-walk" });
  expect(see(REDS, STEADY, 1).shown).toEqual({ vehicle: "red", ped: "dark" });
  expect(back.lit).toEqual({ on: REDS, flash: 0 });
});

test("call lamps are no signal: not read back, and no difference to the command", () => {
  see(REDS | PED_REDS | CALLS, STEADY, 0);
  expect(back.lit).toEqual({ on: REDS | PED_REDS, flash: 0 });
  expect(back.shown).toEqual({ vehicle: "red", ped: "dont-walk" });
  expect(back.like({ ...STEADY, on: STEADY.on | CALLS })).toBe(true);
});

test("a lamp too many or too few is unlike the command", () => {
  see(REDS | PED_REDS, STEADY, 0);
  expect(back.like({ on: REDS, flash: 0 })).toBe(false);
  expect(back.like({ on: REDS | PED_REDS | YELLOWS, flash: 0 })).toBe(false);
});

describe("a lamp that is told to flash", () => {
  test("counts as lit for a second from the command, though it has not been seen lit", () => {
    expect(see(REDS, CLEARING, 5000).shown).toEqual({ vehicle: "red", ped: "flashing-walk" });
    expect(see(REDS, CLEARING, 6000).like(CLEARING)).toBe(true);
    expect(see(REDS, CLEARING, 6001).shown).toEqual({ vehicle: "red", ped: "dark" });
    expect([back.lit, back.like(CLEARING)]).toEqual([{ on: REDS, flash: 0 }, false]);
  });

  test("counts as lit for a second from when it was last seen lit", () => {
    see(REDS | PED_GREENS, CLEARING, 0);
    see(REDS | PED_GREENS, CLEARING, 800);
    expect(see(REDS, CLEARING, 1800).lit).toEqual({ on: REDS | PED_GREENS, flash: PED_GREENS });
    expect(see(REDS, CLEARING, 1801).lit).toEqual({ on: REDS, flash: 0 });
    expect(see(REDS | PED_GREENS, CLEARING, 9000).shown?.ped).toBe("flashing-walk");
  });

  test("holds nobody else's dark: the others are read as they are", () => {
    see(REDS | PED_GREENS, CLEARING, 0);
    expect(see(0, CLEARING, 500).lit).toEqual({ on: PED_GREENS, flash: PED_GREENS });
  });

  test("is held alone: a head beside it that is out for longer is seen to be out", () => {
    const one = mask("ped-A-green");
    see(REDS | PED_GREENS, CLEARING, 0);
    for (const now of [400, 800]) see(REDS | one, CLEARING, now);
    expect(see(REDS, CLEARING, 1001).lit).toEqual({ on: REDS | one, flash: one });
    expect(back.shown).toBeNull();
  });

  test("steadily lit counts as flashing by the command, and as lit no longer when the command is steady", () => {
    see(REDS | PED_GREENS, CLEARING, 0);
    expect(see(REDS, STEADY, 200).shown).toEqual({ vehicle: "red", ped: "dark" });
    expect(see(REDS, CLEARING, 5000).shown?.ped).toBe("flashing-walk");
  });
});

describe("a cabinet that is left alone", () => {
  const flashing = { vehicle: "flashing-yellow", ped: "dark" } as const;

  test("and lights its yellows only is flashing, also in the dark halves", () => {
    expect(see(YELLOWS, null, 0).shown).toEqual(flashing);
    expect(see(0, null, 500).shown).toEqual(flashing);
    expect(back.lit).toEqual({ on: YELLOWS, flash: YELLOWS });
    expect(see(YELLOWS, null, 1000).shown).toEqual(flashing);
    expect(see(0, null, 2000).shown).toEqual(flashing);
    expect(see(0, null, 2001).shown).toEqual({ vehicle: "dark", ped: "dark" });
  });

  test("and stays dark is dark", () => {
    expect(see(0, null, 0).shown).toEqual({ vehicle: "dark", ped: "dark" });
  });

  test("and shows yellow with a red for pedestrians is in its yellow change", () => {
    expect(see(YELLOWS | PED_REDS, null, 0).shown).toEqual({ vehicle: "yellow", ped: "dont-walk" });
    expect(see(PED_REDS, null, 500).shown).toEqual({ vehicle: "dark", ped: "dont-walk" });
  });

  test("after flashing and now lights its reds no longer flashes", () => {
    see(YELLOWS, null, 0);
    expect(see(REDS | PED_REDS, null, 500).shown).toEqual({ vehicle: "red", ped: "dont-walk" });
    expect(back.lit).toEqual({ on: REDS | PED_REDS, flash: 0 });
  });

  test("in a pedestrian clearance of ours goes dark at once, and not on with our flash", () => {
    see(REDS | PED_GREENS, CLEARING, 0);
    expect(see(0, null, 100).lit).toEqual({ on: 0, flash: 0 });
  });

  test("and shows yellow steadily because we asked for it, is not flashing", () => {
    const yellow: Lit = { on: YELLOWS, flash: 0 };
    expect(see(YELLOWS, yellow, 0).shown).toEqual({ vehicle: "yellow", ped: "dark" });
  });
});
