/**
 * Somebody at the kerb with a stop-watch: what the lamps really showed, and for how long.
 *
 * Knows no box and no cabinet, only lamps and the shortest times. It judges a row of intervals that follow each other
 * without a break; flashing or dark lamps, a damaged lamp and somebody else's commands are a break. An interval whose
 * beginning or end was in a break is not timed.
 */
import type { Indications } from "@crossing/config";

/** The shortest times that the street is owed, ms. */
export interface ShortestTimes {
  readonly green: number;
  readonly yellow: number;
  /** All red after yellow. */
  readonly redClearance: number;
  readonly walk: number;
  readonly clearance: number;
  /** All red after people. */
  readonly buffer: number;
}

/** What was seen at a moment. */
export interface Seen {
  readonly now: number;
  /** Null: dark. */
  readonly heads: Indications | null;
  /** A lamp is stuck or out, or somebody else commands: nothing is judged. */
  readonly excused: boolean;
  /** A fault is latched: green may end at once. */
  readonly hurried: boolean;
}

/** Watches the lamps of one crossing. */
export interface LampWitness {
  see(seen: Seen): void;
  /** How many whole intervals were timed, and walks seen. */
  readonly timed: number;
  readonly walks: number;
}

type Part = "green" | "yellow" | "red" | "red-yellow" | "walk" | "clearance" | "break";

const FOLLOWS: Readonly<Record<Part, readonly Part[]>> = {
  green: ["yellow"],
  yellow: ["red"],
  red: ["green", "walk", "red-yellow"],
  "red-yellow": ["green", "red"],
  walk: ["clearance"],
  clearance: ["red"],
  break: [],
};

/** Tells every breach in a sentence. Times may be short by `slack_ms`: the moments of two looks. */
export function createLampWitness(
  least: ShortestTimes,
  slack_ms: number,
  breach: (what: string) => void,
): LampWitness {
  let part: Part = "break";
  let before: Part = "break";
  let since = -Infinity;
  let timed = 0;
  let walks = 0;

  function ended(next: Part, now: number, hurried: boolean): void {
    if (!FOLLOWS[part].includes(next)) return breach(`${part} was followed by ${next}`);
    if (before === "break" || (hurried && part === "green")) return;
    timed += 1;
    const owed = owedTo(part, before, next, least);
    if (now - since + slack_ms < owed)
      breach(
        `${part} between ${before} and ${next} lasted ${Math.round(now - since)} ms of ${owed}`,
      );
  }

  return {
    see({ now, heads, excused, hurried }) {
      if (!excused && heads !== null && together(heads))
        breach(`vehicle ${heads.vehicle} beside ped ${heads.ped}`);
      const next = excused || heads === null ? "break" : partOf(heads);
      if (next === part) return;
      if (part !== "break" && next !== "break") ended(next, now, hurried);
      if (next === "walk") walks += 1;
      before = part;
      part = next;
      since = now;
    },
    get timed() {
      return timed;
    },
    get walks() {
      return walks;
    },
  };
}

/** People and vehicles are sent into each other. */
const together = ({ vehicle, ped }: Indications): boolean =>
  vehicle !== "red" && (ped === "walk" || ped === "flashing-walk");

function partOf({ vehicle, ped }: Indications): Part {
  if (vehicle === "red" && ped === "walk") return "walk";
  if (vehicle === "red" && ped === "flashing-walk") return "clearance";
  if (ped !== "dont-walk") return "break";
  return vehicle === "dark" || vehicle === "flashing-yellow" ? "break" : vehicle;
}

function owedTo(part: Part, before: Part, next: Part, least: ShortestTimes): number {
  switch (part) {
    case "green":
      return least.green;
    case "yellow":
      return least.yellow;
    case "walk":
      return least.walk;
    case "clearance":
      return least.clearance;
    case "red":
      if (before === "yellow" && next === "walk") return least.redClearance;
      return before === "clearance" && next !== "walk" ? least.buffer : 0;
    case "red-yellow":
    case "break":
      return 0;
  }
}
