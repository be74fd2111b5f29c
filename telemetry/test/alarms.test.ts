import type { CabinetHealth } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { createAlarms } from "../src/alarms.ts";
import { type Scripted, trace } from "./scripted.ts";

/** An hour of wall clock that moves with the ticks; `tick` plays one at second `s`. */
function watched() {
  let s = 0;
  const alarms = createAlarms(() => new Date(Date.UTC(2026, 10, 21, 12) + s * 1000));
  const tick = (
    second: number,
    more: Partial<Scripted> & { alarms?: readonly string[]; cabinet?: Partial<CabinetHealth> } = {},
  ) => {
    s = second;
    const record = trace({ seq: second, at: second * 1000, ...more });
    const cabinet = { ...record.cabinet, ...more.cabinet };
    alarms.trace({ ...record, alarms: more.alarms ?? [], cabinet });
    return alarms.now([]);
  };
  return { alarms, tick };
}
const pressed = { inputs: { buttons: { A: true, B: false } } };

describe("a button that sticks", () => {
  test.each([
    [179, []],
    [180, ["button-A-stuck"]],
  ])("pressed without a break for %i s: %j", (s, names) => {
    const { tick } = watched();
    tick(0, pressed);
    expect(Object.keys(tick(s, pressed))).toEqual(names);
  });

  test("is none when it was let go once, when the line was down, or when control began anew", () => {
    for (const between of [{}, { inputs: { buttons: {} } }, { ...pressed, boot: "run2" }]) {
      const { tick } = watched();
      tick(0, pressed);
      tick(100, between);
      const boot = "boot" in between ? { boot: "run2" } : {};
      expect(tick(200, { ...pressed, ...boot })).toEqual({});
    }
  });

  test("is over when it comes out", () => {
    const { tick } = watched();
    tick(0, pressed);
    expect(tick(200, pressed)).toEqual({ "button-A-stuck": "2026-11-21T12:03:20.000Z" });
    expect(tick(201)).toEqual({});
  });
});

test.each([
  ["lost for 4 s", { link: "lost" }, 4, []],
  ["lost for 5 s", { link: "lost" }, 5, ["link-lost"]],
  ["refused for 5 s", { link: "refused" }, 5, ["link-refused"]],
  [
    "up, and the cabinet tells a fault",
    { faults: ["ped-button-stuck"] },
    5,
    ["cabinet-ped-button-stuck"],
  ],
] as const)("a line that is %s", (_, cabinet, s, names) => {
  const { tick } = watched();
  tick(0, { cabinet });
  expect(Object.keys(tick(s, { cabinet }))).toEqual(names);
});

test("control's own come first, and each keeps its own beginning", () => {
  const { tick, alarms } = watched();
  tick(1, { alarms: ["zone-B-unseen"] });
  tick(7, { alarms: ["zone-A-erratic", "zone-B-unseen"] });
  expect(Object.entries(alarms.now(["camera-B-frozen"]))).toEqual([
    ["zone-A-erratic", "2026-11-21T12:00:07.000Z"],
    ["zone-B-unseen", "2026-11-21T12:00:01.000Z"],
    ["camera-B-frozen", "2026-11-21T12:00:07.000Z"],
  ]);
});
