import fc from "fast-check";
import { expect, test } from "vitest";
import type { LoggedEvent } from "../src/events.ts";
import { createRing } from "../src/log/ring.ts";

const eventOf = (id: number): LoggedEvent => ({
  v: 1,
  id,
  ts: "2026-11-21T12:00:00.000Z",
  boot: "run1",
  seq: id,
  mono_ms: id,
  class: "signal",
  name: "begin-walk",
  code: 21,
  param: 4,
  numbers: { wait_s: id / 7 },
  historical: false,
});

test("gives back what a plain list of the newest events would", () => {
  const gaps = fc.array(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 5 }));
  const asks = fc.array(fc.tuple(fc.nat(60), fc.nat(60), fc.nat(12)), { minLength: 1 });
  fc.assert(
    fc.property(gaps, asks, fc.integer({ min: 1, max: 20 }), (batches, questions, most) => {
      const ring = createRing(most);
      let id = 0;
      const all: LoggedEvent[] = [];
      for (const batch of batches) {
        const events = batch.map((gap) => eventOf((id += gap)));
        all.push(...events);
        ring.add(events);
      }
      const kept = all.slice(-most);
      expect(ring.firstId()).toBe(kept[0]?.id ?? null);
      for (const [after, last, limit] of questions) {
        const later = kept.filter((one) => one.id > after);
        expect(ring.next(after)).toEqual(later[0] ?? null);
        expect(ring.newest(after, limit)).toEqual(limit === 0 ? [] : later.slice(-limit));
        const upTo = later.filter((one) => one.id <= last);
        expect(ring.oldest(after, last, limit)).toEqual(upTo.slice(0, limit));
      }
    }),
  );
});
