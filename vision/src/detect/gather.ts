/** One list of things from several crops of the same picture. */
import type { Box } from "@crossing/config";
import type { Found } from "../ports.ts";
import { inside, outOf } from "./boxes.ts";
import { eachOnce } from "./ssd.ts";

/** What was found in one region; `found` in fractions of the region. */
export interface RegionFound {
  readonly region: Box;
  readonly found: readonly Found[];
}

/** A thing in fractions of the picture; `cut` when its box ends where the crop ends but the picture goes on. */
export interface Sighting extends Found {
  readonly cut: boolean;
}

/** Nearer than this to the edge of a crop, in fractions of the crop, a box is taken to go on beyond it. */
const EDGE = 0.01;
/** A cut piece lies this much inside the whole of the same thing. */
const PIECE = 0.6;

/** Everything found, in fractions of the picture, each thing once, best first. */
export function gather(regions: readonly RegionFound[]): readonly Sighting[] {
  const all = regions.flatMap(({ region, found }) => found.map((one) => sighting(region, one)));
  const whole = all.filter(({ cut }) => !cut);
  const pieces = all.filter(
    (one) =>
      one.cut && !whole.some(({ kind, box }) => kind === one.kind && inside(box, one.box) > PIECE),
  );
  return eachOnce([...whole, ...pieces]);
}

function sighting(region: Box, one: Found): Sighting {
  const cut = one.box.some((side, at) => region[at] !== (at < 2 ? 0 : 1) && atEdge(side, at));
  return { ...one, box: outOf(region, one.box), cut };
}

const atEdge = (side: number, at: number): boolean => (at < 2 ? side < EDGE : side > 1 - EDGE);
