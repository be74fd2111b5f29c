/** What was found in each region of a picture lately, as one list: with two regions each look sees only half. */
import type { Box, Detection, Instant } from "@crossing/config";
import { type RegionFound, type Sighting, gather } from "../detect/gather.ts";

interface Sight extends RegionFound {
  readonly at: Instant;
}

/** What is older says nothing about now; ms. */
const LATELY = 1000;

/** The last look at each region. */
export type Sights = readonly Sight[];

/** With one more look. */
export const withSight = (sights: Sights, look: RegionFound, at: Instant): Sights => [
  ...sights.filter((old) => !same(old.region, look.region) && at - old.at <= LATELY),
  { ...look, at },
];

/** Everything found lately with a score of `scoreMin` or more, each thing once. */
export const detections = (sights: Sights, scoreMin: number): readonly Detection[] =>
  gather(sights)
    .filter(({ score }) => score >= scoreMin)
    .map(({ kind, box, score }: Sighting) => ({ kind, box, score }));

const same = (a: Box, b: Box): boolean => a.every((side, at) => side === b[at]);
