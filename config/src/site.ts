/**
 * The site file: everything about one crossing that is not code. Strict: an unknown key is an error.
 *
 * Numbers carry their unit in the name. Positions in a picture are fractions 0..1 of its width and
 * height, so a new camera keeps its zones. `site.schema.json` is made from this schema.
 */
import { z } from "zod";
import { BEHAVIOUR, behaviourSchema } from "./behaviour.ts";
import { cabinetSchema } from "./cabinet-site.ts";

const words = z
  .strictObject({ zh: z.string().min(1), en: z.string().min(1) })
  .describe("the same words in Chinese and English");

const id = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,16}$/, "letters, digits and '-', at most 16, as in 'A' or 'W0'");

const fraction = z.number().min(0).max(1);

const point = z.tuple([fraction, fraction]);

const polygon = z
  .array(point)
  .min(3, "a polygon has at least 3 points [x, y], fractions 0..1 of the picture")
  .describe("corners [x, y] in fractions 0..1 of the picture");

const s = (wanted: string, min: number, max: number) =>
  z.number().min(min, wanted).max(max, wanted).describe(`${wanted}; s`);

const crossing = z.strictObject({
  length_m: z
    .number()
    .min(3, "3 to 60 m, kerb to kerb")
    .max(60, "3 to 60 m, kerb to kerb")
    .describe("kerb to kerb along the crosswalk; m"),
  width_m: z.number().min(1.5).max(20).describe("width of the crosswalk, 1.5 to 20 m"),
  refuge: z.boolean().describe("whether people can wait in the middle"),
  design_speed_m_per_s: z
    .number()
    .min(0.5, "0.5 to 1.4 m/s; 1.2 m/s is usual, 1.0 where many are old or young")
    .max(1.4, "0.5 to 1.4 m/s; 1.2 m/s is usual, 1.0 where many are old or young")
    .describe("walking speed that clearances are made for; m/s"),
  slow_speed_m_per_s: z
    .number()
    .min(0.3)
    .max(1.2)
    .describe("walking speed of the slowest person that adaptive clearance waits for; m/s"),
});

const lane = z.strictObject({
  id,
  direction: z
    .enum(["A-to-B-left", "A-to-B-right"])
    .describe("which way vehicles go, as seen by somebody who crosses from zone 1 to zone 2"),
  advance_loop: z.int().min(1).max(16).nullable().describe("loop before the stop line, or null"),
  advance_distance_m: z.number().min(0).max(300).describe("from advance loop to stop line; m"),
  stop_loop: z.int().min(1).max(16).nullable().describe("loop at the stop line, or null"),
  free_speed_m_per_s: z.number().min(3).max(35).describe("free-flow speed; m/s"),
});

const timing = z.strictObject({
  vehicle_min_green_s: s("vehicle green is kept 5 to 120 s at least; 15 to 20 s is usual", 5, 120),
  vehicle_max_green_s: s(
    "vehicle green ends 5 to 180 s after a call at the latest, vehicles or not; 30 to 45 s is usual",
    5,
    180,
  ),
  passage_s: s("gap in the traffic that ends vehicle green, 0.5 to 10 s; 3 s is usual", 0.5, 10),
  yellow_s: s("yellow change is 3 to 6 s", 1, 6),
  red_clearance_s: s("red clearance is 0 to 10 s; 2 s is usual", 0, 10),
  walk_min_s: s("walk is never shorter than 4 s; 7 s is usual", 4, 60),
  walk_max_s: s("walk ends after 4 to 120 s at the latest", 4, 120),
  ped_clearance_s: s("fixed ped clearance, 1 to 60 s; length / design speed or more", 1, 60),
  ped_clearance_min_s: s("adaptive ped clearance is never shorter than 1 s", 1, 60),
  ped_clearance_max_s: s(
    "adaptive ped clearance ends at the latest after 1 to 60 s; length / slow speed or more",
    1,
    60,
  ),
  adaptive_clearance: z
    .boolean()
    .describe("whether ped clearance ends early when the crossing is seen to be empty"),
  buffer_s: s("steady don't walk before vehicles go, 0 to 10 s; 2 to 3 s is usual", 0, 10),
  red_yellow_s: s("red with yellow before vehicle green, 0 to 3 s; 0 where it is not used", 0, 3),
  start_up_s: s("all red after start-up, 1 to 60 s; 5 s is usual", 1, 60),
  countdown_s: s("announced seconds to walk, 0 (none) to 35 s; 8 s costs little", 0, 35),
  max_wait_s: s("nobody waits longer than this, 10 to 180 s; 60 s is almost free", 10, 180),
});

const demand = z.strictObject({
  dwell_s: s("a person must stand 0 to 10 s before it is a call; 1.5 s is usual", 0, 10),
  cancel_s: s("a call is dropped after the zone is empty for 0.5 to 30 s; 3 s is usual", 0.5, 30),
});

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day, 00:00 to 23:59")
  .describe("local time of day, HH:MM");

