/** Whether others see more: coco-ssd as it ships, and OpenCV's HOG, on the same clips. */
import { type Watched, watchOnce } from "./watched.ts";
import { missingFor, optionsOf, scoreWatched } from "./whole-picture.ts";
import type { Asked } from "./asked.ts";
import { type Clip, NO_CLIPS, clipOf } from "./clips.ts";
import { COCO_THRESHOLD, cocoFound, missingCoco } from "./coco-boxes.ts";
import { hogFound, missingHog } from "./hog.ts";
import { type PeerFound, type PeerScore, bestScore, scoreAt } from "./peer.ts";
import { type Goal, type GoalRow, absent, percent, row, told, twoDigits } from "./rows.ts";

interface Peer {
  readonly what: string;
  /** Why it cannot be asked here. */
  missing(): string | null;
  find(clip: Clip): Promise<PeerFound>;
  /** The threshold it has of itself. */
  readonly own: number;
  readonly thresholds: readonly number[];
}

const COCO_STEPS = [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7];
const HOG_STEPS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2];

const PEERS: readonly Peer[] = [
  {
    what: "coco-ssd on tfjs",
    missing: missingCoco,
    find: cocoFound,
    own: COCO_THRESHOLD,
    thresholds: COCO_STEPS,
  },
  { what: "OpenCV HOG", missing: missingHog, find: hogFound, own: 0, thresholds: HOG_STEPS },
];

const HOW =
  "The peer looks at whole pictures (HOG at the PETS clip enlarged 2.5 times, at every fifth frame of it and every third of TUD: it finds nobody smaller than its window), at the threshold that gives " +
  "it the smallest count error on that very clip, known afterwards; ours as in the rows above. The ratio is of the mean count errors over the frames that both looked at.";

export async function measurePeers(asked: Asked): Promise<readonly GoalRow[]> {
  const rows: GoalRow[] = [];
  for (const name of asked.clips)
    for (const peer of PEERS) rows.push(...(await rowsOf(peer, clipOf(name), { name, asked })));
  return rows;
}

const goalOf = (peer: Peer, clip: string): Goal => ({
  what: `count error as a share of that of ${peer.what}, ${clip}`,
  good: "below",
  must: 1,
  how: HOW,
});

async function rowsOf(
  peer: Peer,
  clip: Clip | null,
  { name, asked }: { readonly name: string; readonly asked: Asked },
): Promise<readonly GoalRow[]> {
  const missing = missingFor(clip, asked) ?? peer.missing();
  if (clip === null || missing !== null) return [absent(goalOf(peer, name), missing ?? NO_CLIPS)];
  const found = await peer.find(clip);
  const best = bestScore(found, clip.truth, peer.thresholds);
  const own = scoreAt(found, clip.truth, peer.own);
  const watched = await watchOnce(optionsOf(clip, asked), clip.truth.length);
  const ours = ourScore(clip, watched, found.every);
  return [
    row(
      goalOf(peer, clip.what),
      ours / best.count.error,
      `${twoDigits(ours)} against ${twoDigits(best.count.error)}`,
    ),
    told(
      `${peer.what}, ${clip.what}, best threshold (${twoDigits(best.threshold)})`,
      words(best),
      HOW,
    ),
    told(
      `${peer.what}, ${clip.what}, its own threshold (${twoDigits(own.threshold)})`,
      words(own),
      HOW,
    ),
  ];
}

/** Our count error over each `every`-th frame. */
function ourScore({ truth, ...clip }: Clip, watched: Watched, every: number): number {
  const taken = <One>(all: readonly One[]): readonly One[] =>
    all.filter((_, frame) => frame % every === 0);
  const some = { ...watched, lines: taken(watched.lines) };
  return scoreWatched({ ...clip, truth: taken(truth) }, some).smoothed.error;
}

const words = ({ count, recall, precision }: PeerScore): string =>
  `count error ${twoDigits(count.error)}, recall ${percent(recall)}, precision ${percent(precision)}, ${count.frames} frames`;
