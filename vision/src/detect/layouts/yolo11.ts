/** YOLO11 (and YOLOv8) as exported without its own choosing: one column per place, one row per number. */
import { columnsOf } from "../kinds.ts";
import { type Candidate, type Layout, centred, isShape, written } from "./layout.ts";

/** Output `predictions` [1, 4 + classes, places]: centre, width, height in pixels, then probabilities. */
export const yolo11: Layout = {
  outputs: () => ["predictions"],
  overlapping: true,
  reader({ input, classes }, { predictions }) {
    if (!isShape(predictions, [1, 4 + classes.length, null]))
      return `predictions ${written(predictions)}: wanted [1, 4 + ${classes.length} classes, places]`;
    const count = predictions![2]!;
    const kinds = columnsOf(classes);
    const { width, height } = input;
    return (answer, scoreMin) => {
      const found: Candidate[] = [];
      const values = answer["predictions"] as Float32Array;
      for (const { at, kind } of kinds)
        for (let place = 0, cell = (4 + at) * count; place < count; place++, cell++) {
          if (values[cell]! < scoreMin) continue;
          const box = centred(
            values[place]! / width,
            values[count + place]! / height,
            values[2 * count + place]! / width,
            values[3 * count + place]! / height,
          );
          found.push({ kind, score: values[cell]!, box });
        }
      return found;
    };
  },
};
