import type { Inputs } from "@crossing/config";
import { expect, test } from "vitest";
import { PLAN, QUIET, run } from "./strip.ts";

/** An evening in one line an event: second, code, name. */
const log = (length: number, inputs: (second: number) => Inputs): string[] =>
  run(PLAN, length, inputs).flatMap(({ events }) =>
    events.map(({ at, code, name, param }) => `${at / 1000} ${code ?? "-"} ${name} ${param}`),
  );

test("a service leaves the codes that performance tools read", () => {
  expect(
    log(31, (second) => ({
      ...QUIET,
      zones: { A: { waiting: second >= 3 && second < 18 ? 2 : 0 }, B: { waiting: 0 } },
      crossing: second >= 18 && second < 26 ? 2 : 0,
    })),
  ).toEqual([
    "0 - control-taken 0",
    "2 1 begin-green 2",
    "5 90 zone-on 1",
    "5 45 call-registered 4",
    "12 4 gap-out 2",
    "12 7 end-green 2",
    "12 8 begin-yellow 2",
    "15 9 end-yellow 2",
    "15 10 begin-red-clearance 2",
    "17 11 end-red-clearance 2",
    "17 21 begin-walk 4",
    "18 89 zone-off 1",
    "24 22 begin-ped-clearance 4",
    "28 23 begin-dont-walk 4",
    "30 1 begin-green 2",
    "30 - service-end 4",
  ]);
});

test("begin walk tells the waits it ends; the end of a service tells whether anybody used it", () => {
  const steps = run(PLAN, 40, (second) => ({
    ...QUIET,
    zones: { A: second < 18 ? { waiting: 2, waits_s: [second, 1] } : { waiting: 0 }, B: null },
    crossing: 0,
  }));
  const events = steps.flatMap((done) => done.events);
  const walk = events.find(({ name }) => name === "begin-walk");
  const end = events.find(({ name }) => name === "service-end");
  expect(walk?.numbers).toEqual({ waiting: 2, wait_max_s: 17, wait_sum_s: 18, w0: 17, w1: 1 });
  expect(end?.numbers).toEqual({ people: 0, known: 1, empty: 1 });
});

test("a service that nobody could watch is not called empty", () => {
  const steps = run(PLAN, 45, () => ({ ...QUIET, buttons: { A: true }, crossing: null }));
  const end = steps.flatMap((done) => done.events).find(({ name }) => name === "service-end");
  expect(end?.numbers).toEqual({ people: 0, known: 0, empty: 0 });
});

test("people who are only counted have waited as long as the zone was asked from", () => {
  const steps = run(PLAN, 20, () => ({
    ...QUIET,
    zones: { A: { waiting: 1 }, B: { waiting: 0 } },
  }));
  const walk = steps.flatMap((done) => done.events).find(({ name }) => name === "begin-walk");
  expect(walk?.numbers).toEqual({ waiting: 1, wait_max_s: 17, wait_sum_s: 17, w0: 17 });
});

test("who gave up, who went blind, who pressed, who passed, who walked on red: each leaves a line", () => {
  const lines = log(40, (second) => ({
    ...QUIET,
    zones: {
      A: { waiting: second >= 3 && second < 8 ? 1 : 0 },
      B: second === 12 ? null : { waiting: 0 },
    },
    buttons: { A: second === 30 },
    lanes: [{ id: "W0", queue: 1, eta_s: [], passages: second === 20 ? 2 : 0 }],
    crossing: second === 25 ? 1 : 0,
  }));
  expect(lines).toEqual([
    "0 - control-taken 0",
    "2 1 begin-green 2",
    "5 90 zone-on 1",
    "5 45 call-registered 4",
    "11 89 zone-off 1",
    "11 44 call-dropped 4",
    "11 - left-waiting 4",
    "12 91 zone-blind 2",
    "12 90 zone-on 2",
    "12 45 call-registered 4",
    "13 92 zone-restored 2",
    "16 89 zone-off 2",
    "16 44 call-dropped 4",
    "16 - left-waiting 4",
    "20 82 vehicle-passed 21",
    "25 - red-crossing 4",
    "30 90 button-pressed 11",
    "30 45 call-registered 4",
  ]);
});
