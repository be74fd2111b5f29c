/** One figure with its name and a note. */
import type { ComponentChildren } from "preact";

export type Grade = "plain" | "warn" | "bad";

interface TileProps {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly grade?: Grade;
  readonly children?: ComponentChildren;
}

export const Tile = ({ name, value, note, grade = "plain", children }: TileProps) => (
  <div class={`tile ${grade}`}>
    <h2>{name}</h2>
    <p class="value">{value}</p>
    <p class="note">{note}</p>
    {children}
  </div>
);
