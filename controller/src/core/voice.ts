/** What the lit bollards show and say, as in Tongzhou: "please cross" in walk, "please wait" to who walks on red. */
import type { Bollards, Prompt } from "@crossing/config";
import type { State } from "./state.ts";

/** Green only while people may step off; red while they may not; dark when the crossing is not ours. */
export function bollardsOf({ interval, inControl }: State): Bollards {
  if (!inControl || interval === "fault-flash") return "dark";
  return interval === "walk" ? "green" : "red";
}

/** The prompt spoken now. Whoever entered on green and is still on the road is never told to wait. */
export function voiceOf({ interval, inControl, seen }: State): Prompt | null {
  if (!inControl) return null;
  if (interval === "walk") return "cross";
  return seen.redCrossing ? "wait" : null;
}
