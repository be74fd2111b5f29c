/** The part of the site file that says how people and vehicles share the time. */
import { z } from "zod";
import { s } from "./site-words.ts";

export const timingSchema = z.strictObject({
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

export const demandSchema = z.strictObject({
  dwell_s: s("a person must stand 0 to 10 s before it is a call; 1.5 s is usual", 0, 10),
  cancel_s: s("a call is dropped after the zone is empty for 0.5 to 30 s; 3 s is usual", 0.5, 30),
});

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day, 00:00 to 23:59")
  .describe("local time of day, HH:MM");

export const policySchema = z.discriminatedUnion("name", [
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

export const weightsSchema = z
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

export const flowsSchema = z
  .strictObject({
    people_per_h: z.number().min(0).max(20000),
    vehicles_per_h: z.number().min(0).max(20000).describe("all lanes together"),
  })
  .describe("usual flows: what the decision begins with until it has counted for itself");

export const recallSchema = z
  .strictObject({
    when: z
      .enum(["unseen", "always"])
      .describe("unseen: only while no waiting zone can be seen; always: whatever is seen"),
    programmes: z
      .array(
        z.strictObject({
          from: timeOfDay,
          after_s: s(
            "a call so long after the last walk, 0 to 180 s; it is served within the longest wait",
            0,
            180,
          ),
        }),
      )
      .min(1, "a recall has at least one programme")
      .describe("by time of day; the first also where the time is not known"),
  })
  .nullable()
  .describe(
    "calls of nobody in particular. null: at every kerb that cannot be seen somebody is assumed to wait all the time",
  );

export const coordinationSchema = z
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
