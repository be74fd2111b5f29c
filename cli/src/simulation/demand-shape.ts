/** What a written-out demand must hold, source by source. */
import type { PeopleSource, VehicleSource } from "@crossing/simulator";
import { type Fields, misfits } from "./shape.ts";

const PEOPLE: Readonly<Record<PeopleSource["kind"], Fields>> = {
  poisson: {
    per_h: "number",
    "profile?": [["number"]],
    "share_a?": "number",
    "groups?": { share: "number", size: ["number"] },
  },
  bus: { per_h: "number", size: ["number"], within_s: "number" },
  school: {
    people: "number",
    at_s: "number",
    within_s: "number",
    size: ["number"],
    "share_a?": "number",
  },
  counts: { intervals: [{ from_s: "number", to_s: "number", a: "number", b: "number" }] },
  listed: {
    people: [
      {
        t: "number",
        side: "number",
        "speed?": "number",
        "patience?": "number",
        "gap?": "number",
        "leave?": "number",
        "press?": "switch",
        "det?": "switch",
        "startDelay?": "number",
        "lateStarter?": "switch",
      },
    ],
  },
};

const FLEET: Fields = { "heavy_share?": "number" };

const VEHICLES: Readonly<Record<VehicleSource["kind"], Fields>> = {
  poisson: {
    ...FLEET,
    per_h: "number",
    "profile?": [["number"]],
    "lane_shares?": ["number"],
  },
  platoons: {
    ...FLEET,
    per_h: "number",
    cycle_s: "number",
    green_s: "number",
    travel_s: "number",
    dispersion: "number",
    offsets_s: ["number"],
    "lane_shares?": ["number"],
  },
  counts: { ...FLEET, intervals: [{ from_s: "number", to_s: "number", lanes: ["number"] }] },
  listed: { ...FLEET, vehicles: [{ t: "number", lane: "number", "bus?": "switch" }] },
};

/** Everything that is wrong with a written-out demand, a line each. */
export function demandMisfits(value: Readonly<Record<string, unknown>>): readonly string[] {
  const { people, vehicles, ...rest } = value;
  const sources = Array.isArray(people) ? people : [];
  return [
    ...(Array.isArray(people) ? [] : ["people: wanted a list of sources"]),
    ...sources.flatMap((source, at) => sourceMisfits(source, PEOPLE, `people.${at}`)),
    ...sourceMisfits(vehicles, VEHICLES, "vehicles"),
    ...misfits(rest, { "time_of_day_s?": "number" }),
  ];
}

function sourceMisfits(
  source: unknown,
  kinds: Readonly<Record<string, Fields>>,
  path: string,
): readonly string[] {
  const kind = (source as { readonly kind?: unknown } | null | undefined)?.kind;
  const fields = typeof kind === "string" && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (fields !== undefined) return misfits(source, { kind: "text", ...fields }, path);
  return [`${path}.kind: wanted one of ${Object.keys(kinds).join(", ")}`];
}
