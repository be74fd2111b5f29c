/**
 * The lines that the eyes and edge send to control, from their bytes to the tick.
 *
 * Whatever comes, a tick throws nothing and breaks no invariant, lines of one tick cost it little, and soon after the
 * last word nobody is believed any more.
 */
import { CONTROL_LINE_MAX, asEventAck, asObservation, asRequest, readLines } from "@crossing/cli";
import { type TraceRecord, instant } from "@crossing/config";
import { createLoop } from "@crossing/controller/loop";
import fc from "fast-check";
import { anyJson, inPieces, mutatedJson, noJson } from "../nasty.ts";
import { must, plainTarget } from "../target.ts";
import { PILOT, QUIET } from "./pilot.ts";

const NOW = 1_000_000;
const TICK_MS = 100;
/** Longer than any record may be believed. */
const FORGOTTEN_MS = 30_000;

const OBSERVATION = {
  type: "observation",
  seq: 7,
  at: NOW,
  ttl: 1000,
  camera: PILOT.cameras[0]!.id,
  frameAt: NOW - 80,
  zones: Object.fromEntries(
    PILOT.zones.map(({ id }) => [
      id,
      { waiting: 2, waits_s: [3, 1], approaching_s: [2], vulnerable: 1 },
    ]),
  ),
  crossing: 1,
  vehicles: 2,
  lanes: PILOT.lanes.map(({ id }) => ({ id, queue: 1, eta_s: [2.5, 8], passages: 3 })),
  lookahead_s: 12,
  steppedOff: 4,
  clearsIn_s: 3.5,
  health: { believed: true, faults: ["noisy"] },
};
const REQUEST = { type: "request", seq: 1, at: NOW, ttl: 1000, id: "a1", request: "ped-call" };
const ACK = { type: "event-ack", boot: "b", seq: 3 };

/** As large, small, many and far as numbers and lists can be and still be numbers and lists. */
const count = fc.constantFrom(0, 1, 2, 7, 40, 65_536, 1e9, Number.MAX_SAFE_INTEGER);
const time = fc.constantFrom(0, -0, 5e-324, 0.5, 3, 120, 1e9, 2 ** 53, 1e300, 1.7e308);
const times = fc.oneof(
  fc.array(time, { maxLength: 8 }),
  fc.array(time, { minLength: 300, maxLength: 900 }),
);
const maybe = <T>(some: fc.Arbitrary<T>) => fc.oneof(some, fc.constant(undefined));
const oneOf = (ids: readonly { readonly id: string }[]) =>
  fc.constantFrom(...ids.map(({ id }) => id), "nobody", "__proto__", "toString");
const extremeObservation = fc
  .record({
    type: fc.constant("observation"),
    seq: count,
    at: fc.oneof(fc.constantFrom(NOW, NOW - 900, NOW + 900), time),
    ttl: fc.oneof(fc.constant(1000), time),
    camera: oneOf(PILOT.cameras),
    frameAt: fc.oneof(fc.constant(NOW - 80), time),
    zones: fc.dictionary(
      oneOf(PILOT.zones),
      fc.record({
        waiting: count,
        waits_s: maybe(times),
        approaching_s: maybe(times),
        vulnerable: maybe(count),
      }),
    ),
    crossing: fc.oneof(count, fc.constant(null)),
    vehicles: count,
    lanes: fc.array(
      fc.record({
        id: oneOf(PILOT.lanes),
        queue: fc.oneof(count, fc.constant(null)),
        eta_s: times,
        passages: count,
      }),
      { maxLength: 5 },
    ),
    lookahead_s: maybe(fc.oneof(time, fc.jsonValue())),
    steppedOff: maybe(fc.oneof(count, fc.jsonValue())),
    clearsIn_s: maybe(fc.oneof(time, fc.jsonValue())),
    health: maybe(fc.jsonValue()),
  })
  .map((record) => JSON.stringify(record));

const line = fc.oneof(
  { weight: 10, arbitrary: extremeObservation },
  { weight: 10, arbitrary: mutatedJson(OBSERVATION) },
  { weight: 2, arbitrary: mutatedJson(REQUEST) },
  mutatedJson(ACK),
  anyJson,
  noJson,
);

export const linkLines = plainTarget(
  {
    name: "lines to control",
    fed: "observations of extreme numbers, requests and acknowledgements with parts changed, any bytes, in any pieces",
    inControl: true,
  },
  fc.record({
    lines: fc.array(line, { maxLength: 6 }),
    cuts: fc.array(fc.nat(), { maxLength: 6 }),
  }),
  ({ lines, cuts }) => {
    let now = NOW;
    let last: TraceRecord | null = null;
    const loop = createLoop({
      site: PILOT,
      boot: "b",
      clock: { now: () => instant(now) },
      cabinet: QUIET,
      trace: (record) => (last = record),
    });
    const tick = (): TraceRecord => {
      loop.tick(0);
      must(last !== null, "every tick is told");
      must(
        !last.events.some(({ name }) => name === "invariant-broken"),
        "no input breaks an invariant",
      );
      return last;
    };
    const reader = readLines(CONTROL_LINE_MAX, (record) => {
      const observation = asObservation(record);
      if (observation !== null) return loop.observe(observation);
      const ack = asEventAck(record);
      if (ack !== null) return loop.ack(ack);
      const request = asRequest(record);
      if (request !== null) loop.request(request);
    });
    tick();
    for (const piece of inPieces(Buffer.from(`${lines.join("\n")}\n`), cuts)) reader.push(piece);
    for (let ticks = 0; ticks < 3; ticks++, now += TICK_MS) tick();
    now += FORGOTTEN_MS;
    const { inputs } = tick();
    must(
      Object.values(inputs.zones).every((zone) => zone === null),
      "old news is no news",
    );
    must(inputs.crossing === null, "an old look at the carriageway is none");
  },
);
