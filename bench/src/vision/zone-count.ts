/** Whether the right number of people is seen in a zone: what the controller goes by. */
import type { CameraSite, Site } from "@crossing/config";
import { type Size, openFile } from "@crossing/vision";
import { missingFor, optionsOf } from "./whole-picture.ts";
import type { Asked } from "./asked.ts";
import { type Clip, NO_CLIPS, clipOf, petsSite } from "./clips.ts";
import { type CountScore, scoreCounts } from "./count-score.ts";
import { type Goal, type GoalRow, absent, percent, row, told, twoDigits } from "./rows.ts";
import { feetOf } from "./truth.ts";
import { watch } from "./watched.ts";

const HOW =
  "Zones A and B of bench/sites/pets09-s2l1.json, each camera with its zone and without the crosswalk (who walks off it does not wait, but is boxed all the same), " +
  "every frame of the PETS clip. Truth: people whose box has the middle of its lower edge in the polygon. Means over both zones.";

const EXACT: Goal = {
  what: "people in a zone, PETS: frames with exactly the right count",
  good: "above",
  must: 0.75,
  try: 0.85,
  words: percent,
  how: HOW,
};
const PRESENCE: Goal = {
  what: "people in a zone, PETS: presence right",
  good: "above",
  must: 0.97,
  try: 0.99,
  words: percent,
  how: HOW,
};

type Polygon = CameraSite["zones"][number]["polygon"];

interface ZoneScore {
  readonly zone: string;
  readonly score: CountScore;
}

export async function measureZones(asked: Asked): Promise<readonly GoalRow[]> {
  if (!asked.clips.includes("pets")) return [];
  const clip = clipOf("pets");
  const missing = missingFor(clip, asked);
  if (clip === null || missing !== null)
    return [EXACT, PRESENCE].map((goal) => absent(goal, missing ?? NO_CLIPS));
  const size = await sizeOf(clip.file);
  const site = zonesOnly(petsSite());
  const scores: ZoneScore[] = [];
  for (const camera of site.cameras) {
    const options = { ...optionsOf(clip, asked), site, camera: camera.id };
    const { lines } = await watch(options, clip.truth.length);
    for (const { zone, polygon } of camera.zones) {
      const counted = lines.map(({ zones }) => zones[zone]!);
      scores.push({ zone, score: scoreCounts(standing(clip, polygon, size), counted) });
    }
  }
  return [
    zoneRow(EXACT, scores, ({ exact }) => exact, percent),
    zoneRow(PRESENCE, scores, ({ presence }) => presence, percent),
    zoneRow(ERROR, scores, ({ error }) => error, twoDigits),
    told(
      "people in a zone, PETS: mean of count less truth",
      scores.map(({ zone, score }) => `${zone} ${twoDigits(score.bias)}`).join(", "),
      HOW,
    ),
  ];
}

const ERROR: Goal = {
  what: "people in a zone, PETS: count error per frame",
  good: "below",
  must: null,
  how: HOW,
};

const zonesOnly = (site: Site): Site => ({
  ...site,
  cameras: site.cameras.map((camera) => ({ ...camera, crosswalk: null })),
});

async function sizeOf(file: string): Promise<Size> {
  const { size } = await openFile({ file, side: 1, look: () => [] });
  return size;
}

/** Below this the feet of a box that the picture's edge cuts off stand in a polygon that reaches down to that edge. */
const BOTTOM = 0.999;

/** How many people of the truth stand in a polygon, frame by frame. */
export const standing = ({ truth }: Pick<Clip, "truth">, polygon: Polygon, size: Size) =>
  truth.map(
    (people) =>
      people.filter(({ box }) => {
        const [x, y] = feetOf(box);
        return holds(polygon, x / size.width, Math.min(y / size.height, BOTTOM));
      }).length,
  );

/** Whether a point lies in a polygon: a ray to the right crosses its sides an odd number of times. */
function holds(polygon: Polygon, x: number, y: number): boolean {
  let odd = false;
  polygon.forEach(([x1, y1], at) => {
    const [x0, y0] = polygon.at(at - 1)!;
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) odd = !odd;
  });
  return odd;
}

function zoneRow(
  goal: Goal,
  scores: readonly ZoneScore[],
  of: (score: CountScore) => number,
  words: (value: number) => string,
): GoalRow {
  const mean = scores.reduce((sum, { score }) => sum + of(score), 0) / scores.length;
  const each = scores.map(({ zone, score }) => `${zone} ${words(of(score))}`).join(", ");
  return row(goal, mean, each);
}
