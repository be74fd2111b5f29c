/** Whether the eyes see what is there: boxes and counts of whole pictures against the truth of the clips. */
import { openFile } from "@crossing/vision";
import type { Asked } from "./asked.ts";
import { scoreBoxes } from "./box-score.ts";
import { type Clip, type ClipName, NO_CLIPS, clipOf } from "./clips.ts";
import { type CountScore, scoreCounts } from "./count-score.ts";
import { type Goal, type GoalRow, absent, ms, percent, row, told, twoDigits } from "./rows.ts";
import { standsIn } from "./truth.ts";
import { type Watched, boxesOf, watchOnce } from "./watched.ts";
import { missingFor, optionsOf, scoreWatched } from "./whole-picture.ts";

const SAME_FOR_ALL =
  "the model that ships, its one threshold for all clips, every frame of the clip at the clip's own rate";

interface ClipGoals {
  readonly count: Goal;
  readonly recall: Goal;
  readonly precision: Goal;
}

const HOW_COUNT = `\`crossing vision count\` without a site, ${SAME_FOR_ALL}: mean of |smoothed count - people boxed by hand|.`;
const HOW_BOXES = `Boxes that count against boxes drawn by hand, at an overlap (IoU) of 0.5, as many pairs as can be in each frame; ${SAME_FOR_ALL}.`;

const GOALS: Readonly<Record<ClipName, ClipGoals>> = {
  pets: goals("PETS", { count: [0.5, 0.4], recall: [0.86, 0.9], precision: [0.88, 0.92] }),
  tud: goals("TUD-Stadtmitte", { count: [0.9, 0.75] }),
};

type Limits = readonly [must: number, wish: number];

function goals(
  clip: string,
  limits: { readonly count: Limits; readonly recall?: Limits; readonly precision?: Limits },
): ClipGoals {
  const goal = (what: string, good: Goal["good"], how: string, limit?: Limits): Goal => ({
    what: `${what}, ${clip}`,
    good,
    must: limit?.[0] ?? null,
    ...(limit === undefined ? {} : { try: limit[1] }),
    words: good === "above" ? percent : twoDigits,
    how,
  });
  return {
    count: goal("count error per frame", "below", HOW_COUNT, limits.count),
    recall: goal("recall of people boxes", "above", HOW_BOXES, limits.recall),
    precision: goal("precision of people boxes", "above", HOW_BOXES, limits.precision),
  };
}

export async function measureAccuracy(asked: Asked): Promise<readonly GoalRow[]> {
  const rows: GoalRow[] = [];
  for (const name of asked.clips) rows.push(...(await rowsOf(name, asked)));
  return rows;
}

async function rowsOf(name: ClipName, asked: Asked): Promise<readonly GoalRow[]> {
  const { count, recall, precision } = GOALS[name];
  const clip = clipOf(name);
  const missing = missingFor(clip, asked);
  if (clip === null || missing !== null)
    return [count, recall, precision].map((goal) => absent(goal, missing ?? NO_CLIPS));
  const watched = await watchOnce(optionsOf(clip, asked), clip.truth.length);
  const { boxes, smoothed, raw } = scoreWatched(clip, watched);
  return [
    row(count, smoothed.error, countWords(smoothed, raw)),
    row(recall, boxes.recall),
    row(precision, boxes.precision),
    row(costGoal(clip), watched.cpu_ms * CAMERAS * 1.5, lookWords(watched)),
    await atTheirRate(clip, watched, asked),
    ...withoutUnboxed(clip, watched),
  ];
}

/** What the figures are when people whom nobody boxed are not held against us; told, not judged. */
function withoutUnboxed({ unboxed, truth, what }: Clip, { lines }: Watched): readonly GoalRow[] {
  if (unboxed === null) return [];
  const boxed = ([x, y, width, height]: readonly number[]): boolean =>
    !standsIn([x!, y!, width!, height!], unboxed);
  const count = scoreCounts(
    truth.map(({ length }) => length),
    lines.map(({ people, tracks }) => people - tracks.filter(([, ...box]) => !boxed(box)).length),
  );
  const boxes = scoreBoxes(
    truth.map((named) => named.map(({ box }) => box)),
    boxesOf({ lines: lines.map((line) => ({ ...line, boxes: line.boxes.filter(boxed) })) }),
  );
  return [
    told(
      `the same where the truth has boxes at all, ${what}`,
      `count error ${twoDigits(count.error)}, bias ${twoDigits(count.bias)}, recall ${percent(boxes.recall)}, precision ${percent(boxes.precision)}`,
      "The truth of PETS leaves out who walks on the far path at the top left (feet within 200 x 100 pixels of the corner). Those boxes and tracks are left out here; the rows that are judged count them as wrong.",
    ),
  ];
}

const CAMERAS = 2;

/** A count is as old as its own look, and at most as old as the looks at both cameras besides: 1.5 rounds. */
const costGoal = (clip: Clip): Goal => ({
  what: `age of such a count at most, two cameras in turn, ${clip.what}`,
  good: "below",
  must: 500,
  words: ms,
  how: "From what a frame costs, CPU time of this process and of ffmpeg, all looks together: with two cameras looked at in turn by one thread a count is told after its own cost, and stands until both cameras were looked at again. Three times the cost of a frame.",
});

/** The count error when frames are left out because two cameras cost more than the clip's rate allows. */
async function atTheirRate(clip: Clip, { cpu_ms }: Watched, asked: Asked): Promise<GoalRow> {
  const { fps } = await openFile({ file: clip.file, side: 1, look: () => [] });
  const every = Math.max(asked.every, Math.ceil((CAMERAS * cpu_ms * fps) / 1000));
  const watched = await watchOnce(optionsOf(clip, { ...asked, every }), clip.truth.length);
  const { smoothed } = scoreWatched(clip, watched);
  return told(
    `count error at the rate that two cameras on this machine leave, ${clip.what}`,
    `${twoDigits(smoothed.error)}, bias ${twoDigits(smoothed.bias)} (one frame in ${every}, ${(fps / every).toFixed(1)} a second)`,
    "As the count error, but only as many frames are looked at as there is time for when two such cameras are looked at in turn by one thread; a count stands until the next.",
  );
}

const countWords = (smoothed: CountScore, raw: CountScore): string =>
  `bias ${twoDigits(smoothed.bias)}, ${twoDigits(raw.error)} without smoothing, ${smoothed.frames} frames`;

const lookWords = ({ summary, cpu_ms }: Watched): string =>
  `${ms(cpu_ms)} a frame: decode ${ms(summary.ms.decode)}, pre ${ms(summary.ms.pre)}, infer ${ms(summary.ms.infer)}, post ${ms(summary.ms.post)}`;
