/** What must not matter to the crossing: the broker, and the time of day. */
import type { Look } from "../looks.ts";
import { type Evidence, type Verdict, fail, open, pass, rounded } from "../verdict.ts";

/** Without its broker the crossing goes on; with it again, it reports again. */
export function brokerGone({ site, looks, acted_s, undone_s }: Evidence): Verdict {
  if (site.mqtt === null) return pass("this site reports to no broker");
  if (acted_s === null) return open("the broker is there");
  const disturbed = disturbance(looks, acted_s);
  if (disturbed !== null) return fail(disturbed);
  const gone = looks.find(({ t_s, box }) => t_s > acted_s && box?.mqtt_connected === false);
  if (gone === undefined)
    return undone_s === null ? open("still connected") : fail("the box never missed its broker");
  const back = looks.find(({ t_s, box }) => t_s > gone.t_s && box?.mqtt_connected === true);
  const noticed_s = rounded(gone.t_s - acted_s);
  return back === undefined || undone_s === null
    ? open("gone; the crossing goes on")
    : pass("the crossing went on, and reports again", {
        noticed_s,
        back_s: rounded(back.t_s - undone_s),
      });
}

/** So much is a step of the clock and no drift, s. */
const STEPPED_S = 600;
const WATCHED_S = 30;

/** The wall clock may be wrong: no restart, no lost line, no fault comes of it. */
export function clockWrong({ looks, acted_s }: Evidence): Verdict {
  if (acted_s === null) return open("the clock is as it was");
  const disturbed = disturbance(looks, acted_s);
  if (disturbed !== null) return fail(disturbed);
  const before = looks.filter(({ t_s, box }) => t_s <= acted_s && box !== null).at(-1);
  if (before === undefined) return fail("the box did not answer before the clock was set");
  const stepped = looks.find(
    (look) => look.t_s > acted_s && look.box !== null && Math.abs(offset(before, look)) > STEPPED_S,
  );
  const now_s = looks.at(-1)!.t_s;
  if (stepped === undefined)
    return now_s - acted_s > 60 ? fail("the box's clock was not set") : open("not set yet");
  return now_s - stepped.t_s < WATCHED_S
    ? open("set; watching")
    : pass("nothing came of it", { step_s: rounded(offset(before, stepped)) });
}

const offset = (before: Look, after: Look): number =>
  (Date.parse(after.box!.ts) - Date.parse(before.box!.ts)) / 1000 - (after.t_s - before.t_s);

/** What went wrong in the crossing since then; null: nothing. */
function disturbance(looks: readonly Look[], since_s: number): string | null {
  const boxes = looks.filter(({ box }) => box !== null);
  const boot = boxes[0]?.box?.boot;
  const after = boxes.filter(({ t_s }) => t_s > since_s);
  if (after.some(({ box }) => box!.boot !== boot)) return "control started anew";
  const lost = after.find(({ box }) => box!.link !== "up");
  if (lost !== undefined) return `the line to the cabinet is ${lost.box!.link}`;
  const faulty = after.find(({ box }) => box!.level === 5);
  return faulty === undefined ? null : `a fault: ${faulty.box!.faults.join(", ")}`;
}
