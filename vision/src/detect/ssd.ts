/**
 * Reads what an SSD network answers: scores first, and boxes only for the few anchors that pass.
 *
 * A measured hot loop: about two thousand anchors per picture, nearly all refused by one comparison.
 */
import type { Box } from "@crossing/config";
import type { Found, Kind } from "../ports.ts";
import { overlap } from "./boxes.ts";

/** How a network's columns are to be understood. */
export interface SsdReading {
  readonly anchors: Float32Array;
  /** What each column of the logits means; null: not our business. */
  readonly kinds: readonly (Kind | null)[];
}

/** The vehicles of COCO that a crossing sees. One network flips between them, so they are pooled. */
const VEHICLES = new Set(["car", "bus", "truck", "motorcycle"]);

// Two people rarely overlap more than this, two boxes of one person nearly always.
const SAME_THING = 0.5;

/** What COCO's class of this name is to a crossing. */
export function kindOf(name: string): Kind | null {
  if (name === "person") return "person";
  return VEHICLES.has(name) ? "vehicle" : null;
}

/** Everything with a score of `scoreMin` or more, best first, each thing once; boxes cut to the picture. */
export function readSsd(
  reading: SsdReading,
  boxes: Float32Array,
  logits: Float32Array,
  scoreMin: number,
): readonly Found[] {
  return eachOnce(candidates(reading, boxes, logits, logit(scoreMin)));
}

function candidates(
  reading: SsdReading,
  boxes: Float32Array,
  logits: Float32Array,
  logitMin: number,
): Found[] {
  const found: Found[] = [];
  const columns = reading.kinds.length;
  for (let at = 0; at < logits.length; at++) {
    const value = logits[at]!;
    if (value < logitMin) continue;
    const kind = reading.kinds[at % columns];
    if (kind === null || kind === undefined) continue;
    const anchor = Math.floor(at / columns) * 4;
    found.push({
      kind,
      score: 1 / (1 + Math.exp(-value)),
      box: boxAt(reading.anchors, boxes, anchor),
    });
  }
  return found;
}

/** The box that is encoded against the anchor at `at`: centre in tenths of its size, size as exponent in fifths. */
function boxAt(anchors: Float32Array, boxes: Float32Array, at: number): Box {
  const height = anchors[at + 2]! - anchors[at]!;
  const width = anchors[at + 3]! - anchors[at + 1]!;
  const y = anchors[at]! + height / 2 + (boxes[at]! / 10) * height;
  const x = anchors[at + 1]! + width / 2 + (boxes[at + 1]! / 10) * width;
  const halfHeight = (Math.exp(boxes[at + 2]! / 5) * height) / 2;
  const halfWidth = (Math.exp(boxes[at + 3]! / 5) * width) / 2;
  return [cut(x - halfWidth), cut(y - halfHeight), cut(x + halfWidth), cut(y + halfHeight)];
}

/** The best box of each thing; people and vehicles do not hide each other. */
export function eachOnce<T extends Found>(found: readonly T[]): readonly T[] {
  const kept: T[] = [];
  for (const one of [...found].sort((a, b) => b.score - a.score))
    if (
      !kept.some((better) => better.kind === one.kind && overlap(better.box, one.box) > SAME_THING)
    )
      kept.push(one);
  return kept;
}

const cut = (value: number): number => Math.min(1, Math.max(0, value));

const logit = (score: number): number => Math.log(score / (1 - score));
