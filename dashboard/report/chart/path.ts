/** The `d` of lines, steps and areas. Places are written to a tenth: more would not be seen. */

/** A place on paper. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Straight from place to place; empty for none. */
export const line = (places: readonly Place[]): string =>
  places.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${at(x)} ${at(y)}`).join("");

/** The same, closed. */
export const area = (places: readonly Place[]): string =>
  places.length === 0 ? "" : `${line(places)}Z`;

/** From place to place in steps: along first, then up or down. */
export const steps = (places: readonly Place[]): string =>
  places
    .map(({ x, y }, index) => (index === 0 ? `M${at(x)} ${at(y)}` : `H${at(x)}V${at(y)}`))
    .join("");

/** A number as it is written in a path. */
export const at = (value: number): string => String(Math.round(value * 10) / 10);
