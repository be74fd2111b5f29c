/** Files of arrivals and of counts: read to the end, or refused with the lines that are wrong. */
import { countsDemand, demandProblems, readArrivals } from "@crossing/simulator";
import fc from "fast-check";
import { anyJson, mutatedJson, noJson } from "../nasty.ts";
import { must, plainTarget } from "../target.ts";
import { PILOT } from "./pilot.ts";

const HEAD = { type: "scenario", id: "a", arrivals_end_s: 60, end_s: 120, lanes: 4, width_m: 15 };
const VEHICLE = { type: "veh", t: 12.5, lane: 0, bus: false };
const PERSON = {
  type: "ped",
  t: 20,
  side: 0,
  speed: 1.31,
  patience: -1,
  gap: 6,
  leave: -1,
  press: true,
  det: true,
};

const line = fc.oneof(
  { weight: 4, arbitrary: mutatedJson(PERSON) },
  { weight: 4, arbitrary: mutatedJson(VEHICLE) },
  mutatedJson(HEAD),
  anyJson,
  noJson,
);

export const arrivals = plainTarget(
  {
    name: "arrival streams",
    fed: "lines with parts changed, any JSON, and what is none",
    inControl: false,
  },
  fc.record({ headed: fc.boolean(), lines: fc.array(line, { maxLength: 12 }) }),
  ({ headed, lines }) => {
    const read = readArrivals(
      headed ? [JSON.stringify(HEAD), ...lines] : lines,
      PILOT.lanes.length,
    );
    if (read.ok) return void demandProblems(read.spec, PILOT.lanes.length);
    must(read.problems.length > 0, "a file that is refused says what is wrong");
    must(
      read.problems.every((one) => one.startsWith("line ")),
      "a problem says its line",
    );
  },
);

const COUNTS = "from,to,people_a,people_b,vehicles\n07:00,07:15,12,9,310\n07:15,07:30,3,0,280\n";
const cell = fc.oneof(
  fc.constantFrom(
    "07:00",
    "24:00",
    "25:61",
    "-1",
    "1e9",
    "999999",
    "9999999",
    "",
    '"',
    ";",
    ",",
    "\u0000",
    "people_a",
    "vehicles",
    "veh_W0",
  ),
  fc.string({ unit: "binary", maxLength: 8 }),
);

export const counts = plainTarget(
  {
    name: "traffic counts",
    fed: "a counts file with cells changed, and any text",
    inControl: false,
  },
  fc.oneof(
    fc.array(fc.tuple(fc.nat({ max: 16 }), cell), { minLength: 1, maxLength: 4 }).map((all) =>
      all.reduce((text, [at, put]) => {
        let seen = 0;
        return text.replaceAll(/[^,\n]+/g, (found) => (seen++ === at ? put : found));
      }, COUNTS),
    ),
    fc.string({ unit: "binary", maxLength: 200 }),
  ),
  (text) => {
    const read = countsDemand(text, PILOT);
    if (!read.ok)
      must(
        read.problems.every((one) => one.startsWith("line ")),
        "a problem says its line",
      );
    else must(read.hours > 0 && read.hours <= 24, "counts are of a part of a day");
  },
);
