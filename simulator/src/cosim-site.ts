/** The site of a co-simulation: the keys of its hello laid over a checked site file. */
import { type Problem, type Site, checkSite, withPolicy } from "@crossing/config";

/** What a hello may say; keys that are not known are ignored, and null says nothing. */
export type HelloSite = Readonly<Record<string, unknown>>;

const TIMING_KEYS = [
  "vehicle_min_green_s",
  "vehicle_max_green_s",
  "yellow_s",
  "red_clearance_s",
  "walk_min_s",
  "walk_max_s",
  "ped_clearance_s",
  "ped_clearance_min_s",
  "ped_clearance_max_s",
  "adaptive_clearance",
  "max_wait_s",
  "countdown_s",
  "buffer_s",
] as const;

/** The merged site, or every problem with it. `policy` replaces the policy of the file. */
export function helloSite(
  base: Site,
  policy: string | undefined,
  said: HelloSite,
): { readonly site: Site } | { readonly problems: readonly Problem[] } {
  const chosen = policy === undefined ? base : withPolicy(base, policy);
  if ("wanted" in chosen) return { problems: [chosen] };
  const hello = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
  const reading = checkSite(merged(chosen, hello));
  const found = reading.ok
    ? reading.broken.filter(({ rule }) => rule?.force === "shall")
    : reading.problems;
  const problems = [...found, ...laneProblems(hello["lanes"])];
  return reading.ok && problems.length === 0 ? { site: reading.site } : { problems };
}

function merged(base: Site, hello: HelloSite): object {
  const crossing = {
    ...base.crossing,
    length_m: hello["crossing_length_m"] ?? base.crossing.length_m,
    width_m: hello["crossing_width_m"] ?? base.crossing.width_m,
    design_speed_m_per_s: designSpeed(base, hello),
  };
  const lanes = lanesOf(base, hello["lanes"]);
  return {
    ...base,
    crossing,
    lanes,
    // No camera looks in a co-simulation: what it would see of other lanes is of no matter.
    cameras: base.cameras.map((camera) => ({
      ...camera,
      lanes: camera.lanes.filter(({ lane }) => lanes.some(({ id }) => id === lane)),
    })),
    timing: timingOf(base, hello, crossing.length_m),
    weights: { ...base.weights, ...known(hello["weights"], Object.keys(base.weights)) },
    flows: { ...base.flows, ...known(hello["flows"], Object.keys(base.flows)) },
  };
}

/** The keys that are known of what a hello says; anything else in it is ignored, and what is no object says nothing. */
const known = (said: unknown, keys: readonly string[]): object =>
  typeof said === "object" && said !== null
    ? Object.fromEntries(
        Object.entries(said).filter(([key, value]) => keys.includes(key) && value !== null),
      )
    : {};

/**
 * The speed that clearances are checked against. A hello gives clearances and no walking speed: who gives one has chosen
 * its speed, up to the fastest that a clearance may be made for.
 */
const designSpeed = ({ crossing }: Site, hello: HelloSite): number =>
  CLEARANCES.some((key) => hello[key] !== undefined)
    ? Math.max(crossing.design_speed_m_per_s, FASTEST_DESIGN_M_PER_S)
    : crossing.design_speed_m_per_s;

const CLEARANCES = ["ped_clearance_s", "ped_clearance_max_s"] as const;

const FASTEST_DESIGN_M_PER_S = 1.2; // GB 50647 / GB 51038, rule cn-gb-5.

const laneProblems = (count: unknown): readonly Problem[] =>
  count === undefined || isLaneCount(count)
    ? []
    : [{ path: "lanes", value: count, wanted: "a number of lanes, 1 to 8" }];

const isLaneCount = (count: unknown): count is number =>
  typeof count === "number" && Number.isInteger(count) && count >= 1 && count <= 8;

/** That many lanes: the first half one way, the rest the other. */
function lanesOf(base: Site, count: unknown): Site["lanes"] {
  if (!isLaneCount(count) || count === base.lanes.length) return base.lanes;
  const oneWay = Math.ceil(count / 2);
  const like = base.lanes[0]!;
  return Array.from({ length: count }, (_, lane) => ({
    ...like,
    id: lane < oneWay ? `W${lane}` : `E${lane - oneWay}`,
    direction: lane < oneWay ? "A-to-B-right" : "A-to-B-left",
    advance_loop: lane + 1,
    stop_loop: count + lane + 1,
  }));
}

/** The timing sheet: what hello says, and what follows from it where it says nothing. */
function timingOf(base: Site, hello: HelloSite, length: unknown): object {
  const said = Object.fromEntries(
    TIMING_KEYS.flatMap((key) => (hello[key] === undefined ? [] : [[key, hello[key]]])),
  );
  const follows: Record<string, unknown> = {};
  if (said["red_clearance_s"] !== undefined) follows["buffer_s"] = said["red_clearance_s"];
  if (typeof length === "number" && length !== base.crossing.length_m)
    Object.assign(follows, clearancesOf(base, length));
  const sheet: Record<string, unknown> = { ...base.timing, ...follows, ...said };
  raise(sheet, said, "walk_min_s", "walk_max_s");
  raise(sheet, said, "vehicle_min_green_s", "vehicle_max_green_s");
  raise(sheet, said, "ped_clearance_min_s", "ped_clearance_max_s");
  return sheet;
}

const clearancesOf = ({ crossing, timing }: Site, length: number): object => {
  const slowest = Math.ceil(length / crossing.slow_speed_m_per_s);
  return {
    ped_clearance_s: Math.ceil(length / crossing.design_speed_m_per_s),
    ped_clearance_min_s: Math.min(timing.ped_clearance_min_s, slowest),
    ped_clearance_max_s: slowest,
  };
};

/** A maximum that nobody gave follows a minimum that somebody did. */
function raise(
  sheet: Record<string, unknown>,
  said: Readonly<Record<string, unknown>>,
  low: string,
  high: string,
): void {
  const [least, most] = [sheet[low], sheet[high]];
  if (said[high] === undefined && typeof least === "number" && typeof most === "number")
    sheet[high] = Math.max(least, most);
}
