/**
 * The simplest tracker there is: a box goes on with the track whose last box it overlaps most (Bochinski, Eiselein and
 * Sikora, "High-Speed Tracking-by-Detection Without Using Image Information", AVSS 2017).
 *
 * With the numbers of its makers, an overlap of 0.5 among them: tracks of two frames or more of which one box at least is
 * sure. Where people move far from frame to frame a smaller overlap suits it better.
 */
import { type Frames, type PixelBox, iou } from "./truth.ts";
import type { Scored } from "./peer.ts";

const SURE = 0.5;
const FRAMES_MIN = 2;

interface Chain {
  readonly boxes: { readonly frame: number; readonly box: PixelBox }[];
  best: number;
}

export interface IouRules {
  /** Boxes with a smaller score are left out. */
  readonly threshold: number;
  /** Boxes that overlap less are never the same person. */
  readonly overlap: number;
}

/** The tracks of boxes found frame by frame. */
export function iouTracks(
  frames: readonly (readonly Scored[])[],
  { threshold, overlap }: IouRules,
): Frames {
  const done: Chain[] = [];
  let active: readonly Chain[] = [];
  frames.forEach((found, frame) => {
    const free = new Set(found.filter(([, , , , score]) => score >= threshold));
    const kept: Chain[] = [];
    for (const chain of active) (extend(chain, free, { frame, overlap }) ? kept : done).push(chain);
    const begun = [...free].map((one) => ({ boxes: [at(frame, one)], best: one[4] }));
    active = [...kept, ...begun];
  });
  const long = [...done, ...active].filter(
    ({ boxes, best }) => boxes.length >= FRAMES_MIN && best >= SURE,
  );
  return frames.map((_, frame) =>
    long.flatMap(({ boxes }, id) => {
      const here = boxes.find((one) => one.frame === frame);
      return here === undefined ? [] : [{ id, box: here.box }];
    }),
  );
}

/** Gives the chain the free box that overlaps its last one most; false when none does enough. */
function extend(
  chain: Chain,
  free: Set<Scored>,
  { frame, overlap }: { readonly frame: number; readonly overlap: number },
): boolean {
  const last = chain.boxes.at(-1)!.box;
  let best: Scored | null = null;
  let most = overlap;
  for (const one of free) {
    const share = iou(last, boxOf(one));
    if (share < most) continue;
    most = share;
    best = one;
  }
  if (best === null) return false;
  chain.boxes.push(at(frame, best));
  chain.best = Math.max(chain.best, best[4]);
  return free.delete(best);
}

const boxOf = ([x, y, width, height]: Scored): PixelBox => [x, y, width, height];
const at = (frame: number, one: Scored): Chain["boxes"][number] => ({ frame, box: boxOf(one) });
