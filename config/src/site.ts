/**
 * The site file: everything about one crossing that is not code. Strict: an unknown key is an error.
 *
 * Numbers carry their unit in the name. Positions in a picture are fractions 0..1 of its width and
 * height, so a new camera keeps its zones. `site.schema.json` is made from this schema.
 */
import { z } from "zod";
import { BEHAVIOUR, behaviourSchema } from "./behaviour.ts";
import { cabinetSchema } from "./cabinet-site.ts";
import { VISION, cameraSchema, visionSchema } from "./camera-site.ts";
import { id, words } from "./site-words.ts";
import {
  WEIGHTS,
  coordinationSchema,
  demandSchema,
  flowsSchema,
  policySchema,
  recallSchema,
  timingSchema,
  weightsSchema,
} from "./timing-site.ts";

export { VISION } from "./camera-site.ts";
export { WEIGHTS } from "./timing-site.ts";

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
  timing: timingSchema,
  demand: demandSchema,
  policy: policySchema,
  weights: weightsSchema.default(WEIGHTS),
  flows: flowsSchema.default({ people_per_h: 60, vehicles_per_h: 1200 }),
  behaviour: behaviourSchema.default(BEHAVIOUR),
  coordination: coordinationSchema.default(null),
  recall: recallSchema.default(null),
  cameras: z.array(cameraSchema).min(1).max(8),
  vision: visionSchema.default(VISION),
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
