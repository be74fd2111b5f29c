/** One box for each thing. */
import { overlap } from "./boxes.ts";
import type { Found } from "../ports.ts";

/** The best box of each thing, best first; people and vehicles do not hide each other. */
export function eachOnce<T extends Found>(found: readonly T[], same: number): readonly T[] {
  const kept: T[] = [];
  for (const one of [...found].sort((a, b) => b.score - a.score))
    if (!kept.some((better) => better.kind === one.kind && overlap(better.box, one.box) > same))
      kept.push(one);
  return kept;
}
