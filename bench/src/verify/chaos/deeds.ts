/** What is done to a crossing, and at which moment: drawn by seed, so that a seed repeats a night. */
import type { Chance } from "@crossing/simulator";
import type { Who } from "./cast.ts";

/** Something that is done to it. */
export type Deed =
  | { readonly kind: "kill"; readonly who: Who }
  | { readonly kind: "stop"; readonly who: Who; readonly for_ms: number }
  | { readonly kind: "cut" | "full-disk" | "no-broker"; readonly for_ms: number };

/** What the heads show when it is done. */
export const POINTS = [
  "green",
  "yellow",
  "red-before-walk",
  "walk",
  "clearance",
  "red-after-walk",
  "not-ours",
] as const;
export type Point = (typeof POINTS)[number];

/**
 * When: so long after the heads begin to show `point`; null: so long after the deed before, whatever they show.
 * `not-ours` is brought about by a kill of control, and the deed then meets one that is only coming back.
 */
export interface Moment {
  readonly point: Point | null;
  readonly after_ms: number;
}

export interface Planned {
  readonly deed: Deed;
  readonly moment: Moment;
}

/** What this machine lets us do, and who is there. */
export interface Means {
  readonly cut: boolean;
  readonly disk: boolean;
  readonly ffmpeg: boolean;
  /** Longest time that something is held, ms. */
  readonly longest_ms: number;
  /** Longest time without broker, ms. */
  readonly brokerless_ms: number;
}

/** How often somebody is killed or stopped, to each other. Control most: the street hangs on it. */
const KILLED: Readonly<Record<Who, number>> = {
  control: 8,
  supervisor: 3,
  vision: 4,
  edge: 4,
  ffmpeg: 3,
  broker: 3,
  cabinet: 2,
};
/** Of ten deeds: kills, and the others. */
const KILLS_OF_TEN = 8;

/** The next deed. */
export function deedBy(chance: Chance, means: Means): Planned {
  return { deed: drawn(chance, means), moment: momentBy(chance) };
}

function drawn(chance: Chance, means: Means): Deed {
  if (chance.below(10) < KILLS_OF_TEN) return { kind: "kill", who: whoBy(chance, means) };
  // Logarithmic: a tenth of a second is as likely as a minute.
  const for_ms = Math.round(100 * (means.longest_ms / 100) ** chance.next());
  const others = [
    ...(means.cut ? (["cut", "cut"] as const) : []),
    ...(means.disk ? (["full-disk"] as const) : []),
    "no-broker" as const,
  ];
  const which = chance.below(4 + others.length);
  const kind = others[which - 4];
  if (kind === undefined) return { kind: "stop", who: whoBy(chance, means), for_ms };
  return {
    kind,
    for_ms: kind === "no-broker" ? Math.min(for_ms * 4, means.brokerless_ms) : for_ms,
  };
}

function whoBy(chance: Chance, { ffmpeg }: Means): Who {
  const all = Object.entries(KILLED).filter(([who]) => ffmpeg || who !== "ffmpeg");
  let left = chance.below(all.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [who, weight] of all) {
    if (left < weight) return who as Who;
    left -= weight;
  }
  throw new Error("the weights do not add up");
}

/** Two of three at a named point, a third at any time; also while control is only coming back. */
function momentBy(chance: Chance): Moment {
  const point = chance.below(3) === 0 ? null : POINTS[chance.below(POINTS.length)]!;
  return { point, after_ms: Math.round(chance.uniform(0, 1500)) };
}

/** In words, for the one who watches. */
export function wordsOf({ deed, moment: { point, after_ms } }: Planned): string {
  const when = point === null ? "" : ` ${after_ms} ms into ${point}`;
  switch (deed.kind) {
    case "kill":
      return `kill ${deed.who}${when}`;
    case "stop":
      return `stop ${deed.who} for ${deed.for_ms} ms${when}`;
    case "cut":
    case "full-disk":
    case "no-broker":
      return `${deed.kind} for ${deed.for_ms} ms${when}`;
  }
}
