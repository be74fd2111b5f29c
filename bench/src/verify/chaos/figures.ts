/** What the nights of chaos showed, as figures. */
import { percentile } from "../../measure.ts";
import type { Figure, Found } from "../section.ts";
import type { Who } from "./cast.ts";
import type { Night } from "./night.ts";
import type { Done } from "./play.ts";

const KILLS_NIGHTLY = 200;
const LISTENING_MS = 3000;
const LEADING_MS = 15_000;
/** Whoever is not one of these may be killed or stopped and the street does not notice. */
const LEADERS: readonly Who[] = ["control", "cabinet"];

export function foundIn(nights: readonly Night[], nightly: boolean): Found {
  const all = nights.flatMap(({ done }) => done.filter(({ missed }) => !missed));
  const lamps = nights.map(({ verdict }) => verdict);
  const logs = nights.map(({ log }) => log);
  const wrong = [
    ...lamps.flatMap(({ conflicts, illegal }) => [...conflicts, ...illegal]),
    ...logs.flatMap((log) => log.wrong),
  ];
  const events = `of ${sum(logs, ({ events: n }) => n)} events of ${sum(logs, ({ boots }) => boots)} runs of control`;
  const timed = `${sum(lamps, (one) => one.timed)} whole intervals timed, ${sum(lamps, ({ walks }) => walks)} walks`;
  return {
    title: "Chaos: real processes, really killed",
    figures: [
      killsOf(all, nightly),
      ["stopped, for 0.1 s to a minute", "-", countOf(all, "stop"), null],
      ...(["cut", "full-disk", "no-broker"] as const).map((kind): Figure => [
        WHAT[kind],
        "-",
        countOf(all, kind),
        null,
      ]),
      none("lamps lit together that send people and vehicles into each other", lamps, "conflicts"),
      none(`intervals out of order or cut short (${timed})`, lamps, "illegal"),
      none(`acknowledged events that the log lost (${events})`, logs, "wrong"),
      timeOf(
        "a killed control listens again",
        all.map((one) => one.listening_ms),
        LISTENING_MS,
      ),
      timeOf("the crossing is led again", all.map(leading), LEADING_MS),
      leadLost(all),
      [
        "held by the flap guard until an engineer asked to resume",
        "-",
        `${all.filter(({ resumed }) => resumed).length} times`,
        null,
      ],
      ["every process runs at the end, and the crossing is led", "yes", ...allBack(nights)],
    ],
    notes: [
      `Cabinets: ${nights.map(({ cabinet, done }) => `${cabinet} (${done.length} deeds)`).join(", ")}; virtual: ours as a process of its own; foreign: pymodbus.`,
      "The lamps are judged by what the cabinet's wires did, read from outside, with 300 ms for the ends of an interval.",
      "Led again: from the deed's end, or from the request to resume; the ladder's ten seconds of listening are in it.",
      "Down, up and down again within ten minutes is for the flap guard, which would leave the crossing to the cabinet for half an hour.",
      ...new Set(nights.flatMap(({ skipped }) => skipped)),
      ...wrong.slice(0, 20).map((one) => `Found: ${one}`),
    ],
  };
}

const WHAT = {
  cut: "line to cabinet and broker cut, packets dropped both ways",
  "full-disk": "disk of the event log full",
  "no-broker": "no broker",
} as const;

/** A moment at which control was killed to be met on its way back is a kill too. */
function killsOf(all: readonly Done[], nightly: boolean): Figure {
  const kills = all.filter(({ deed }) => deed.kind === "kill");
  const before = all.filter(({ moment }) => moment.point === "not-ours").length;
  const roles = new Map<string, number>();
  for (const { deed } of kills)
    if (deed.kind === "kill") roles.set(deed.who, (roles.get(deed.who) ?? 0) + 1);
  roles.set("control", (roles.get("control") ?? 0) + before);
  const most = nightly ? KILLS_NIGHTLY : 1;
  const count = kills.length + before;
  const each = [...roles].map(([who, n]) => `${who} ${n}`).join(", ");
  return ["killed by SIGKILL", `>= ${most}`, `${count} (${each})`, count >= most];
}

function countOf(all: readonly Done[], kind: Done["deed"]["kind"]): string {
  const deeds = all.map(({ deed }) => deed).filter((deed) => deed.kind === kind);
  const longest = Math.max(0, ...deeds.map((deed) => (deed.kind === "kill" ? 0 : deed.for_ms)));
  return deeds.length === 0
    ? "0 times"
    : `${deeds.length} times, the longest ${(longest / 1000).toFixed(1)} s`;
}

function none<K extends string>(
  what: string,
  all: readonly Readonly<Record<K, readonly string[]>>[],
  which: K,
): Figure {
  const count = sum(all, (one) => one[which].length);
  return [what, "0", String(count), count === 0];
}

/** Null where nothing of it was measured. */
function timeOf(what: string, times: readonly (number | null)[], most_ms: number): Figure {
  const known = times.filter((time) => time !== null);
  const must = `p99 <= ${most_ms / 1000} s`;
  if (known.length === 0) return [what, must, "not measured", null];
  const [p50, p99] = [percentile(known, 0.5), percentile(known, 0.99)];
  const s = (ms: number): string => (Number.isFinite(ms) ? (ms / 1000).toFixed(1) : "endless");
  const is = `p99 ${s(p99)} s, median ${s(p50)} s, ${known.length} times`;
  return [what, must, is, p99 <= most_ms];
}

/** Others that were met while control came back say nothing of how long that takes, unless it never came. */
function leading({ deed, leading_ms }: Done): number | null {
  if (leading_ms === "never") return Number.POSITIVE_INFINITY;
  return isUponOthers(deed) ? null : leading_ms;
}

/** Deeds upon others than control, cabinet and their line, while the crossing was led: the street must not notice. */
function leadLost(all: readonly Done[]): Figure {
  const others = all.filter(
    ({ deed, moment }) => moment.point !== "not-ours" && isUponOthers(deed),
  );
  const lost = others.filter(({ leading_ms }) => leading_ms !== null).length;
  const what = "deeds upon vision, edge, disk, broker or a sleeping supervisor that cost the lead";
  return [what, "0", `${lost} of ${others.length}`, lost === 0];
}

function isUponOthers(deed: Done["deed"]): boolean {
  switch (deed.kind) {
    case "cut":
      return false;
    case "full-disk":
    case "no-broker":
      return true;
    case "kill":
      // Control ends with its supervisor, and goes on while that only sleeps.
      return deed.who !== "supervisor" && !LEADERS.includes(deed.who);
    case "stop":
      return !LEADERS.includes(deed.who);
  }
}

function allBack(nights: readonly Night[]): readonly [is: string, ok: boolean] {
  const absent = nights.flatMap((one) => one.absent);
  return absent.length === 0 ? ["yes", true] : [`no: ${absent.join(", ")}`, false];
}

const sum = <T>(all: readonly T[], of: (one: T) => number): number =>
  all.reduce((total, one) => total + of(one), 0);
