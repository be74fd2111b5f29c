/** Pulls a corner onto what is near: another area's corner or side, or the border of the picture. Pure. */
import { type Areas, type Corner, keyOf } from "./areas.ts";

/** Width over height of the picture: near is judged as it looks. */
export interface SnapOptions {
  readonly aspect: number;
  /** How near, in widths of the picture. */
  readonly within: number;
}

/** The corner, or the place near it where it probably belongs; corners before sides, sides before the border. */
export function snapped(
  corner: Corner,
  areas: Areas,
  own: string,
  { aspect, within }: SnapOptions,
): Corner {
  const others = areas.filter((area) => keyOf(area) !== own);
  const distance = ([x, y]: Corner): number => Math.hypot(x - corner[0], (y - corner[1]) / aspect);
  const nearest = (places: readonly Corner[]): Corner | null =>
    places
      .filter((place) => distance(place) <= within)
      .reduce<Corner | null>((best, place) => {
        return best === null || distance(place) < distance(best) ? place : best;
      }, null);
  return (
    nearest(others.flatMap(({ polygon }) => polygon)) ??
    nearest(
      others.flatMap(({ polygon }) => sides(polygon).map((side) => onSide(corner, side, aspect))),
    ) ??
    toBorder(corner, { aspect, within })
  );
}

type Side = readonly [from: Corner, to: Corner];

const sides = (polygon: readonly Corner[]): readonly Side[] =>
  polygon.map((corner, at) => [corner, polygon[(at + 1) % polygon.length]!]);

/** The place on a side that looks nearest. */
function onSide([x, y]: Corner, [from, to]: Side, aspect: number): Corner {
  const [dx, dy] = [to[0] - from[0], (to[1] - from[1]) / aspect];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((x - from[0]) * dx + ((y - from[1]) / aspect) * dy) / length;
  const share = Math.min(1, Math.max(0, along));
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}

function toBorder([x, y]: Corner, { aspect, within }: SnapOptions): Corner {
  const pulled = (part: number, near: number): number =>
    part < near ? 0 : part > 1 - near ? 1 : part;
  return [pulled(x, within), pulled(y, within * aspect)];
}
