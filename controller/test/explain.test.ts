import type { ReasonCode } from "@crossing/config";
import { explain } from "@crossing/controller";
import { expect, test } from "vitest";

const CODES: Readonly<Record<ReasonCode, Record<string, number>>> = {
  "start-up": { remaining_s: 3 },
  "rest-no-demand": {},
  "confirm-dwell": { waiting: 1, dwell_s: 2 },
  "hold-min-green": { waiting: 4, oldest_s: 18, remaining_s: 9 },
  "hold-presence": { waiting: 2, oldest_s: 8, remaining_s: 12 },
  "extend-vehicle": { vehicles: 3, waiting: 2, oldest_s: 12, remaining_s: 14 },
  "gap-out": { gap_s: 3, waiting: 2, oldest_s: 11 },
  "max-out": { limit_s: 30, waiting: 2, oldest_s: 31 },
  "max-wait": { limit_s: 60, waiting: 2, oldest_s: 54 },
  "presence-served": { waiting: 1, oldest_s: 20, limit_s: 20 },
  "marginal-hold": {
    vehicles: 6,
    better_in_s: 9,
    waiting: 2,
    oldest_s: 18,
    costs_more_person_s: 41,
    red_chance: 0.12,
  },
  "marginal-serve": { saved_person_s: 4, waiting: 2, oldest_s: 18, vehicles: 1 },
  "outside-window": { remaining_s: 12, waiting: 1, oldest_s: 9 },
  "cycle-hold": { cycle_s: 80, remaining_s: 12, waiting: 0 },
  "cycle-serve": { cycle_s: 80, waiting: 0 },
  "press-awaited": { waiting: 1, oldest_s: 9 },
  "press-hold": { waiting: 1, oldest_s: 9, remaining_s: 3 },
  "press-served": { waiting: 1, oldest_s: 9 },
  "threshold-hold": { waiting: 1, limit_people: 3, oldest_s: 9, limit_s: 40, remaining_s: 31 },
  "threshold-serve": { waiting: 3, limit_people: 3, oldest_s: 9, limit_s: 40 },
  committed: { walk_in_s: 6 },
  "yellow-change": { remaining_s: 2 },
  "red-clearance": { remaining_s: 1 },
  walk: { remaining_s: 5, on_crossing: 2 },
  "walk-held": { remaining_s: 9, on_crossing: 1 },
  "clear-fixed": { remaining_s: 6 },
  "clear-minimum": { remaining_s: 2 },
  "clear-occupied": { on_crossing: 1, remaining_s: 9 },
  "clear-empty": { remaining_s: 9 },
  "clear-in-doubt": { remaining_s: 9 },
  buffer: { remaining_s: 2 },
  "red-yellow": { remaining_s: 1 },
  withdrawn: {},
  "link-lost": {},
  "link-mismatch": {},
  "link-refused": {},
  rejoin: { remaining_s: 4 },
  pinned: { remaining_s: 900 },
  fault: {},
};

test.each(Object.entries(CODES))(
  "%s is explained in both languages with its numbers",
  (code, numbers) => {
    const reason = { code: code as ReasonCode, numbers };
    const [en, zh] = [explain(reason, "en"), explain(reason, "zh")];
    expect(en).toMatch(/^[A-Z].*\.$/);
    expect(zh).toMatch(/[一-龥].*。$/);
    for (const sentence of [en, zh]) expect(sentence).not.toContain("?");
  },
);

test("a number that the reason does not carry is not invented", () => {
  expect(explain({ code: "buffer", numbers: {} }, "en")).toBe(
    "All red before vehicles go: ? s more.",
  );
});

test("the sentence of the wireframe", () => {
  const reason = { code: "hold-min-green", numbers: CODES["hold-min-green"] } as const;
  expect(explain(reason, "zh")).toBe("保持机动车绿灯：4 人等待，最长 18 秒；最小绿灯还剩 9 秒。");
  expect(explain(reason, "en")).toBe(
    "Holding vehicle green: 4 waiting, longest 18 s; minimum green ends in 9 s.",
  );
});

test("seconds still to come are rounded up, as on the displays", () => {
  expect(explain({ code: "buffer", numbers: { remaining_s: 0.3 } }, "en")).toBe(
    "All red before vehicles go: 1 s more.",
  );
  expect(explain({ code: "committed", numbers: { walk_in_s: 4.1 } }, "zh")).toContain("5 秒");
});
