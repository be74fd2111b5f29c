import {
  earlier,
  elapsed,
  fresh,
  inSeconds,
  instant,
  later,
  milliseconds,
  seconds,
  sum,
} from "@crossing/config";
import { expect, test } from "vitest";

test("seconds are kept as whole milliseconds", () => {
  expect(seconds(0.1 + 0.2)).toBe(300);
  expect(inSeconds(seconds(2.5))).toBe(2.5);
});

test("moments and lengths of time add up", () => {
  const at = instant(1000);
  expect(later(at, seconds(2))).toBe(3000);
  expect(earlier(at, milliseconds(400))).toBe(600);
  expect(elapsed(at, instant(2500))).toBe(1500);
  expect(sum(seconds(1), seconds(2))).toBe(3000);
});

test("a record is believed to the end of its time to live, and not a moment longer", () => {
  const record = { seq: 1, at: instant(1000), ttl: seconds(1) };
  expect(fresh(record, instant(2000))).toBe(true);
  expect(fresh(record, instant(2001))).toBe(false);
  expect(fresh({ ...record, at: instant(9000) }, instant(1000))).toBe(false);
});
