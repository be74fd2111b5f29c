/** Whether a site's timing obeys the rules of its profile. */
import { CN_GB } from "./profiles/cn-gb.ts";
import type { Limit, Profile, Rule } from "./profiles/profile.ts";
import type { Problem } from "./problem.ts";
import type { Site } from "./site.ts";

/** The profiles a site may name. */
export const PROFILES: Readonly<Record<Site["profile"], Profile>> = { "cn-gb": CN_GB };

/** Every rule that the site breaks, with the number found and the number wanted. Empty: all are kept. */
export function brokenRules(site: Site): readonly Problem[] {
  return PROFILES[site.profile].rules.flatMap((rule) =>
    faults(rule.limit, site).map((fault) => ({
      ...fault,
      wanted: `${fault.wanted} (${sourceOf(rule)})`,
      rule: { id: rule.id, clause: rule.clause, evidence: rule.evidence, force: rule.force },
    })),
  );
}

const sourceOf = ({ text, clause, evidence }: Rule): string =>
  `${text.en}; ${clause}${evidence === "unverified" ? ", unverified" : ""}`;

type Fault = Pick<Problem, "path" | "value" | "wanted">;

function faults(limit: Limit, site: Site): readonly Fault[] {
  switch (limit.kind) {
    case "at-least":
      return bound(site, limit.path, (value) => value >= limit.value, `at least ${limit.value}`);
    case "at-most":
      return bound(site, limit.path, (value) => value <= limit.value, `at most ${limit.value}`);
    case "clears":
      return clears(site, limit.speed);
    case "wait":
      return wait(site, site.crossing.refuge ? limit.with_refuge_s : limit.without_refuge_s);
    case "countdown":
      return countdown(site);
  }
}

function bound(
  site: Site,
  path: string,
  keeps: (value: number) => boolean,
  wanted: string,
): readonly Fault[] {
  const value = numberAt(site, path);
  return keeps(value) ? [] : [{ path, value, wanted }];
}

function numberAt(site: Site, path: string): number {
  const numbers: Readonly<Record<string, unknown>> = {
    ...prefixed("timing", site.timing),
    ...prefixed("crossing", site.crossing),
  };
  return Number(numbers[path]);
}

const prefixed = (prefix: string, record: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [`${prefix}.${key}`, value]));

/** The clearance at its longest, against the time that somebody of this speed takes for the whole crossing. */
function clears({ crossing, timing }: Site, kind: SpeedName): readonly Fault[] {
  const { adaptive_clearance } = timing;
  if (kind === "slow_speed_m_per_s" && !adaptive_clearance) return [];
  const path = adaptive_clearance ? "ped_clearance_max_s" : "ped_clearance_s";
  const { length_m } = crossing;
  const needed = Math.ceil((length_m / crossing[kind]) * 10 - 1e-6) / 10;
  const wanted = `at least ${needed} s = ${length_m} m / ${crossing[kind]} m/s`;
  const value = timing[path];
  return value >= needed ? [] : [{ path: `timing.${path}`, value, wanted }];
}

type SpeedName = "design_speed_m_per_s" | "slow_speed_m_per_s";

/** Nobody waits longer than promised, and not longer either who comes in the last moment of walk. */
function wait({ timing }: Site, limit_s: number): readonly Fault[] {
  const longest_s = longestWait_s(timing);
  const kept = longest_s <= limit_s;
  const path = timing.max_wait_s >= longest_s ? "timing.max_wait_s" : "timing.vehicle_min_green_s";
  const value = path === "timing.max_wait_s" ? timing.max_wait_s : timing.vehicle_min_green_s;
  return kept
    ? []
    : [{ path, value, wanted: `a longest wait of ${limit_s} s; it is ${longest_s} s` }];
}

/** The longest wait of anybody who is seen: the promise, or a whole vehicle phase at its shortest, s. */
export function longestWait_s(timing: Site["timing"]): number {
  const clearance = timing.adaptive_clearance ? timing.ped_clearance_max_s : timing.ped_clearance_s;
  const toGreen = clearance + timing.buffer_s + timing.red_yellow_s;
  const phase = timing.vehicle_min_green_s + timing.yellow_s + timing.red_clearance_s;
  return Math.max(timing.max_wait_s, toGreen + phase);
}

/** Displays count whole seconds, and a countdown that is kept must fit into the longest wait. */
function countdown({ timing }: Site): readonly Fault[] {
  const path = "timing.countdown_s";
  const value = timing.countdown_s;
  if (!Number.isInteger(value)) return [{ path, value, wanted: "whole seconds" }];
  return value < timing.max_wait_s
    ? []
    : [{ path, value, wanted: `less than timing.max_wait_s = ${timing.max_wait_s}` }];
}
