/** What the classes of a network are to a crossing. */
import type { Kind } from "../ports.ts";

/** The vehicles of COCO that a crossing sees. Networks flip between them, so they are pooled. */
const VEHICLES = new Set(["car", "bus", "truck", "motorcycle", "motorbike", "vehicle"]);

/** What the class of this name is to a crossing; null: nothing. A bicycle is nobody: its rider is the person. */
export function kindOf(name: string): Kind | null {
  if (name === "person") return "person";
  return VEHICLES.has(name) ? "vehicle" : null;
}

/** A column of scores that matters here. */
export interface Column {
  readonly at: number;
  readonly kind: Kind;
}

/** The columns that matter of a network with these classes, in their order. */
export const columnsOf = (classes: readonly string[]): readonly Column[] =>
  classes.flatMap((name, at) => {
    const kind = kindOf(name);
    return kind === null ? [] : [{ at, kind }];
  });
