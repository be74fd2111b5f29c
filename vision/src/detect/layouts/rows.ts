/** Finished boxes, one a row, with one score and one class number: networks that do their own choosing. */
import type { Sidecar } from "../../models/sidecar.ts";
import { kindOf } from "../kinds.ts";
import { type Candidate, type Layout, type Read, isShape, written } from "./layout.ts";

/** Where things stand in a row of six. */
interface Row {
  readonly output: string;
  readonly number: number;
  readonly score: number;
  readonly box: number;
}

/** PP-PicoDet exported with post-processing: `boxes` [N, 6], class number, score, left, top, right, bottom in pixels. */
export const picodetPost: Layout = {
  outputs: () => ["boxes"],
  overlapping: false,
  reader(sidecar, { boxes }) {
    if (!isShape(boxes, [null, 6])) return `boxes ${written(boxes)}: wanted [boxes, 6]`;
    return rowsOf(sidecar, { output: "boxes", number: 0, score: 1, box: 2 });
  },
};

/** YOLO26 end to end: `boxes` [1, N, 6], left, top, right, bottom in pixels, score, class number. */
export const yolo26: Layout = {
  outputs: () => ["boxes"],
  overlapping: false,
  reader(sidecar, { boxes }) {
    if (!isShape(boxes, [1, null, 6])) return `boxes ${written(boxes)}: wanted [1, boxes, 6]`;
    return rowsOf(sidecar, { output: "boxes", box: 0, score: 4, number: 5 });
  },
};

/** The number of rows may differ from run to run. */
function rowsOf({ input, classes }: Sidecar, row: Row): Read {
  const kinds = classes.map(kindOf);
  const { width, height } = input;
  return (answer, scoreMin) => {
    const found: Candidate[] = [];
    const values = answer[row.output] as Float32Array;
    for (let at = 0; at + 6 <= values.length; at += 6) {
      const score = values[at + row.score]!;
      const kind = kinds[values[at + row.number]!];
      if (score < scoreMin || kind === null || kind === undefined) continue;
      const [left, top, right, bottom] = values.subarray(at + row.box, at + row.box + 4);
      found.push({
        kind,
        score,
        box: [left! / width, top! / height, right! / width, bottom! / height],
      });
    }
    return found;
  };
}
