/** A clip looked at as a whole picture: what it takes, and how it scores. */
import { VISION } from "@crossing/config";
import { findModel } from "@crossing/vision";
import { hasFfmpeg } from "../clip.ts";
import { missingModel } from "../model.ts";
import type { Asked } from "./asked.ts";
import { scoreBoxes } from "./box-score.ts";
import { type Clip, NO_CLIPS } from "./clips.ts";
import { scoreCounts } from "./count-score.ts";
import { type Watched, boxesOf } from "./watched.ts";

/** What stands in the way of looking at a clip; null: nothing. */
export function missingFor(clip: Clip | null, { model }: Pick<Asked, "model">): string | null {
  if (clip === null) return NO_CLIPS;
  if (!hasFfmpeg()) return "no ffmpeg on this machine";
  return model === undefined ? missingModel() : null;
}

/** The clip with what the command line asks for. */
export const optionsOf = ({ file }: Clip, { model, every }: Pick<Asked, "model" | "every">) => ({
  file,
  // What ships: where no model is named, the one that a site without wishes gets.
  model: findModel(model, VISION.precision),
  every,
});

/** All scores of a whole picture. */
export function scoreWatched({ truth }: Clip, watched: Watched) {
  const people = truth.map(({ length }) => length);
  return {
    boxes: scoreBoxes(
      truth.map((named) => named.map(({ box }) => box)),
      boxesOf(watched),
    ),
    smoothed: scoreCounts(
      people,
      watched.lines.map((line) => line.people),
    ),
    raw: scoreCounts(
      people,
      watched.lines.map(({ boxes }) => boxes.length),
    ),
  };
}
