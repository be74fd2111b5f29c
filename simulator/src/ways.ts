/** Ways over the pavement: up to a place at the kerb, and on from the road. Walked at a constant speed. */
import type { ZoneLayout } from "./layout.ts";

/** Corners of a way, m, from where it begins. */
export type Way = readonly (readonly [x: number, y: number])[];

/** Where somebody is on a way, and which way they look (radians from +y towards +x). */
export interface OnWay {
  readonly x: number;
  readonly y: number;
  readonly heading: number;
}

/** Length of every way up to a place, m: so it is known when somebody must set off before it is known where they will stand. */
export const WAY_UP_M = 20;
/** Pavement that is walked along after the crossing, m. */
const WALKED_ON_M = 15;
/** Where people walk along, m behind the kerb. */
const PATH_M = 3.3;
const PATH_WIDTH_M = 0.9;
/** People leave the path along the road this far beside the place they go to, m. */
const TURN_M = 1.6;

/** The way up to a place. `dice` say from which side, and how far from the kerb. */
export function wayUp(
  zone: ZoneLayout,
  standing: { readonly x: number; readonly y: number },
  dice: readonly number[],
): Way {
  const from = dice[4]! < 0.5 ? -1 : 1;
  const along = zone.kerb + zone.side * (PATH_M + PATH_WIDTH_M * dice[5]!);
  const turn = standing.x + from * TURN_M;
  const straight = WAY_UP_M - Math.hypot(TURN_M, along - standing.y);
  return [
    [turn + from * straight, along],
    [turn, along],
    [standing.x, standing.y],
  ];
}

/** The way on for somebody who has crossed to `zone`. */
export function wayOn(
  zone: ZoneLayout,
  here: { readonly x: number; readonly y: number },
  dice: readonly number[],
): Way {
  const away = dice[6]! < 0.5 ? -1 : 1;
  const along = zone.kerb + zone.side * (PATH_M + PATH_WIDTH_M * dice[5]!);
  return [
    [here.x, here.y],
    [here.x + away * 0.8, along],
    [away * (zone.halfWidth + WALKED_ON_M), along],
  ];
}

/** The way off for somebody who gives up at `zone`. */
export function wayOff(zone: ZoneLayout, here: { readonly x: number; readonly y: number }): Way {
  const away = here.x < 0 ? -1 : 1;
  const along = zone.kerb + zone.side * PATH_M;
  return [
    [here.x, here.y],
    [here.x + away, along],
    [away * (zone.halfWidth + WALKED_ON_M), along],
  ];
}

/** Length of a way, m. */
export function lengthOf(way: Way): number {
  let total = 0;
  for (let at = 1; at < way.length; at++) total += legOf(way, at);
  return total;
}

/** Where somebody is who has walked `walked` metres of a way; its end, when that is more than there is. */
export function placeOn(way: Way, walked: number): OnWay {
  let left = Math.max(0, walked);
  for (let at = 1; at < way.length; at++) {
    const far = legOf(way, at);
    if (left > far && at < way.length - 1) {
      left -= far;
      continue;
    }
    const share = far < 1e-6 ? 1 : Math.min(1, left / far);
    const [fromX, fromY] = way[at - 1]!;
    const [toX, toY] = way[at]!;
    const [dx, dy] = [toX - fromX, toY - fromY];
    return { x: fromX + dx * share, y: fromY + dy * share, heading: Math.atan2(dx, dy) };
  }
  const [x, y] = way[0]!;
  return { x, y, heading: 0 };
}

function legOf(way: Way, at: number): number {
  const [fromX, fromY] = way[at - 1]!;
  const [toX, toY] = way[at]!;
  return Math.hypot(toX - fromX, toY - fromY);
}
