/** Which worlds the model is run in, which changes planted in it must be found, and which limits it is known to have. */

/** One run of the model. Words such as `FORGE` or `ROOM=1` are its `#define`s; docs/model/README.md says what each is. */
export interface Case {
  /** What the run is about, as a sentence that can be false. */
  readonly says: string;
  readonly defines: readonly string[];
  /** `safety`: asserts and deadlock. `liveness`: acceptance cycles under weak fairness. */
  readonly method: "safety" | "liveness";
  /** A word of the assertion that must break; left out where any failure is the answer. */
  readonly breaks?: string;
}

const P1 = "PROFILE=1";
const P2 = "PROFILE=2";
const NARROW = "ROOM=1";
const TWO = "MASTERS=2";

/** The promises. Each run ends with 0 errors. */
export const PROMISES: readonly Case[] = [
  safe("phase request, forged commands, a cabinet that restarts", [
    P1,
    "FORGE",
    NARROW,
    "RESTARTS",
  ]),
  safe("direct lamps, a line that loses, delays, doubles and re-orders", [P2]),
  safe("direct lamps, forged commands: the conflict monitor alone", [
    P2,
    "FORGE",
    NARROW,
    "RESTARTS",
  ]),
  safe("phase request, two masters", [P1, TWO, NARROW]),
  safe("direct lamps, two masters", [P2, TWO, NARROW]),
  safe("direct lamps, a cabinet whose watchdog may not work", [P2, NARROW, "WATCHDOG_MAY_FAIL"]),
  lives("phase request: served once the line is sound or dead", [
    P1,
    NARROW,
    "LIVE",
    "SETTLES",
    "FORGE",
  ]),
  lives("direct lamps: served once the line is sound or dead", [
    P2,
    NARROW,
    "LIVE",
    "SETTLES",
    "RESTARTS",
  ]),
  lives("phase request: served on a line that never settles", [P1, NARROW, "LIVE_ALWAYS"]),
];

/** The same in a wider world: longer times, more under way, masters with re-ordering. */
export const NIGHTLY_PROMISES: readonly Case[] = [
  safe("phase request, forged commands, re-ordered too", [P1, "FORGE", "RESTARTS"]),
  safe("direct lamps, a cabinet that restarts", [P2, "RESTARTS"]),
  safe("direct lamps, forged commands, re-ordered too", [P2, "FORGE", "RESTARTS"]),
  safe("phase request, two masters, re-ordered too", [P1, TWO]),
  lives("phase request: served on a line that never settles and re-orders", [P1, "LIVE_ALWAYS"]),
  lives("phase request: served, longer times", [P1, "LIVE", "SETTLES", "FORGE", "LONG=1"]),
  lives("direct lamps: served, re-ordered too", [P2, "LIVE", "SETTLES"]),
];

/** Changes planted in the model: each must be found, or its promise is empty. */
export const PLANTED: readonly Case[] = [
  planted("NO_YELLOW", "a force-off ends green without yellow", [P1, "FORGE", NARROW], "was_green"),
  planted(
    "CLEARANCE_FORCED",
    "a request cuts the pedestrian clearance",
    [P1, "FORGE", NARROW],
    "cleared_for",
  ),
  planted("HOLD_WALK", "hold keeps walk beyond its maximum", [P1, "FORGE", NARROW], "walk_for"),
  planted("NO_EXPIRY", "requests never lapse", [P1], "since_request"),
  planted("NO_CYCLE", "requests of another cycle are taken", [P1], "request_is_late"),
  planted("NO_WATCHDOG", "the watchdog never acts", [P2], "since_block"),
  planted("NO_SEQ", "blocks behind the applied sequence are taken", [P2]),
  planted("NO_HAND_OVER", "control begins without the cabinet's own clearance", [P2]),
  planted("CUTS_PEOPLE", "the watchdog leaves walk for vehicle green", [P2]),
  planted("COUNTS_UNSEEN", "the box times what it has said, not what is shown", [P2]),
  planted(
    "BLIND_TRUST",
    "a blind box ends the clearance as if the road were empty",
    [P2],
    "on_road",
  ),
  planted("LIGHTS_WHEN_WITHDRAWN", "a withdrawn box goes on talking", [P2], "post"),
  planted(
    "NO_PROOF",
    "the watchdog is not proven before control",
    [P2, NARROW, "WATCHDOG_MAY_FAIL"],
    "watchdog_works",
  ),
  planted("ONE_WORD", "one owner word for all runs of control", [P2], "cleared_for"),
  planted("NO_MONITOR", "the cabinet shows conflicting lamps", [P2, "FORGE", NARROW], "interval"),
  planted("NO_OWNER", "nobody heeds the owner", [P2, TWO, NARROW]),
  safe("a box that bears silence longer than the watchdog", [P2, TWO, NARROW, "LINK_LOST=16"]),
  lives("the cabinet's own plan recalls nobody", [P1, "LIVE", "SETTLES", "PLANT_NO_RECALL"]),
  lives("the box knows no longest wait", [P2, "LIVE", "SETTLES", "PLANT_NO_LONGEST_WAIT"]),
];

/** Places that the model must reach: here `breaks` is an assertion that they are not. */
export const REACHED: readonly Case[] = [
  safe("walk in our control, phase request", [P1, "REACH_WALK"]),
  safe("walk in our control, direct lamps", [P2, "REACH_WALK"]),
  safe("walk by the cabinet's own plan", [P1, "REACH_OWN_WALK"]),
  safe("the latched conflict", [P2, "FORGE", NARROW, "REACH_FLASH"]),
  safe("a cabinet refused", [P2, NARROW, "WATCHDOG_MAY_FAIL", "REACH_REFUSED"]),
  safe("control by the second master", [P2, TWO, NARROW, "REACH_OTHER"]),
];

/** What the model does not promise, shown by a run that fails. A limit that goes away is to be taken off this list and off README.md. */
export const LIMITS: readonly Case[] = [
  safe("clearance shown as flashing red is not seen by a monitor of green lamps", [
    P2,
    "FORGE",
    NARROW,
    "CLEARANCE_IS_RED",
  ]),
  safe("a forger on a direct line can cut yellow and clearance", [
    P2,
    "FORGE",
    NARROW,
    "LIMIT_ORDER",
  ]),
  safe("a phase request that was long under way is taken in the same cycle", [P1, "LIMIT_LATE"]),
  safe("what a box had said arrives after it has withdrawn", [P2, "LIMIT_LATE"]),
  lives("a forger who never stops can keep walk away", [P1, "FORGE", NARROW, "LIVE_ALWAYS"]),
  lives("on a direct line that never settles walk may never come", [P2, NARROW, "LIVE_ALWAYS"]),
];

function safe(says: string, defines: readonly string[]): Case {
  return { says, defines, method: "safety" };
}

function lives(says: string, defines: readonly string[]): Case {
  return { says, defines, method: "liveness" };
}

function planted(plant: string, says: string, world: readonly string[], breaks?: string): Case {
  const run = safe(says, [...world, `PLANT_${plant}`]);
  return breaks === undefined ? run : { ...run, breaks };
}