const policy = z.discriminatedUnion("name", [
  z
    .strictObject({
      name: z.literal("marginal"),
      horizon_s: s("how far ahead a later service is weighed, 5 to 60 s; 30 s is usual", 5, 60),
    })
    .describe("serves when waiting longer would cost people and vehicles more than it saves"),
  z
    .strictObject({
      name: z.literal("fixed"),
      programmes: z
        .array(
          z.strictObject({
            from: timeOfDay,
            cycle_s: s("a whole cycle, 30 to 240 s", 30, 240),
            walk_s: s("walk in each cycle, 4 to 60 s", 4, 60),
          }),
        )
        .min(1, "a fixed plan has at least one programme")
        .describe("by time of day; the first also where the time is not known"),
    })
    .describe("people are served in every cycle, there or not"),
  z
    .strictObject({
      name: z.literal("push-button"),
      green_s: s("vehicle green before a press is served, 5 to 120 s", 5, 120),
      walk_s: s("fixed walk, 4 to 60 s", 4, 60),
    })
    .describe("as a PELICAN: only a press counts, and vehicle green has a fixed length after it"),
  z.strictObject({ name: z.literal("puffin") }),
  z
    .strictObject({
      name: z.literal("threshold"),
      people: z.int().min(1).max(50).describe("so many people waiting are served"),
      wait_s: s("or anybody who has waited so long, 0 to 120 s", 0, 120),
    })
    .describe("serves N people, or W seconds, whichever comes first"),
  z.strictObject({
    name: z.literal("tongzhou-2019"),
    presence_s: s("time from presence to the countdown, 0 to 60 s; 20 s was observed", 0, 60),
    green_s: s("fixed walk, 4 to 60 s; 15 s was observed", 4, 60),
  }),
]);

/** What costs what, in person-seconds: the one scale on which a service is weighed against a delay. */
export const WEIGHTS = {
  ped_second: 2,
  knee_s: 30,
  knee_scale_s: 30,
  persons_per_vehicle: 1.4,
  stop: 8,
  violation: 40,
  conflict: 120,
  leaver: 60,
  vulnerable: 2,
} as const;

const weight = (what: string, max: number) => z.number().min(0).max(max).describe(what);

const weights = z
  .strictObject({
    ped_second: weight(
      "the knob: what a second of a person's waiting is worth, in seconds of somebody in a vehicle; 2 is usual, 0.5 to 8 make sense",
      20,
    ),
    knee_s: weight("a wait longer than this weighs more with each second; s", 300),
    knee_scale_s: z
      .number()
      .min(1)
      .max(300)
      .describe("a wait W over the knee weighs W + (W - knee)^2 / this; s"),
    persons_per_vehicle: weight("people in a vehicle, on average", 100),
    stop: weight("a vehicle's stop, in person-seconds", 100),
    violation: weight("somebody crossing on red, in person-seconds", 1000),
    conflict: weight(
      "somebody crossing on red right before a vehicle, on top of it; person-seconds",
      10000,
    ),
    leaver: weight("somebody who gives up, in person-seconds", 1000),
    vulnerable: weight("how many others a child, an old or a disabled person counts for", 10),
  })
  .describe("what costs what; person-seconds of somebody in a vehicle unless said otherwise");

const flows = z
  .strictObject({
    people_per_h: z.number().min(0).max(20000),
    vehicles_per_h: z.number().min(0).max(20000).describe("all lanes together"),
  })
  .describe("usual flows: what the decision begins with until it has counted for itself");

const coordination = z
  .strictObject({
    cycle_s: s("cycle of the neighbouring signals, 30 to 240 s", 30, 240),
    offset_s: s(
      "when in local time the cycle begins, seconds after midnight modulo the cycle",
      0,
      240,
    ),
    window_s: z
      .tuple([z.number().min(0).max(240), z.number().min(0).max(240)])
      .describe("vehicle green may end from, to; s after the cycle began"),
  })
  .nullable()
  .describe(
    "serve only where the neighbours leave a gap; the longest wait goes before it. Costs people much: see docs",
  );

