/** Where people stand while they wait: rows behind the kerb, the first row first, nobody on top of another. */
import type { ZoneLayout } from "./layout.ts";

/** A standing place, m, and its row: 0 is at the kerb. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly row: number;
}

const SPACING_M = 0.82;
const FIRST_ROW_M = 0.6;
const ROW_M = 0.68;
const ROWS = 3;
/** People do not stand on a grid. */
const SCATTER_M = 0.07;

/** All standing places of a zone. Rows are shifted by half a place, so people look past each other. */
export function placesOf(zone: ZoneLayout): readonly Place[] {
  const places: Place[] = [];
  for (let row = 0; row < ROWS; row++) {
    const count = Math.max(1, Math.floor((2 * zone.halfWidth - 0.5) / SPACING_M) + 1 - (row % 2));
    for (let n = 0; n < count; n++) {
      const y = zone.kerb + zone.side * (FIRST_ROW_M + row * ROW_M);
      places.push({ x: (n - (count - 1) / 2) * SPACING_M, y, row });
    }
  }
  return places;
}

/** A free place for somebody: one of the first row that has any; null when all are taken. */
export function freePlace(
  places: readonly Place[],
  taken: ReadonlySet<number>,
  dice: readonly number[],
): number | null {
  for (let row = 0; row < ROWS; row++) {
    const free = places.flatMap((place, index) =>
      place.row === row && !taken.has(index) ? [index] : [],
    );
    if (free.length > 0) return free[Math.floor(dice[0]! * free.length)]!;
  }
  return null;
}

/** The place itself, a little off the grid. All taken: somewhere at the back of the zone. */
export function standingAt(
  zone: ZoneLayout,
  places: readonly Place[],
  index: number | null,
  dice: readonly number[],
): { readonly x: number; readonly y: number } {
  const place = index === null ? null : places[index]!;
  const x = place?.x ?? (2 * dice[1]! - 1) * (zone.halfWidth - 0.2);
  const y = place?.y ?? zone.kerb + zone.side * (zone.depth - 0.3);
  return { x: x + (2 * dice[2]! - 1) * SCATTER_M, y: y + (2 * dice[3]! - 1) * SCATTER_M };
}
