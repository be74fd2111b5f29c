/** Figures of the simulated street that walk through a walk test by themselves, as far as they can. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Site } from "@crossing/config";
import { type DrawnPerson, type ZoneLayout, layoutOf } from "@crossing/simulator";
import type { Task } from "./record.ts";
import type { Walker } from "./walkers.ts";

/** A walker, and where its figures are now: for the drawn camera. */
export interface Figures extends Walker {
  now(): readonly DrawnPerson[];
}

/** Metres on the plan. */
type Place = readonly [x: number, y: number];

/** One figure's way; it stands at the end of it. */
interface Way {
  readonly from: Place;
  readonly to: Place;
  readonly since: number;
  readonly look: number;
  /** Whether it is gone at the end. */
  readonly leaves: boolean;
}

const SPEED_M_PER_S = 1.3;
const STRIDE_M = 1.4;
/** A figure comes into sight so far beside its place, m. */
const COMES_FROM_M = 3;
const PASSES_FROM_M = 5;
const APART_M = 0.75;
/** Tracks of who is gone are forgotten within this, ms. */
const CLEAR_MS = 3000;

/** Figures for the street of a site. They have no children, umbrellas, wheelchairs or night. */
export function simulatedFigures(site: Site): Figures {
  let ways: readonly Way[] = [];
  const layout = layoutOf(site);
  return {
    now: () => ways.flatMap((way) => figureAt(way, performance.now())),
    async begin({ item, zone }) {
      if (item.expect.kind === "nobody") return "begun";
      const at = layout.zones.find(({ id }) => id === zone) ?? layout.zones[0];
      const wanted = waysOf(item.id, at, layout.length);
      if (wanted === null) return { skip: `the simulated street has no "${item.id}"` };
      const since = performance.now();
      ways = wanted.map((way, n) => ({ ...way, since, look: n + 3 }));
      if (item.expect.kind === "waiting") await sleep(Math.max(...ways.map(durationOf)));
      return "begun";
    },
    async clear() {
      ways = [];
      await sleep(CLEAR_MS);
    },
    close: () => {},
  };
}

/** The ways of an item's figures; null: there are none for it. */
function waysOf(
  item: Task["item"]["id"],
  { kerb, side, depth, halfWidth }: ZoneLayout,
  length: number,
): readonly Omit<Way, "since" | "look">[] | null {
  const middle = kerb + (side * depth) / 2;
  const stands = (x: number, y: number) => ({
    from: [x + COMES_FROM_M, y] as const,
    to: [x, y] as const,
    leaves: false,
  });
  const across = {
    from: [0, middle],
    to: [0, middle - side * (length + depth)],
    leaves: true,
  } as const;
  switch (item) {
    case "adult":
      return [stands(0, middle)];
    case "corner":
      return [stands(-halfWidth + 0.4, kerb + side * 0.4)];
    case "group":
      return [-1, 0, 1].map((n) => stands(n * APART_M, middle + n * 0.3));
    case "passing":
      return [{ from: [-PASSES_FROM_M, middle], to: [PASSES_FROM_M, middle], leaves: true }];
    case "crossing":
    case "stepping-off":
      return [across];
    default:
      return null;
  }
}

const durationOf = ({ from, to }: Pick<Way, "from" | "to">): number =>
  (Math.hypot(to[0] - from[0], to[1] - from[1]) / SPEED_M_PER_S) * 1000;

function figureAt(way: Way, now: number): readonly DrawnPerson[] {
  const { from, to, since, look, leaves } = way;
  const share = (now - since) / durationOf(way);
  if (share >= 1) return leaves ? [] : [{ x: to[0], y: to[1], heading: 0, stride: null, look }];
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const walked = share * Math.hypot(dx, dy);
  return [
    {
      x: from[0] + share * dx,
      y: from[1] + share * dy,
      heading: Math.atan2(dx, dy),
      stride: walked / STRIDE_M,
      look,
    },
  ];
}
