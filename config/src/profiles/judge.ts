/** Whether a site keeps one limit: one small checker for each kind. */
import type { Site } from "../site.ts";
import type { Limit, SettingPath, SpeedName, Words } from "./profile.ts";

/** What one limit finds in a site. */
export interface Judgement {
  /** `not-asked`: the limit speaks of something that this site does not have. */
  readonly verdict: "kept" | "broken" | "not-asked";
  /** The setting that decides, by its path in the site file. */
  readonly path: string;
  readonly found: number | boolean;
  readonly wanted: Words;
}

/** Judges a site by one limit. Times in seconds. */
export function judge(limit: Limit, site: Site): Judgement {
  switch (limit.kind) {
    case "at-least":
      return within(site, limit.path, limit.value, Infinity, atLeast(limit.value));
    case "at-most":
      return within(site, limit.path, -Infinity, limit.value, atMost(limit.value));
    case "between":
      return within(site, limit.path, limit.from, limit.to, between(limit));
    case "clears":
      return clears(site, limit.speed);
    case "protects":
      return protects(site, limit);
    case "walk-and-clears":
      return walkAndClears(site, limit);
    case "covers":
      return covers(site, limit);
    case "extends":
      return extended(site, limit.at_most_s);
    case "sees-the-crossing":
      return seesTheCrossing(site);
    case "yellow-by-speed":
      return yellowBySpeed(site, limit);
    case "wait":
      return wait(site, site.crossing.refuge ? limit.with_refuge_s : limit.without_refuge_s);
    case "countdown":
      return countdown(site);
  }
}

type Kind<K extends Limit["kind"]> = Extract<Limit, { readonly kind: K }>;

const atLeast = (value: number): Words => ({ en: `at least ${value}`, zh: `至少 ${value}` });
const atMost = (value: number): Words => ({ en: `at most ${value}`, zh: `至多 ${value}` });
const between = ({ from, to }: Kind<"between">): Words =>
  from === to
    ? { en: `exactly ${from}`, zh: `正好 ${from}` }
    : { en: `${from} to ${to}`, zh: `${from} 至 ${to}` };

const verdictOf = (kept: boolean): Judgement["verdict"] => (kept ? "kept" : "broken");

function within(site: Site, path: SettingPath, from: number, to: number, wanted: Words): Judgement {
  const [section, key] = path.split(".") as ["timing" | "demand" | "crossing", string];
  const found = Number((site[section] as Readonly<Record<string, unknown>>)[key]);
  return { verdict: verdictOf(found >= from && found <= to), path, found, wanted };
}

/** The clearance at its longest, against the time that somebody of this speed takes for the whole crossing. */
function clears(site: Site, kind: SpeedName | number): Judgement {
  const { length_m } = site.crossing;
  const speed = typeof kind === "number" ? kind : site.crossing[kind];
  const judged = longEnough(clearance(site), length_m / speed, `${length_m} m / ${speed} m/s`);
  const onlyAdaptive = kind === "slow_speed_m_per_s" && !site.timing.adaptive_clearance;
  return onlyAdaptive ? { ...judged, verdict: "not-asked" } : judged;
}

function protects(site: Site, { speed_m_per_s, factor }: Kind<"protects">): Judgement {
  const { length_m, design_speed_m_per_s } = site.crossing;
  const sum = `${factor} x ${length_m} m / ${speed_m_per_s} m/s`;
  const judged = longEnough(clearance(site), (factor * length_m) / speed_m_per_s, sum);
  return design_speed_m_per_s < speed_m_per_s ? judged : { ...judged, verdict: "not-asked" };
}

function walkAndClears(site: Site, limit: Kind<"walk-and-clears">): Judgement {
  const way_m = Math.round((site.crossing.length_m + limit.more_m) * 100) / 100;
  const needed = tenths(way_m / limit.speed_m_per_s);
  const both = Math.round((walk(site).value + clearance(site).value) * 10) / 10;
  const sum = `${way_m} m / ${limit.speed_m_per_s} m/s`;
  return {
    verdict: verdictOf(both >= needed),
    path: walk(site).path,
    found: walk(site).value,
    wanted: {
      en: `walk and ped clearance of at least ${needed} s = ${sum}; they are ${both} s`,
      zh: `行人绿灯与清空之和至少 ${needed} 秒 = ${inChinese(sum)}，现为 ${both} 秒`,
    },
  };
}

function covers(site: Site, limit: Kind<"covers">): Judgement {
  const { length_m, refuge } = site.crossing;
  const part = refuge ? limit.part_with_refuge : limit.part;
  const sum = `${part} x ${length_m} m / ${limit.speed_m_per_s} m/s`;
  return longEnough(walk(site), (part * length_m) / limit.speed_m_per_s, sum);
}

