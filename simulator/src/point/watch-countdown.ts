/** Whether announced seconds were true: the countdown to walk, and the one that ends it. */
import type { Fault, HeadWatch } from "./watch.ts";

/** How far an announced second may be from the truth, s. */
const TRUE_WITHIN_S = 1;

/**
 * The watch over a countdown of `announced_s`: before every walk it begins at that, runs without a break, and is true
 * within a second. 0: none may be shown before walk.
 */
export function watchCountdown(announced_s: number, fault: Fault): HeadWatch["note"] {
  let told: { t_s: number; seconds: number | null }[] = [];
  let ped = "";
  return ({ t_s, shown }) => {
    if (shown.ped !== ped) {
      if (shown.ped === "walk") toWalk(told, t_s, announced_s, fault);
      else if (shown.ped === "dont-walk") inTruth(told, t_s, fault);
      // Walk and its clearance count down to the same moment.
      if (shown.ped !== "flashing-walk") told = [];
    }
    ped = shown.ped;
    told.push({ t_s, seconds: shown.ped_countdown_s });
  };
}

type Told = readonly { readonly t_s: number; readonly seconds: number | null }[];

function toWalk(told: Told, walkAt: number, announced_s: number, fault: Fault): void {
  const from = told.findIndex(({ seconds }) => seconds !== null);
  if (from < 0) {
    if (announced_s > 0) fault("countdown", walkAt, "walk was not announced");
    return;
  }
  const begun = told.slice(from);
  if (announced_s === 0) fault("countdown", begun[0]!.t_s, "shown where the site has none");
  if (begun.some(({ seconds }) => seconds === null))
    fault("countdown", walkAt, "broke off before walk");
  if (begun[0]!.seconds! < announced_s - TRUE_WITHIN_S)
    fault("countdown", begun[0]!.t_s, `begins with ${begun[0]!.seconds} s, not ${announced_s} s`);
  inTruth(begun, walkAt, fault);
}

/** Every second told is true within one. */
function inTruth(told: Told, endsAt: number, fault: Fault): void {
  const wrong = told.find(
    ({ t_s, seconds }) => seconds !== null && Math.abs(seconds - (endsAt - t_s)) > TRUE_WITHIN_S,
  );
  if (wrong !== undefined)
    fault("countdown", wrong.t_s, `says ${wrong.seconds} s, ${endsAt - wrong.t_s} s were true`);
}
