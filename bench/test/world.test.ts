/** The whole stack in virtual time: the same seed is the same run, and nothing is broken in a few of them. */
import {
  CONTROLS,
  LAMP_COMMAND,
  type TraceRecord,
  bitsOf,
  decodeBlock,
  encodeBlock,
  lampMask,
} from "@crossing/config";
import { describe, expect, test, vi } from "vitest";
import { unwanted } from "../src/verify/world/blocks.ts";
import { runCoreDay } from "../src/verify/world/core-day.ts";
import { createServiceWitness } from "../src/verify/world/service-witness.ts";
import { lostEvents } from "../src/verify/world/event-witness.ts";
import { runWorld } from "../src/verify/world/world.ts";

/** Three minutes of faults, and as long as it takes to be whole again: a second or two of CPU time. */
const SHORT = { chaos_ms: 180_000 };
/** For a machine that is busy with other things. */
vi.setConfig({ testTimeout: 240_000 });

test("the same seed gives the same run, to the last block on the wire", async () => {
  const [first, again, other] = [
    await runWorld(26, SHORT),
    await runWorld(26, SHORT),
    await runWorld(10, SHORT),
  ];
  expect(again).toEqual(first);
  expect(other.digest).not.toBe(first.digest);
});

test.each([15, 26])(
  "seed %i: no rule is broken, the lamps were really lit and walk was served",
  async (seed) => {
    const { breaches, counts } = await runWorld(seed, SHORT);
    expect(breaches).toEqual([]);
    expect(counts.timed).toBeGreaterThan(5);
    expect(counts.takeovers).toBeGreaterThan(0);
    expect(counts.events).toBeGreaterThan(20);
  },
);

test("two hours of core and street with eyes that err break no rule", () => {
  const { breaches, walks } = runCoreDay(1, 7200);
  expect(breaches).toEqual([]);
  expect(walks).toBeGreaterThan(10);
});

describe("a call is answered in time or told of", () => {
  const seen = (
    moments: readonly { s: number; walking?: boolean; calling?: boolean; able?: boolean }[],
  ) => {
    const breaches: string[] = [];
    const witness = createServiceWitness({ bound_ms: 60_000, kept: true }, (what) =>
      breaches.push(what),
    );
    for (const { s, walking = false, calling = false, able = true } of moments)
      witness.see({ now: s * 1000, walking, calling, able });
    return breaches.length;
  };
  test.each([
    ["in time to the second", 0, [{ s: 0, calling: true }, { s: 60 }, { s: 61, walking: true }]],
    ["a second late", 1, [{ s: 0, calling: true }, { s: 61 }]],
    [
      "late, while something was wrong",
      0,
      [{ s: 0, calling: true }, { s: 30, able: false }, { s: 61 }],
    ],
  ] as const)("%s", (_, breaches, moments) => expect(seen(moments)).toBe(breaches));
});

test.each([
  ["whole", 0, [1, 2, 3], 3],
  ["with a gap", 1, [1, 3], 3],
  ["with one twice", 1, [1, 2, 2], 2],
  ["without one that was acknowledged", 1, [1, 2], 3],
] as const)("an event log %s", (_, wrong, seqs, acknowledged) => {
  const lines = seqs.map((seq) => ({ boot: "a", seq }));
  const log = { lines, acknowledged: new Map([["a", acknowledged]]) };
  expect(lostEvents(log)).toHaveLength(wrong);
});

describe("a block that leaves the box while the core wants nothing", () => {
  const [YELLOWS, REDS] = [
    lampMask("vehicle-A-yellow", "vehicle-B-yellow"),
    lampMask("vehicle-A-red", "vehicle-B-red"),
  ];
  const WALK = lampMask("ped-A-green", "ped-B-green");
  const withdrawn = { outputs: { mode: "withdrawn" } } as TraceRecord;
  const block = (on: number, control: number) =>
    encodeBlock(LAMP_COMMAND, { ...decodeBlock(LAMP_COMMAND, []), on, control });
  const ASKS = bitsOf(CONTROLS, ["request-control"]);

  test.each([
    ["asks for nothing", block(WALK, 0), { lit: REDS, told: true }, false],
    ["asks for what is lit", block(YELLOWS, ASKS), { lit: YELLOWS, told: true }, false],
    ["asks for what was lit a moment ago", block(YELLOWS, ASKS), { lit: REDS, told: false }, false],
    ["asks for what was lit long ago", block(YELLOWS, ASKS), { lit: REDS, told: true }, true],
    ["asks for a green a moment ago", block(WALK, ASKS), { lit: REDS, told: false }, true],
    ["asks for a green that is lit", block(WALK, ASKS), { lit: WALK, told: true }, false],
  ])("%s", (_, words, lit, wrong) => {
    const found = unwanted(words, withdrawn, "direct-lamps", () => lit);
    expect(found !== null).toBe(wrong);
  });
});
