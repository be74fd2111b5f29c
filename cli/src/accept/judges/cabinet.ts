/** Whether the cabinet may be controlled: who it is, whether its watchdog runs, what times its lamps keep. */
import type { CabinetPassport } from "@crossing/signal-driver";
import type { Look } from "../looks.ts";
import { type Evidence, type Verdict, conflicted, fail, open, pass, rounded } from "../verdict.ts";

/** The cabinet is of the site file, has a watchdog that is on, and a conflict monitor. */
export function rightCabinet({ looks }: Evidence): Verdict {
  const passport = looks.at(-1)?.passport ?? null;
  if (passport === null) return open("the cabinet has not said who it is");
  if (passport.unfit !== null) return fail(passport.unfit);
  const { serial, firmware, safe_state, watchdog_min_ms, watchdog_max_ms } = passport;
  return pass(`serial ${serial}, firmware ${firmware}; left alone it shows ${safe_state}`, {
    watchdog_min_ms,
    watchdog_max_ms,
  });
}

/** So long the watchdog is watched while the box has control, s. */
const WATCHED_S = 10;

/**
 * While the box has control the cabinet's watchdog counts, and within the time of the site file. A watchdog that stands
 * at 0, or above the time that was asked for, is off.
 */
export function liveWatchdog({ site, looks }: Evidence): Verdict {
  const off = switchedOff(looks.at(-1)?.passport ?? null);
  if (off !== null) return fail(off);
  const remote = looks.filter(({ cabinet }) => cabinet?.state === "remote");
  const first = remote[0];
  if (first === undefined) return open("the box does not have control yet");
  if ((remote.at(-1)?.t_s ?? 0) - first.t_s < WATCHED_S) return open("watching its count");
  const left = remote.map(({ cabinet }) => cabinet!.watchdog_left_ms).filter((ms) => ms !== null);
  if (left.length === 0)
    return pass("the cabinet does not tell its count: steps 6 to 9 alone prove its watchdog");
  const [least, most] = [Math.min(...left), Math.max(...left)];
  const figures = { left_min_ms: least, left_max_ms: most, trips: first.cabinet!.trips };
  const wanted = site.cabinet.watchdog_ms;
  if (most === 0) return fail("its count stands at 0: the watchdog is off", figures);
  if (most > wanted)
    return fail(`it allows ${most} ms of silence, the site wants ${wanted} ms`, figures);
  return pass(`between ${least} and ${most} ms left of ${wanted} ms`, figures);
}

/** Why this passport is none of a watched cabinet; null: it may be one. */
export const switchedOff = (passport: CabinetPassport | null): string | null =>
  passport?.watchdog_max_ms === 0
    ? "no watchdog (longest time 0): switch it on, 300 to 2000 ms, and begin again"
    : null;

/** Lengths read from looks may be short by a look at each end, s. */
const SLACK_S = 0.25;

/** One walk under our control: no lamp time shorter than the site file says. */
export function lampTimes({ site, looks }: Evidence): Verdict {
  const wrong = conflicted(looks);
  if (wrong !== undefined) return fail(`vehicles and people had green together at ${wrong.t_s} s`);
  const spans = walkSpans(looks);
  if (spans === null) return open("waiting for a whole walk under the box's control");
  const { timing } = site;
  const clearance = timing.adaptive_clearance ? timing.ped_clearance_min_s : timing.ped_clearance_s;
  const least: Readonly<Record<keyof typeof spans, number>> = {
    yellow_s: timing.yellow_s,
    red_clearance_s: timing.red_clearance_s,
    walk_and_clearance_s: timing.walk_min_s + clearance,
    buffer_s: timing.buffer_s,
  };
  const names = Object.keys(least) as (keyof typeof spans)[];
  const short = names.find((name) => spans[name] < least[name] - SLACK_S);
  return short === undefined
    ? pass("no time is shorter than the site file's", spans)
    : fail(`${short} ${spans[short]}, the site file says ${least[short]}`, spans);
}

type WalkSpans = Readonly<
  Record<"yellow_s" | "red_clearance_s" | "walk_and_clearance_s" | "buffer_s", number>
>;

/** The first walk from yellow to the next vehicle green, in the box's control throughout; null: none yet. */
function walkSpans(looks: readonly Look[]): WalkSpans | null {
  const shown = looks.map(headsIn);
  const yellow = begins(shown, "yellow/stop", 1);
  const clearing = begins(shown, "red/stop", yellow);
  const walk = begins(shown, "red/go", clearing);
  const buffer = begins(shown, "red/stop", walk);
  const green = shown.findIndex((heads, at) => at > buffer && /^(green|red-yellow)/.test(heads));
  if ([yellow, clearing, walk, buffer, green].some((at) => at < 1)) return null;
  if (shown.slice(yellow, green).includes("not ours")) return null;
  const between = (from: number, to: number): number => rounded(looks[to]!.t_s - looks[from]!.t_s);
  return {
    yellow_s: between(yellow, clearing),
    red_clearance_s: between(clearing, walk),
    walk_and_clearance_s: between(walk, buffer),
    buffer_s: between(buffer, green),
  };
}

/** Where these heads are first seen after others, from `from` on; -1: nowhere. */
const begins = (shown: readonly string[], heads: string, from: number): number =>
  from < 1
    ? -1
    : shown.findIndex((now, at) => at >= from && now === heads && shown[at - 1] !== heads);

function headsIn({ cabinet }: Look): string {
  if (cabinet?.state !== "remote" || cabinet.shown === null) return "not ours";
  const { vehicle, ped } = cabinet.shown;
  return `${vehicle}/${ped === "walk" || ped === "flashing-walk" ? "go" : "stop"}`;
}
