/**
 * One list of things from several crops of the same picture.
 *
 * Crops overlap so that nobody is cut by all of them. Boxes of one thing are melted into one, the surer ones counting
 * more: its edges are better than those of each. Its score is half the best one, half the mean over all crops that
 * should have seen it whole, and more for each further crop that did: what one of three crops believes in is believed
 * less, what three agree on is believed more.
 */
import type { Box } from "@crossing/config";
import type { Found } from "../ports.ts";
import { inside, outOf, overlap } from "./boxes.ts";
import { eachOnce } from "./each-once.ts";

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
const EDGE = 0.02;
/** A cut piece lies this much inside the whole of the same thing. */
const PIECE = 0.6;
/** So much surer is what one more crop has seen. */
const AGREED = 0.1;
/** Nothing is surer. */
const SURE = 0.99;
/** Two people rarely overlap more than this, two boxes of one person nearly always. */
const SAME = 0.5;

/** Everything found, in fractions of the picture, each thing once, best first. */
export function gather(regions: readonly RegionFound[]): readonly Sighting[] {
  const all = regions.flatMap(({ region, found }) => found.map((one) => viewOf(region, one)));
  const things: View[][] = [];
  for (const view of all.sort(wholeAndSureFirst)) {
    const same = sameThing(things, view);
    if (same === null) things.push([view]);
    else if (!view.cut) same.push(view);
  }
  const sightings = things.map((views) => melted(views, regions));
  return eachOnce(sightings, SAME);
}

/** What one crop shows of a thing. */
interface View extends Sighting {
  readonly region: Box;
}

function viewOf(region: Box, one: Found): View {
  const cut = one.box.some((side, at) => region[at] !== (at < 2 ? 0 : 1) && atEdge(side, at));
  return { ...one, box: outOf(region, one.box), cut, region };
}

const atEdge = (side: number, at: number): boolean => (at < 2 ? side < EDGE : side > 1 - EDGE);

const wholeAndSureFirst = (a: View, b: View): number =>
  Number(a.cut) - Number(b.cut) || b.score - a.score;

/** The views of the thing that this is a view, or a cut piece, of; null: it is a new thing. */
function sameThing(things: readonly View[][], view: View): View[] | null {
  let best: View[] | null = null;
  let most = SAME;
  for (const views of things) {
    const first = views[0]!;
    if (first.kind !== view.kind) continue;
    const shared = overlap(first.box, view.box);
    if (shared > most || (best === null && view.cut && inside(first.box, view.box) > PIECE)) {
      best = views;
      most = Math.max(most, shared);
    }
  }
  return best;
}

function melted(views: readonly View[], regions: readonly RegionFound[]): Sighting {
  const { kind, cut, score } = views[0]!;
  const weights = views.map((view) => view.score ** 2);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const side = (at: number): number =>
    views.reduce((sum, { box }, view) => sum + box[at]! * weights[view]!, 0) / all;
  const box: Box = [side(0), side(1), side(2), side(3)];
  const seen = scoreByRegion(views);
  const blind = regions.filter(({ region }) => !seen.has(region) && holds(region, box)).length;
  const sum = [...seen.values()].reduce((total, one) => total + one, 0);
  const believed = (score + sum / (seen.size + blind)) / 2 + AGREED * (seen.size - 1);
  return { kind, cut, box, score: Math.min(SURE, believed) };
}

/** The best score of each crop that shows the thing. */
function scoreByRegion(views: readonly View[]): ReadonlyMap<Box, number> {
  const scores = new Map<Box, number>();
  for (const { region, score } of views)
    scores.set(region, Math.max(score, scores.get(region) ?? 0));
  return scores;
}

/** Whether a box lies in a region, and not at an edge that would cut it. */
function holds(region: Box, box: Box): boolean {
  const margin = [region[2] - region[0], region[3] - region[1]].map((length) => length * EDGE);
  return box.every((side, at) => {
    const edge = region[at]!;
    if (edge === (at < 2 ? 0 : 1)) return true;
    return at < 2 ? side >= edge + margin[at]! : side <= edge - margin[at - 2]!;
  });
}
