/** Whether each person keeps one number. */
import { missingFor, optionsOf } from "./whole-picture.ts";
import type { Asked } from "./asked.ts";
import { type MotScore, scoreTracks } from "./clear-mot.ts";
import { type Clip, NO_CLIPS, clipOf } from "./clips.ts";
import { cocoFound, missingCoco } from "./coco-boxes.ts";
import { type IdScore, scoreIds } from "./idf1.ts";
import { type IouRules, iouTracks } from "./iou-tracker.ts";
import { type Goal, type GoalRow, absent, percent, row, told, twoDigits } from "./rows.ts";
import type { Frames } from "./truth.ts";
import { tracksOf, watchOnce } from "./watched.ts";

const HOW =
  "People followed against people numbered by hand at an overlap (IoU) of 0.5, whole picture, every frame: CLEAR MOT (Bernardin and Stiefelhagen 2008) and IDF1 (Ristani et al. 2016).";
const HOW_BETTER =
  "Against the boxes of coco-ssd on tfjs, whole pictures, with the IoU tracker of Bochinski, Eiselein and Sikora (2017), at the threshold and the overlap that give it its best IDF1 on that very clip, known afterwards.";

/** A third better. */
const THIRD = 2 / 3;

const better = (what: string, clip: string): Goal => ({
  what: `${what} as a share of that of coco-ssd with an IoU tracker, ${clip}`,
  good: "below",
  must: null,
  try: THIRD,
  how: HOW_BETTER,
});

export async function measureTracks(asked: Asked): Promise<readonly GoalRow[]> {
  const rows: GoalRow[] = [];
  for (const name of asked.clips) rows.push(...(await rowsOf(clipOf(name), { name, asked })));
  return rows;
}

export interface TrackScore {
  readonly mot: MotScore;
  readonly ids: IdScore;
}

export const scoreAll = ({ truth }: Pick<Clip, "truth">, tracks: Frames): TrackScore => ({
  mot: scoreTracks(truth, tracks),
  ids: scoreIds(truth, tracks),
});

async function rowsOf(
  clip: Clip | null,
  { name, asked }: { readonly name: string; readonly asked: Asked },
): Promise<readonly GoalRow[]> {
  const missing = missingFor(clip, asked);
  if (clip === null || missing !== null) return [told(`tracks, ${name}`, missing ?? NO_CLIPS, HOW)];
  const watched = await watchOnce(optionsOf(clip, asked), clip.truth.length);
  const ours = scoreAll(clip, tracksOf(watched));
  return [told(`tracks, ${clip.what}`, words(ours), HOW), ...(await against(clip, ours))];
}

async function against(clip: Clip, ours: TrackScore): Promise<readonly GoalRow[]> {
  const broken = better("identity switches and fragmentations", clip.what);
  const wrong = better("time without one's own number (1 - IDF1)", clip.what);
  const missing = missingCoco();
  if (missing !== null) return [broken, wrong].map((goal) => absent(goal, missing));
  const { rules, score } = await bestPeer(clip);
  const breaks = ({ mot }: TrackScore): number => mot.switches + mot.fragmentations;
  const lost = ({ ids }: TrackScore): number => 1 - ids.idf1;
  return [
    told(
      `tracks of coco-ssd with an IoU tracker (threshold ${rules.threshold}, overlap ${rules.overlap}), ${clip.what}`,
      words(score),
      HOW_BETTER,
    ),
    row(broken, breaks(ours) / breaks(score), `${breaks(ours)} against ${breaks(score)}`),
    row(
      wrong,
      lost(ours) / lost(score),
      `${twoDigits(lost(ours))} against ${twoDigits(lost(score))}`,
    ),
  ];
}

/** What a tuner would try for it. */
const TRIED: readonly IouRules[] = [0.2, 0.3, 0.4, 0.5, 0.6].flatMap((threshold) =>
  [0.2, 0.3, 0.5].map((overlap) => ({ threshold, overlap })),
);

async function bestPeer(
  clip: Clip,
): Promise<{ readonly rules: IouRules; readonly score: TrackScore }> {
  const { frames } = await cocoFound(clip);
  const all = TRIED.map((rules) => ({ rules, score: scoreAll(clip, iouTracks(frames, rules)) }));
  return all.reduce((best, one) => (one.score.ids.idf1 > best.score.ids.idf1 ? one : best));
}

const words = ({ mot, ids }: TrackScore): string =>
  `MOTA ${percent(mot.mota)}, IDF1 ${percent(ids.idf1)}, ${mot.switches} switches, ${mot.fragmentations} fragmentations, ` +
  `${mot.misses} missed and ${mot.falses} false of ${mot.truths}`;
