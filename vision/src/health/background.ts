/**
 * What a camera always sees: the slopes of lightness of the unmoving background, learned while the camera is healthy.
 *
 * People and vehicles pass and are averaged away. The picture is divided into cells of 10 x 10 grid points; a cell with
 * enough structure is an anchor, and an anchor is in place when the picture's slopes point where the background's do,
 * whatever the light. A camera that was moved or covered loses its anchors; people only hide a few, for a while.
 */
import { GRID_HEIGHT, GRID_POINTS, GRID_WIDTH } from "./grid.ts";

// Own names: test runners read imported ones through getters, which these loops would feel.
const WIDTH = GRID_WIDTH;
const HEIGHT = GRID_HEIGHT;
const POINTS = GRID_POINTS;
const CELL = 10;
const CELLS_ACROSS = WIDTH / CELL;
const CELLS_DOWN = HEIGHT / CELL;
export const CELLS = CELLS_ACROSS * CELLS_DOWN;

/** Slopes of one picture's lightness across and down at each grid point, grey levels per two points. */
export interface Slopes {
  readonly across: Int16Array;
  readonly down: Int16Array;
}

/** Slopes that are means over many pictures. */
export interface Background {
  readonly across: Float32Array;
  readonly down: Float32Array;
}

/** The slopes of a plane. The outermost points have none. */
export function slopesOf(plane: Uint8Array): Slopes {
  const across = new Int16Array(POINTS);
  const down = new Int16Array(POINTS);
  for (let y = 1; y < HEIGHT - 1; y++)
    for (let x = 1, at = y * WIDTH + 1; x < WIDTH - 1; x++, at++) {
      across[at] = plane[at + 1]! - plane[at - 1]!;
      down[at] = plane[at + WIDTH]! - plane[at - WIDTH]!;
    }
  return { across, down };
}

/** A background of one picture. */
export const backgroundOf = ({ across, down }: Slopes): Background => ({
  across: Float32Array.from(across),
  down: Float32Array.from(down),
});

/** `background` with one more picture in it, which weighs `weight` of 1. */
export function learned(background: Background, picture: Slopes, weight: number): Background {
  const across = new Float32Array(POINTS);
  const down = new Float32Array(POINTS);
  const kept = 1 - weight;
  for (let at = 0; at < POINTS; at++) {
    across[at] = background.across[at]! * kept + picture.across[at]! * weight;
    down[at] = background.down[at]! * kept + picture.down[at]! * weight;
  }
  return { across, down };
}

/** How a picture's cells compare with the background's, one number per cell. */
export interface Comparison {
  /** 1 where the slopes are the same in direction and pattern, 0 where they have nothing in common; NaN where no anchor is. */
  readonly likeness: Float32Array;
  /** Strength of the picture's slopes as a share of the background's; NaN where no anchor is. */
  readonly strength: Float32Array;
}

/** Mean square of an anchor's slopes at least: weaker cells are asphalt, sky and noise. */
const ANCHOR_MIN = 24;

/** At this likeness an anchor is in its place. */
export const IN_PLACE = 0.45;
/** Masts sway in the wind: a cell counts as like the background when it is so one point (0.6 % of the width) aside. */
const SWAY = 1;

/** Compares cell by cell. */
export function compare(background: Background, picture: Slopes): Comparison {
  const likeness = new Float32Array(CELLS).fill(Number.NaN);
  const strength = new Float32Array(CELLS).fill(Number.NaN);
  for (let cell = 0; cell < CELLS; cell++) {
    const home = cornerOf(cell);
    const found = products(background, picture, home, home);
    if (found.own < ANCHOR_MIN * CELL * CELL) continue;
    strength[cell] = Math.sqrt(found.its / found.own);
    const like = likenessOf(found);
    likeness[cell] = like < IN_PLACE ? swayed(background, picture, home) : like;
  }
  return { likeness, strength };
}

const likenessOf = ({ own, its, both }: Products): number =>
  its === 0 ? 0 : both / Math.sqrt(own * its);

/** The best likeness in and around a place. */
function swayed(background: Background, picture: Slopes, home: Corner): number {
  let best = 0;
  for (let y = home.y - SWAY; y <= home.y + SWAY; y++)
    for (let x = home.x - SWAY; x <= home.x + SWAY; x++) {
      if (!inside({ x, y })) continue;
      best = Math.max(best, likenessOf(products(background, picture, home, { x, y })));
    }
  return best;
}

const inside = ({ x, y }: Corner): boolean =>
  x >= 0 && y >= 0 && x <= WIDTH - CELL && y <= HEIGHT - CELL;

/** How far around its place an anchor is sought, grid points: 10 % of the width. */
const REACH = 16;
const STRIDE = 2;
/** An anchor found elsewhere must be this like, and clearly more so than in its place. */
const FOUND = 0.75;

/** Whether an anchor that is not in its place is to be seen near it. Costs about 0.15 ms. */
export function isElsewhere(background: Background, picture: Slopes, cell: number): boolean {
  const home = cornerOf(cell);
  for (let down = -REACH; down <= REACH; down += STRIDE)
    for (let across = -REACH; across <= REACH; across += STRIDE) {
      const away = { x: home.x + across, y: home.y + down };
      const near = Math.abs(across) <= STRIDE && Math.abs(down) <= STRIDE;
      if (near || !inside(away)) continue;
      if (likenessOf(products(background, picture, home, away)) > FOUND) return true;
    }
  return false;
}

interface Corner {
  readonly x: number;
  readonly y: number;
}

const cornerOf = (cell: number): Corner => ({
  x: (cell % CELLS_ACROSS) * CELL,
  y: Math.floor(cell / CELLS_ACROSS) * CELL,
});

interface Products {
  readonly own: number;
  readonly its: number;
  readonly both: number;
}

/** Sums of squares and products of the slopes of a cell of the background at `home` and of the picture at `away`. */
function products(background: Background, picture: Slopes, home: Corner, away: Corner): Products {
  let [own, its, both] = [0, 0, 0];
  for (let y = 0; y < CELL; y++) {
    let from = (home.y + y) * WIDTH + home.x;
    let to = (away.y + y) * WIDTH + away.x;
    for (let x = 0; x < CELL; x++, from++, to++) {
      const a = background.across[from]!;
      const b = background.down[from]!;
      const c = picture.across[to]!;
      const d = picture.down[to]!;
      own += a * a + b * b;
      its += c * c + d * d;
      both += a * c + b * d;
    }
  }
  return { own, its, both };
}
