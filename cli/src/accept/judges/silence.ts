/** What happens when nobody speaks to the cabinet any more, and when somebody does again. */
import type { Interval } from "@crossing/config";
import type { Look } from "../looks.ts";
import {
  type Evidence,
  RESOLUTION_S,
  type Verdict,
  fail,
  missed,
  open,
  pass,
  rounded,
} from "../verdict.ts";

/** The cabinet is watched for so long after it went safe, s. */
const SAFE_FOR_S = 3;
/** The box must have let go so long after the line went silent, s. */
const BOX_LETS_GO_S = 3;
/** Control is not taken again sooner after a loss, s: hold-off of the ladder, less what a look may miss. */
const HOLD_OFF_S = 10 - RESOLUTION_S;

/** The line falls silent in one of these intervals: the cabinet's watchdog ends control in its time, whatever is lit. */
export function silence(evidence: Evidence, wanted: readonly Interval[]): Verdict {
  const { looks, site } = evidence;
  const last = lastHeartbeat(evidence);
  if (last === null) return open("the line is not silent yet");
  const limit_s = site.cabinet.watchdog_ms / 1000 + RESOLUTION_S;
  const after = looks.filter(({ t_s }) => t_s > last.t_s);
  const ended = after.find(({ cabinet }) => cabinet !== null && cabinet.state !== "remote");
  const silent_s = (looks.at(-1)?.t_s ?? 0) - last.t_s;
  const interval = last.box?.interval;
  if (interval !== undefined && !wanted.includes(interval))
    return missed(`the line fell silent in ${interval}, wanted ${wanted.join(" or ")}: once more`);
  if (ended === undefined) return held(after, silent_s, limit_s);
  const figures = { watchdog_s: rounded(ended.t_s - last.t_s) };
  if (figures.watchdog_s > limit_s)
    return fail(`control ended after ${figures.watchdog_s} s, ${limit_s} s is allowed`, figures);
  const moved = after.find(({ cabinet }) => cabinet?.bothMove === true);
  if (moved !== undefined) return fail("vehicles and people had green together", figures);
  return letGo({ after, last, ended, figures });
}

/** The cabinet still holds the lamps, or cannot be heard. */
function held(after: readonly Look[], silent_s: number, limit_s: number): Verdict {
  if (silent_s <= limit_s + 1) return open(`silent for ${silent_s.toFixed(1)} s`);
  return after.every(({ cabinet }) => cabinet === null)
    ? fail("the cabinet was not heard: look at it from its own side of the cable")
    : fail(`after ${silent_s.toFixed(1)} s the cabinet still holds the lamps: its watchdog is off`);
}

interface Ended {
  readonly after: readonly Look[];
  readonly last: Look;
  readonly ended: Look;
  readonly figures: { readonly watchdog_s: number };
}

/** The cabinet is safe; the box must know that it has not the lamps any more. A box that cannot be asked is left out. */
function letGo({ after, last, ended, figures }: Ended): Verdict {
  const now_s = after.at(-1)!.t_s;
  const answers = after.some(({ box }) => box !== null);
  const knows = after.find(({ box }) => box !== null && (box.level ?? 0) >= 3);
  const taken = after.find(({ t_s, cabinet }) => t_s > ended.t_s && cabinet?.state === "remote");
  if (taken !== undefined) return fail("control was taken back at once", figures);
  if (now_s - ended.t_s < SAFE_FOR_S) return open("the cabinet let go; watching it");
  if (!answers) return pass(`${ended.cabinet!.state}; the box could not be asked`, figures);
  if (knows === undefined) return fail("the box does not say that it lost the lamps", figures);
  const box_s = rounded(knows.t_s - last.t_s);
  const all = { ...figures, box_s };
  return box_s > BOX_LETS_GO_S
    ? fail(`the box let go after ${box_s} s, ${BOX_LETS_GO_S} s is allowed`, all)
    : pass(`cabinet ${ended.cabinet!.state}, box ${knows.box!.link}`, all);
}

/** After a short silence the box takes control only after its hold-off, and never while people walk. */
export function rejoin(evidence: Evidence): Verdict {
  const { looks, undone_s } = evidence;
  const last = lastHeartbeat(evidence);
  if (last === null || undone_s === null) return open("the line is not silent yet");
  const after = looks.filter(({ t_s }) => t_s > last.t_s);
  const ended = after.find(({ cabinet }) => cabinet !== null && cabinet.state !== "remote");
  if (ended === undefined) return held(after, after.at(-1)!.t_s - last.t_s, undone_s + 5);
  return takenBack(looks, { from_s: undone_s, left_s: ended.t_s });
}

