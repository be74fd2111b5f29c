/** What comes next, said with what is certain: a promise with its seconds, otherwise what it waits for and the latest moment. */
import type { Site, StateView } from "@crossing/config";
import type { Words } from "../words/en.ts";

type Timing = Site["timing"];

/** The words after "Next". Only while nothing is known of the cabinet or of the reason it says that it is not known. */
export function nextOf(state: StateView, timing: Timing, text: Words): string {
  if (OWN_PLAN.has(state.reason.code)) return text.nextCabinet;
  if (state.mode === "fault") return text.nextEngineer;
  if (state.shown === null) return text.nextUnknown;
  return promised(state, text) ?? expected(state, timing, text);
}

/** The cabinet runs its own plan, which we are not told. */
const OWN_PLAN: ReadonlySet<string> = new Set([
  "withdrawn",
  "link-lost",
  "link-mismatch",
  "link-refused",
  "rejoin",
  "pinned",
]);

/** What a countdown on the street says; null while none is lit. */
function promised(state: StateView, text: Words): string | null {
  const { countdown_s, vehicle_countdown_s } = state;
  if (countdown_s !== null)
    return state.ped === "dont-walk" ? text.nextWalk(countdown_s) : text.nextDontWalk(countdown_s);
  return vehicle_countdown_s !== null && state.vehicle === "red"
    ? text.nextVehicleGreen(vehicle_countdown_s)
    : null;
}

/** What the course of the intervals says. */
function expected({ reason, interval }: StateView, timing: Timing, text: Words): string {
  const remaining_s = reason.numbers["remaining_s"] ?? null;
  if (reason.code === "rest-no-demand") return text.nextOnDemand;
  if (reason.code === "confirm-dwell") return text.nextConfirmed;
  if (reason.code === "fault") return text.nextEngineer;
  if (interval === "vehicle-green" && remaining_s === null) return text.nextYellow;
  if (remaining_s === null) return text.nextUnknown;
  const s = Math.ceil(remaining_s);
  const untilGreen = timing.buffer_s + timing.red_yellow_s;
  switch (reason.code) {
    case "hold-min-green":
      return text.nextAfterMinimum(s);
    case "hold-presence":
      return text.nextCountdown(s);
    case "extend-vehicle":
      return text.nextGap(s);
    case "yellow-change":
      return text.nextWalk(Math.ceil(remaining_s + timing.red_clearance_s));
    case "red-clearance":
      return text.nextWalk(s);
    case "walk":
      return text.nextClearance(s);
    case "clear-minimum":
    case "clear-occupied":
    case "clear-empty":
      return text.nextWhenEmpty(latestGreen(remaining_s, reason.code, timing));
    case "clear-fixed":
    case "clear-in-doubt":
      return text.nextVehicleGreen(Math.ceil(remaining_s + untilGreen));
    case "buffer":
      return text.nextVehicleGreen(Math.ceil(remaining_s + timing.red_yellow_s));
    case "start-up":
    case "red-yellow":
      return text.nextVehicleGreen(s);
    default:
      return text.nextUnknown;
  }
}

/** Seconds to vehicle green when somebody stays on the road until clearance has run to its maximum. */
function latestGreen(remaining_s: number, code: string, timing: Timing): number {
  const minimumOnly = code === "clear-minimum";
  const rest = minimumOnly ? timing.ped_clearance_max_s - timing.ped_clearance_min_s : 0;
  return Math.ceil(remaining_s + rest + timing.buffer_s + timing.red_yellow_s);
}
