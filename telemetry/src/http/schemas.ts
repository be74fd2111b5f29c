/** The shapes of the API for `/openapi.json`. The compiler asks here for every field of config/src/api.ts. */
import type { EventView, MeasuresView, StateView } from "@crossing/config";

type Schema = Readonly<Record<string, unknown>>;
type Fields<T> = Readonly<Record<keyof T, Schema>>;

const text = (description: string): Schema => ({ type: "string", description });
const num = (description: string): Schema => ({ type: "number", description });
const orNull = (type: string, description: string): Schema => ({
  type: [type, "null"],
  description,
});
const words = (...values: readonly string[]): Schema => ({ type: "string", enum: values });
const record = (description: string): Schema => ({ type: "object", description });

const object = (description: string, properties: Schema): Schema => ({
  type: "object",
  description,
  properties,
  required: Object.keys(properties),
});

const vehicle = words("green", "yellow", "red", "red-yellow", "flashing-yellow", "dark");
const ped = words("walk", "flashing-walk", "dont-walk", "dark");

const measures: Fields<MeasuresView> = {
  since: text("RFC 3339 UTC: when counting began"),
  wait_mean_s: orNull("number", "mean wait of people served or gone, s"),
  wait_p95_s: orNull("number", "95 of 100 waited no longer, s"),
  vehicle_delay_s: orNull("number", "queue delay per vehicle, s"),
  walks: num("walks begun"),
  empty_greens: orNull("number", "share of walks that nobody used"),
  red_crossings: num("people who walked against red"),
  wait_trend_s: { type: "array", items: { type: ["number", "null"] }, minItems: 12, maxItems: 12 },
};

const state: Fields<StateView> = {
  v: { const: 1 },
  ts: text("RFC 3339 UTC, ms"),
  boot: text("random word of this run of control"),
  seq: num("number of the trace in this run"),
  site: text("site id"),
  interval: words(
    "start-up",
    "vehicle-green",
    "yellow-change",
    "red-clearance",
    "walk",
    "ped-clearance",
    "buffer",
    "red-yellow",
    "fault-flash",
  ),
  vehicle,
  ped,
  shown: {
    type: ["object", "null"],
    description: "read back from the cabinet",
    properties: { vehicle, ped },
  },
  time_in_interval_s: num("since when this interval lasts, s"),
  countdown_s: orNull("number", "pedestrian countdown, s; null: dark"),
  vehicle_countdown_s: orNull("number", "vehicle countdown, s; null: dark"),
  bollards: words("green", "red", "dark"),
  voice: { enum: ["cross", "wait", null], description: "the prompt spoken now" },
  call_lamps: record("by zone: the call is registered"),
  waiting: record("people waiting by zone; null: not seen"),
  zones: record("by zone: waiting, waits_s, approaching_s; null: not seen"),
  oldest_wait_s: num("longest wait now, s"),
  on_crossing: orNull("number", "people on the carriageway; null: not seen"),
  lanes: { type: "array", items: record("id, queue, eta_s, passages") },
  mode: words("normal", "partial", "no-vision", "withdrawn", "fault"),
  level: num("0 normal, 1 partial vision, 2 no vision, 3 withdrawn, 4 no link, 5 fault latched"),
  alarms: { type: "array", items: { type: "string" }, description: "what to look at, by name" },
  alarms_since: record("by alarm: RFC 3339 UTC since when it holds"),
  cameras: record("by camera: state, believed, faults, since (RFC 3339 UTC)"),
  link: words("up", "lost", "mismatch", "refused"),
  faults: { type: "array", items: { type: "string" } },
  reason: object("why", { code: text("reason code"), numbers: record("its numbers") }),
  cabinet: record("health of the line to the cabinet; counters since control started"),
  mqtt_connected: { type: "boolean" },
  stale: { type: "boolean", description: "true: control is not heard, everything here is old" },
  measures: object("the last hour", measures),
};

const event: Fields<Omit<EventView, "cause"> & { id: number }> = {
  v: { const: 1 },
  id: num("place in this crossing's log; counts through restarts"),
  ts: text("RFC 3339 UTC, ms"),
  boot: text("run of control"),
  seq: num("number in that run"),
  mono_ms: num("moment on the machine's monotonic clock, ms"),
  class: words("signal", "detector", "decision", "fault", "audit", "config"),
  name: text("what changed"),
  code: orNull("number", "Purdue hi-resolution event code"),
  param: num("phase, detector or channel"),
  numbers: record("numbers of this event"),
  historical: { type: "boolean", description: "sent to the broker later than it happened" },
};

/** An event; some have a cause. */
const eventWithCause: Schema = {
  ...object("One line of the event log.", event),
  properties: { ...event, cause: text("why, in a word; only where a number does not say it") },
};

const refusal = object("What was refused, and what to do.", {
  error: text("short code"),
  message: text("one sentence"),
});

const oneOf = (property: string, schema: Schema): Schema => ({
  type: "object",
  properties: { [property]: schema },
  required: [property],
  additionalProperties: false,
});

/** A demo action: what to do with which fields, and nothing else. */
const action = (what: string, fields: Schema): Schema => ({
  type: "object",
  properties: { do: { const: what }, ...fields },
  required: ["do", ...Object.keys(fields)],
  additionalProperties: false,
});
const zone = { type: "string", maxLength: 16 };
const count = { type: "integer", minimum: 1, maximum: 50 };
const breakable = words("camera-A", "camera-B", "modbus", "cable", "broker", "vision", "edge");

/** Answers, by what they are. */
export const ANSWER = {
  refusal,
  state: object("The crossing now.", state),
  events: { type: "array", items: eventWithCause },
  request: object("What control did.", {
    accepted: { type: "boolean" },
    why: text("one sentence"),
  }),
  demo: object("What is broken now.", { broken: { type: "array", items: breakable } }),
} as const;

/** Bodies of writes; anything else in them is refused. */
export const BODY = {
  request: oneOf("request", words("ped-call", "clear-fault", "withdraw", "resume")),
  preview: oneOf("seconds", { type: "number", minimum: 0, maximum: 600 }),
  demo: {
    oneOf: [
      action("people", { zone, count }),
      action("cars", { count }),
      action("button", { zone }),
      action("break", { what: breakable, broken: { type: "boolean" } }),
    ],
  },
} as const;