/** The cabinet started anew: the box let go, and came back after its hold-off. */
export function powerCycle({ looks, acted_s }: Evidence): Verdict {
  if (acted_s === null) return open("not switched off yet");
  const anew = looks.find(
    ({ passport }, at) =>
      at > 0 && passport !== null && passport.uptime_s < (looks[at - 1]!.passport?.uptime_s ?? 0),
  );
  if (anew === undefined) return open("the cabinet has not started anew yet");
  const again = looks.find(
    ({ t_s, cabinet }) => t_s > acted_s && cabinet !== null && cabinet.state !== "remote",
  );
  return takenBack(looks, { from_s: again?.t_s ?? anew.t_s, left_s: again?.t_s ?? anew.t_s });
}

/** The box started anew: silent until its hold-off is over, and somebody is assumed to wait. */
export function restart(evidence: Evidence): Verdict {
  const { looks, site } = evidence;
  const last = lastHeartbeat(evidence);
  if (last === null) return open("the box still speaks");
  const ended = looks.find(
    ({ t_s, cabinet }) => t_s > last.t_s && cabinet !== null && cabinet.state !== "remote",
  );
  const limit_s = site.cabinet.watchdog_ms / 1000 + RESOLUTION_S;
  const after = looks.filter(({ t_s }) => t_s > last.t_s);
  if (ended === undefined) return held(after, (after.at(-1)?.t_s ?? last.t_s) - last.t_s, limit_s);
  const watchdog_s = rounded(ended.t_s - last.t_s);
  if (watchdog_s > limit_s) return fail("the cabinet held the lamps too long", { watchdog_s });
  const boot = last.box?.boot;
  const back = after.find(({ box }) => box !== null && box.boot !== boot);
  if (back === undefined) return open("the box is not back yet");
  const taken = takenBack(looks, { from_s: back.t_s, left_s: ended.t_s });
  if (taken.is !== "pass") return taken;
  const control = firstRemote(looks, back.t_s)!;
  const walk = looks.find(
    ({ t_s, cabinet }) => t_s > control.t_s && cabinet?.shown?.ped === "walk",
  );
  const figures = { ...taken.figures, watchdog_s };
  if (walk !== undefined)
    return pass("let go, came back slowly, and assumed that somebody waits", {
      ...figures,
      walk_after_s: rounded(walk.t_s - control.t_s),
    });
  const bound_s = site.timing.max_wait_s + site.timing.start_up_s + RESOLUTION_S;
  return looks.at(-1)!.t_s - control.t_s > bound_s
    ? fail(`no walk within ${bound_s} s: nobody was assumed to wait`, figures)
    : open("in control again; waiting for the walk of whom it cannot know");
}

/** The box takes control again: not before the hold-off since `from_s`, not into a walk. */
function takenBack(
  looks: readonly Look[],
  { from_s, left_s }: { readonly from_s: number; readonly left_s: number },
): Verdict {
  const taken = firstRemote(looks, left_s);
  if (taken === undefined) return open("listening; control is not taken yet");
  const rejoin_s = rounded(taken.t_s - from_s);
  const before = looks[looks.indexOf(taken) - 1]?.cabinet?.shown?.ped ?? "dark";
  if (rejoin_s < HOLD_OFF_S)
    return fail(`control was taken after ${rejoin_s} s, wanted 10 s or more`, { rejoin_s });
  return before === "walk" || before === "flashing-walk"
    ? fail(`control was taken while people had ${before}`, { rejoin_s })
    : pass("control was taken after the hold-off, with nobody under way", { rejoin_s });
}

/** The first look at which control is held, and stays so for a second: the proof of the watchdog holds it for less. */
function firstRemote(looks: readonly Look[], from_s: number): Look | undefined {
  return looks.find(
    ({ t_s, cabinet }, at) =>
      t_s > from_s &&
      cabinet?.state === "remote" &&
      looks
        .slice(at)
        .filter((later) => later.t_s <= t_s + 1)
        .every((later) => later.cabinet?.state === "remote") &&
      looks.at(-1)!.t_s > t_s + 1,
  );
}

/** The cabinet's silence must last so long to be one, s. */
const SILENT_S = 0.4;

/** The last look before the silence at which the cabinet had heard something new, from "now" on; null: there is no silence. */
function lastHeartbeat({ looks, acted_s }: Evidence): Look | null {
  if (acted_s === null) return null;
  let last: Look | null = null;
  let beat: number | null = null;
  for (const look of looks) {
    if (look.cabinet === null) continue;
    if (look.cabinet.heartbeat !== beat) {
      if (last !== null && look.t_s > acted_s && look.t_s - last.t_s > SILENT_S) return last;
      last = look;
    }
    beat = look.cabinet.heartbeat;
  }
  const now_s = looks.at(-1)?.t_s ?? 0;
  return last !== null && now_s > acted_s && now_s - last.t_s > SILENT_S ? last : null;
}
