/** The virtual controller that owns its timing, spoken to block by block, on a clock that the test moves. */
import {
  PHASE_COMMAND,
  PHASE_STATUS,
  type Values,
  decodeBlock,
  encodePhaseCommand,
} from "@crossing/config";
import { describe, expect, test } from "vitest";
import { PHASES, PhaseCabinet } from "../src/cabinet/phase-cabinet.ts";
import { USUAL_PLAN } from "../src/cabinet/phase-plan.ts";

type Command = Partial<Values<typeof PHASE_COMMAND>>;

/** A controller in vehicle green, and hands on it. */
function controller() {
  let now = 0;
  let beat = 0;
  const cabinet = new PhaseCabinet({ now: () => now, withCrc: false });
  const status = () =>
    decodeBlock(PHASE_STATUS, cabinet.read(PHASE_STATUS.at, PHASE_STATUS.words) as number[]);
  const write = (asked: Command) => {
    beat += 1;
    const usual = {
      seq: beat,
      heartbeat: beat,
      control: 1,
      watchdog: 150,
      expiry: 100,
      owner: 7,
      cycle: status().cycles,
    };
    const values = { ...decodeBlock(PHASE_COMMAND, []), ...usual, ...asked };
    return cabinet.write(PHASE_COMMAND.at, encodePhaseCommand(values, false), 16);
  };
  const pass = (ms: number) => {
    now += ms;
    return status();
  };
  /** The same request again and again, so that it neither lapses nor trips the watchdog. */
  const keep = (asked: Command, ms: number) => {
    for (let left = ms; left > 0; left -= 500) {
      write(asked);
      pass(Math.min(500, left));
    }
    return status();
  };
  pass(USUAL_PLAN.buffer);
  return { cabinet, status, write, pass, keep };
}

const CALL = { ped_call: PHASES.ped, force_off: PHASES.vehicle };

describe("a request is refused whole", () => {
  test.each<[string, Command, number]>([
    ["for another cycle", { cycle: 9 }, 7],
    ["without expiry", { expiry: 0 }, 6],
    ["with a watchdog of 0", { watchdog: 0 }, 6],
    ["that contradicts itself", { hold: 2, force_off: 2 }, 5],
    ["of another owner", { owner: 8 }, 8],
    ["sent before the last one taken", { seq: 0 }, 2],
  ])("%s", (_, asked, reason) => {
    const { write, status } = controller();
    expect(write({})).toBeNull();
    const before = status().applied_seq;
    expect(write(asked)).toBe(3);
    expect(status()).toMatchObject({ applied_seq: before, reject: reason, state: 2, owner: 7 });
  });
});

test("whoever asks first is the owner until the watchdog trips", () => {
  const { write, pass } = controller();
  write({});
  expect(write({ owner: 8 })).toBe(3);
  write({});
  expect(pass(1501)).toMatchObject({ state: 3, owner: 0, trips: 1, faults: 1 });
  expect(write({ owner: 8 })).toBeNull();
});

test("a hold lapses with its expiry, while its watchdog is still fed", () => {
  const { write, pass, keep, status } = controller();
  keep({ hold: PHASES.vehicle, ped_call: PHASES.ped }, 40_000);
  expect(status().greens).toBe(PHASES.vehicle);
  write({ hold: PHASES.vehicle, ped_call: PHASES.ped, expiry: 20 });
  expect(pass(200).max_left).toBe(0xffff);
  // Left to itself it goes by its own recall, which is due after 60 s.
  expect(pass(100).max_left).not.toBe(0xffff);
});

test("a late force-off of the cycle before does not end the next green", () => {
  const { keep, write, status } = controller();
  const late = status().cycles;
  keep(CALL, 10_000);
  while (status().cycles === late) keep({ ped_call: 0 }, 500);
  expect(write({ ...CALL, cycle: late })).toBe(3);
  expect(status()).toMatchObject({ greens: PHASES.vehicle, reject: 7 });
});

test("an omitted walk is not served, called or not", () => {
  const { keep } = controller();
  expect(keep({ ...CALL, ped_omit: PHASES.ped }, 60_000).greens).toBe(PHASES.vehicle);
});

test("its own button is remembered and served when nobody asks anything", () => {
  const { cabinet, pass } = controller();
  cabinet.field.button(0, true);
  cabinet.field.button(0, false);
  expect(pass(USUAL_PLAN.maxGreen - 1000)).toMatchObject({
    greens: PHASES.vehicle,
    calls_held: PHASES.ped,
  });
  expect(pass(1000).yellows).toBe(PHASES.vehicle);
});

test("a conflict latches: it flashes until it is reset at the cabinet, and then begins all red", () => {
  const { cabinet, status } = controller();
  cabinet.fault("lamp-stuck", "ped-A-green", true);
  expect(status()).toMatchObject({ state: 4, greens: 0 });
  expect(cabinet.driven().flash).toBe(0b10010);
  cabinet.fault("lamp-stuck", "ped-A-green", false);
  expect(status().state).toBe(4);
  cabinet.reset();
  expect(status()).toMatchObject({ state: 1, reds: PHASES.vehicle | PHASES.ped });
});

test("function 23 is answered only by a controller that has it", () => {
  const plain = new PhaseCabinet({
    now: () => 0,
    withCrc: false,
    without: ["read-write-registers"],
  });
  expect(plain.write(PHASE_COMMAND.at, [], 23)).toBe(1);
});