interface Setting {
  readonly path: string;
  readonly value: number;
}

/** Ped clearance at its longest. */
function clearance({ timing }: Site): Setting {
  const key = timing.adaptive_clearance ? "ped_clearance_max_s" : "ped_clearance_s";
  return { path: `timing.${key}`, value: timing[key] };
}

const walk = ({ timing }: Site): Setting => ({
  path: "timing.walk_min_s",
  value: timing.walk_min_s,
});

function longEnough({ path, value }: Setting, seconds: number, sum: string): Judgement {
  const needed = Math.max(0, tenths(seconds));
  const wanted = {
    en: `at least ${needed} s = ${sum}`,
    zh: `至少 ${needed} 秒 = ${inChinese(sum)}`,
  };
  return { verdict: verdictOf(value >= needed), path, found: value, wanted };
}

/** Rounded up to tenths, so that what is printed as enough is enough. */
const tenths = (value: number): number => Math.ceil(value * 10 - 1e-6) / 10;

const inChinese = (sum: string): string =>
  sum.replaceAll(" m/s", " 米/秒").replaceAll(" m ", " 米 ");

function extended({ timing }: Site, most_s: number): Judgement {
  const wanted = timing.ped_clearance_min_s + most_s;
  const sum = `ped_clearance_min_s + ${most_s} s`;
  return {
    verdict: timing.adaptive_clearance
      ? verdictOf(timing.ped_clearance_max_s <= wanted)
      : "not-asked",
    path: "timing.ped_clearance_max_s",
    found: timing.ped_clearance_max_s,
    wanted: { en: `at most ${wanted} = ${sum}`, zh: `至多 ${wanted} = ${sum}` },
  };
}

const seesTheCrossing = ({ timing }: Site): Judgement => ({
  verdict: verdictOf(timing.adaptive_clearance),
  path: "timing.adaptive_clearance",
  found: timing.adaptive_clearance,
  wanted: { en: "true", zh: "true" },
});

/** By the fastest lane. Speeds are compared in whole km/h: 13.9 m/s is 50 km/h. Above the last step: as the last. */
function yellowBySpeed({ lanes, timing }: Site, { steps }: Kind<"yellow-by-speed">): Judgement {
  const fastest = Math.max(...lanes.map((lane) => Math.round(lane.free_speed_m_per_s * 3.6)));
  const step = steps.find(({ up_to_km_per_h }) => fastest <= up_to_km_per_h) ?? steps.at(-1)!;
  return {
    verdict: verdictOf(timing.yellow_s >= step.yellow_s),
    path: "timing.yellow_s",
    found: timing.yellow_s,
    wanted: {
      en: `at least ${step.yellow_s} at ${fastest} km/h`,
      zh: `${fastest} 公里/小时至少 ${step.yellow_s}`,
    },
  };
}

/** Nobody waits longer than promised, and not longer either who comes in the last moment of walk. */
function wait({ timing }: Site, limit_s: number): Judgement {
  const longest_s = longestWait_s(timing);
  const key = timing.max_wait_s >= longest_s ? "max_wait_s" : "vehicle_min_green_s";
  return {
    verdict: verdictOf(longest_s <= limit_s),
    path: `timing.${key}`,
    found: timing[key],
    wanted: {
      en: `a longest wait of ${limit_s} s; it is ${longest_s} s`,
      zh: `最长等待 ${limit_s} 秒，现为 ${longest_s} 秒`,
    },
  };
}

/** The longest wait of anybody who is seen: the promise, or a whole vehicle phase at its shortest, s. */
export function longestWait_s(timing: Site["timing"]): number {
  const clearance = timing.adaptive_clearance ? timing.ped_clearance_max_s : timing.ped_clearance_s;
  const toGreen = clearance + timing.buffer_s + timing.red_yellow_s;
  const phase = timing.vehicle_min_green_s + timing.yellow_s + timing.red_clearance_s;
  return Math.max(timing.max_wait_s, toGreen + phase);
}

/** Displays count whole seconds, and a countdown that is kept must fit into the longest wait. */
function countdown({ timing }: Site): Judgement {
  const { countdown_s: found, max_wait_s } = timing;
  const whole = Number.isInteger(found);
  const wanted = whole
    ? {
        en: `less than timing.max_wait_s = ${max_wait_s}`,
        zh: `小于 timing.max_wait_s = ${max_wait_s}`,
      }
    : { en: "whole seconds", zh: "整秒" };
  const kept = whole && found < max_wait_s;
  const verdict = found === 0 ? "not-asked" : verdictOf(kept);
  return { verdict, path: "timing.countdown_s", found, wanted };
}
