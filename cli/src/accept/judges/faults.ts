/** What happens when the cabinet may not be controlled, when another speaks to it, and when its monitor acts. */
import type { Look } from "../looks.ts";
import { type Evidence, type Verdict, conflicted, fail, open, pass, rounded } from "../verdict.ts";

/** A cabinet that lost its watchdog must be left alone for so long, s. */
const REFUSED_FOR_S = 30;
/** Until then the box may still believe what it proved before. */
const NOTICED_WITHIN_S = 10;

/** The box does not control a cabinet without a watchdog, and says why. */
export function refused({ looks, acted_s }: Evidence): Verdict {
  if (acted_s === null) return open("not switched off yet");
  const after = looks.filter(({ t_s }) => t_s > acted_s + NOTICED_WITHIN_S);
  const held = longestHold(after);
  if (held > 3) return fail("the box controls a cabinet whose watchdog is off");
  if ((after.at(-1)?.t_s ?? 0) < acted_s + NOTICED_WITHIN_S + REFUSED_FOR_S)
    return open("not controlled so far");
  const trouble = after.map(({ box }) => box?.cabinet.trouble ?? "").find((why) => why !== "");
  if (trouble === undefined) return fail("the box did not say why it does not control");
  return /watchdog/i.test(trouble)
    ? pass(trouble)
    : fail(`the box did not name the watchdog: ${trouble}`);
}

/** The longest time under control, s; putting a watchdog to the proof takes less than 3. */
function longestHold(looks: readonly Look[]): number {
  let since: number | null = null;
  let longest = 0;
  for (const { t_s, cabinet } of looks) {
    since = cabinet?.state === "remote" ? (since ?? t_s) : null;
    if (since !== null) longest = Math.max(longest, t_s - since);
  }
  return longest;
}

/** Another master's block is refused by the cabinet while the box goes on, or the box lets go; never both in control. */
export function otherMaster({ looks, acted_s }: Evidence): Verdict {
  if (acted_s === null) return open("nobody else speaks yet");
  const after = looks.filter(({ t_s }) => t_s > acted_s);
  const wrong = conflicted(after);
  if (wrong !== undefined) return fail("vehicles and people had green together");
  const refusedAt = after.find(
    ({ cabinet }) =>
      cabinet?.reject === "foreign-owner" || cabinet?.faults.includes("block-rejected") === true,
  );
  const left = after.find(({ box }) => box !== null && (box.level ?? 0) >= 3);
  if (left !== undefined)
    return pass(`the box let go: ${left.box!.cabinet.trouble ?? left.box!.link}`, {
      box_s: rounded(left.t_s - acted_s),
    });
  const watched_s = (after.at(-1)?.t_s ?? acted_s) - acted_s;
  if (refusedAt !== undefined && watched_s > 10)
    return pass("the cabinet refused the other's blocks; the box went on", {
      refused_s: rounded(refusedAt.t_s - acted_s),
    });
  return watched_s > 30
    ? fail("no trace of the other master: neither was it refused nor did the box let go")
    : open("no trace of the other master so far");
}

/** The monitor must have acted so long after the conflict was first seen, s: 0.45 s and two looks. */
const MONITOR_S = 0.75;
/** And must stay latched for so long, s. */
const LATCHED_S = 10;
const BOX_KNOWS_S = 3;

/** The cabinet's own monitor goes to its fault at once and latches; the box knows that it has not the lamps. */
export function conflict({ looks, acted_s }: Evidence): Verdict {
  if (acted_s === null) return open("nothing is injected yet");
  const after = looks.filter(({ t_s }) => t_s > acted_s);
  const injected = after.find(({ cabinet }) => cabinet?.bothMove === true);
  const acted = after.find(
    ({ cabinet }) => cabinet?.state === "fault" && cabinet.faults.includes("conflict"),
  );
  const now_s = after.at(-1)?.t_s ?? acted_s;
  if (acted === undefined)
    return injected !== undefined && now_s - injected.t_s > MONITOR_S
      ? fail("vehicles and people have green together, and the cabinet's monitor does not act")
      : open("the monitor has not acted");
  const monitor_s = rounded(Math.max(0, acted.t_s - (injected?.t_s ?? acted.t_s)));
  if (monitor_s > MONITOR_S) return fail(`the monitor took ${monitor_s} s`, { monitor_s });
  const later = after.filter(({ t_s }) => t_s > acted.t_s);
  if (later.some(({ cabinet }) => cabinet !== null && cabinet.state !== "fault"))
    return fail("the fault did not stay latched", { monitor_s });
  if (now_s - acted.t_s < LATCHED_S) return open("in fault; watching that it stays");
  const knows = after.find(({ t_s, box }) => t_s >= acted.t_s && (box?.level ?? 0) >= 3);
  if (knows === undefined) return fail("the box does not say that it lost the lamps");
  const box_s = rounded(knows.t_s - acted.t_s);
  return box_s > BOX_KNOWS_S
    ? fail(`the box knew after ${box_s} s`, { monitor_s, box_s })
    : pass(`latched: ${acted.cabinet!.faults.join(", ")}`, { monitor_s, box_s });
}