const camera = z.strictObject({
  id,
  source: z
    .string()
    .min(1)
    .describe("file, rtsp://..., /dev/video0, or street:<view> for the simulated street"),
  fps: z.number().min(1).max(30).describe("frames looked at per second; 10 is usual"),
  confidence_min: z
    .number()
    .min(0.05)
    .max(0.99)
    .describe("boxes below this score are left out; 0.40 for the default model"),
  mount: z
    .strictObject({
      height_m: z.number().min(1).max(30),
      pitch_deg: z.number().min(0).max(90),
      yaw_deg: z.number().min(-180).max(180),
    })
    .describe("how it hangs; used to draw the simulated street and to check the picture"),
  zones: z
    .array(z.strictObject({ zone: id, polygon }))
    .describe("waiting zones that this camera sees; none for a camera that sees only vehicles"),
  crosswalk: polygon.nullable().describe("the carriageway part of the crosswalk, or null"),
  lanes: z
    .array(z.strictObject({ lane: id, polygon }))
    .default([])
    .describe("approach lanes that this camera sees, from the stop line upstream"),
  ground: z
    .array(z.strictObject({ image: point, metres: z.tuple([z.number(), z.number()]) }))
    .default([])
    .describe(
      "points known in the picture (fractions) and on the ground (metres: x along the road to the right of somebody " +
        "who crosses from zone 1 to zone 2, y across it, 0 at zone 1's kerb, x = 0 in the middle of the crosswalk); " +
        "four or more, no three in a line, or none: written by vision calibrate",
    ),
  landmarks: z
    .array(z.strictObject({ at: point, patch: z.string().max(4000) }))
    .max(16)
    .default([])
    .describe(
      "small patches of unmoving background, to tell a camera that was moved: written by vision calibrate",
    ),
});

const mqtt = z.strictObject({
  url: z.string().regex(/^(mqtts?|wss?):\/\//, "mqtt://host:1883 or mqtts://host:8883"),
  version: z
    .union([z.literal(4), z.literal(5)])
    .describe("5, or 4 for brokers that know only 3.1.1"),
  username: z.string().nullable(),
  password_file: z
    .string()
    .nullable()
    .describe("file with the password; never the password itself"),
});

const http = z.strictObject({
  host: z.string().min(1).describe("127.0.0.1 unless a token is set"),
  port: z.int().min(0).max(65535),
  token_file: z
    .string()
    .nullable()
    .describe("file with the bearer token; needed for any address but loopback"),
});

const vision = z.strictObject({
  model: z
    .string()
    .nullable()
    .describe("name of a model in the models folder, or path of an ONNX file; null: the default"),
  precision: z
    .enum(["fp32", "int8"])
    .describe(
      "int8: about half the time, nearly as exact; fp32 where the model has no such variant",
    ),
  engine: z
    .enum(["native", "wasm"])
    .describe("wasm runs where the native engine does not, six times slower"),
});

/** The default model in bytes on the native engine: finer looks at the same cost are worth more than exact weights. */
export const VISION: z.infer<typeof vision> = { model: null, precision: "int8", engine: "native" };

const log = z
  .strictObject({
    keep_days: z.int().min(7).max(4000).describe("day files of the event log that are kept"),
    keep_mb: z
      .int()
      .min(100)
      .max(1_000_000)
      .describe("all day files together; the oldest go first, never the newest; MB"),
  })
  .describe("how much of the event log stays on the box");

/** Over a year of days, and what fits on the smallest disk. */
export const LOG: z.infer<typeof log> = { keep_days: 400, keep_mb: 2000 };

/** The site file as it is written, checked field by field. Cross-field rules: `check` in check.ts. */
export const siteSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{1,32}$/, "small letters, digits and '-', at most 32"),
  name: words,
  location: z
    .strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) })
    .nullable(),
  assumed: z
    .array(z.string())
    .describe("paths of values that nobody has measured yet, as 'crossing.length_m'"),
  profile: z
    .enum(["cn-gb", "us-mutcd", "uk-puffin", "de-rilsa"])
    .describe("the rules this crossing must obey"),
  crossing,
  zones: z
    .array(z.strictObject({ id, name: words, button: z.boolean() }))
    .length(2, "exactly two waiting zones, one at each kerb"),
  lanes: z.array(lane).min(1).max(8),
  timing,
  demand,
  policy,
  weights: weights.default(WEIGHTS),
  flows: flows.default({ people_per_h: 60, vehicles_per_h: 1200 }),
  behaviour: behaviourSchema.default(BEHAVIOUR),
  coordination: coordination.default(null),
  cameras: z.array(camera).min(1).max(8),
  vision: vision.default(VISION),
  cabinet: cabinetSchema,
  bollards: z.strictObject({ per_side: z.int().min(0).max(8) }),
  prompts: z
    .strictObject({ cross: words, wait: words })
    .describe("what the bollards say: in walk, and to somebody who walks on red"),
  mqtt: mqtt.nullable(),
  http,
  log: log.default(LOG),
});

/** A checked site file. */
export type Site = z.infer<typeof siteSchema>;
/** The timing sheet of a site. */
export type TimingSheet = Site["timing"];
/** One camera of a site. */
export type CameraSite = Site["cameras"][number];
/** One vehicle lane of a site. */
export type LaneSite = Site["lanes"][number];
/** What costs what at a site. */
export type Weights = Site["weights"];
/** The policy of a site with its own numbers. */
export type PolicySite = Site["policy"];

/** The JSON Schema of a site file, for editors. */
export const siteJsonSchema = (): object => ({
  ...z.toJSONSchema(siteSchema),
  title: "Site file of a pedestrian crossing",
});
