/**
 * What is drawn over one camera's picture: a list of named polygons, and the small changes a person makes to them.
 *
 * Pure. Corners are fractions 0..1 of the picture, and never leave it.
 */
import type { CameraAreas } from "@crossing/config";

/** A corner [x, y], fractions of the picture. */
export type Corner = readonly [x: number, y: number];

/** What an area is for. */
export type AreaKind = "zone" | "crosswalk" | "lane";

/** One area. `id` is a zone's or a lane's; the crosswalk's is empty. */
export interface Area {
  readonly kind: AreaKind;
  readonly id: string;
  readonly polygon: readonly Corner[];
}

/** All areas of one camera, zones first: who stands in two counts in the first. */
export type Areas = readonly Area[];

/** The areas as the site file has them. */
export const areasOf = ({ zones, crosswalk, lanes }: CameraAreas): Areas => [
  ...zones.map(({ zone, polygon }): Area => ({ kind: "zone", id: zone, polygon })),
  ...(crosswalk === null ? [] : [{ kind: "crosswalk", id: "", polygon: crosswalk } as const]),
  ...lanes.map(({ lane, polygon }): Area => ({ kind: "lane", id: lane, polygon })),
];

/** The same for the site file. */
export function camerasAreas(areas: Areas): CameraAreas {
  const corners = ({ polygon }: Area): [number, number][] => polygon.map(([x, y]) => [x, y]);
  const of = (kind: AreaKind): readonly Area[] => areas.filter((area) => area.kind === kind);
  const crosswalk = of("crosswalk")[0];
  return {
    zones: of("zone").map((area) => ({ zone: area.id, polygon: corners(area) })),
    crosswalk: crosswalk === undefined ? null : corners(crosswalk),
    lanes: of("lane").map((area) => ({ lane: area.id, polygon: corners(area) })),
  };
}

/** A name for one area among all. */
export const keyOf = ({ kind, id }: Pick<Area, "kind" | "id">): string => `${kind} ${id}`;

/** With one corner somewhere else. */
export const withCorner = (areas: Areas, key: string, at: number, corner: Corner): Areas =>
  changed(areas, key, (polygon) =>
    polygon.map((old, index) => (index === at ? inside(corner) : old)),
  );

/** With a new corner after corner `at`: halfway to the next one, unless somebody says where. */
export const withMoreCorners = (areas: Areas, key: string, at: number, corner?: Corner): Areas =>
  changed(areas, key, (polygon) => {
    const next = polygon[(at + 1) % polygon.length]!;
    const old = polygon[at]!;
    const half: Corner = [(old[0] + next[0]) / 2, (old[1] + next[1]) / 2];
    return [...polygon.slice(0, at + 1), inside(corner ?? half), ...polygon.slice(at + 1)];
  });

/** Without a corner; a triangle keeps its three. */
export const withoutCorner = (areas: Areas, key: string, at: number): Areas =>
  changed(areas, key, (polygon) =>
    polygon.length <= 3 ? polygon : polygon.filter((_, index) => index !== at),
  );

/** With a whole area moved, as far as the picture goes. */
export function movedBy(areas: Areas, key: string, [dx, dy]: Corner): Areas {
  return changed(areas, key, (polygon) => {
    const room = (axis: 0 | 1, step: number): number => {
      const values = polygon.map((corner) => corner[axis]);
      return Math.min(1 - Math.max(...values), Math.max(-Math.min(...values), step));
    };
    const [x, y] = [room(0, dx), room(1, dy)];
    return polygon.map((corner): Corner => [corner[0] + x, corner[1] + y]);
  });
}

/** With a new area in the middle of the picture, to be pulled into place. */
export const withArea = (areas: Areas, { kind, id }: Pick<Area, "kind" | "id">): Areas =>
  areas.some((area) => keyOf(area) === keyOf({ kind, id }))
    ? areas
    : [...areas, { kind, id, polygon: FIRST }];

/** Without an area. */
export const withoutArea = (areas: Areas, key: string): Areas =>
  areas.filter((area) => keyOf(area) !== key);

const FIRST: readonly Corner[] = [
  [0.4, 0.4],
  [0.6, 0.4],
  [0.6, 0.6],
  [0.4, 0.6],
];

const changed = (
  areas: Areas,
  key: string,
  change: (polygon: Area["polygon"]) => Area["polygon"],
): Areas =>
  areas.map((area) => (keyOf(area) === key ? { ...area, polygon: change(area.polygon) } : area));

const inside = ([x, y]: Corner): Corner => [bounded(x), bounded(y)];
const bounded = (part: number): number => Math.min(1, Math.max(0, part));
