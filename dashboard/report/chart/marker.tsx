/** The shape of each kind of plan: told apart without colour. */
import type { Family } from "../data.ts";
import { type Place, at } from "./path.ts";

interface MarkerProps {
  readonly family: Family;
  readonly place: Place;
  /** A rule forbids this plan: a cross, whatever its kind. */
  readonly broken?: boolean;
}

/** One plan on a chart. */
export const Marker = ({ family, place, broken = false }: MarkerProps) => (
  <path
    class={broken ? `mark broken ${family}` : `mark ${family}`}
    transform={`translate(${at(place.x)} ${at(place.y)})`}
    d={broken ? CROSS : SHAPES[family]}
  />
);

const CROSS = "M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5";

/** Shapes around 0, about 10 wide. */
const SHAPES: Readonly<Record<Family, string>> = {
  // A ring around a point: this plan.
  site: "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0 -16 0ZM-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0Z",
  marginal: "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z",
  fixed: "M-4 -4H4V4H-4Z",
  puffin: "M0 -5.5L5.2 4.2H-5.2Z",
  "push-button": "M0 -5.5L5.5 0L0 5.5L-5.5 0Z",
  threshold: "M0 5.5L5.2 -4.2H-5.2Z",
  "tongzhou-2019":
    "M0 -7L1.8 -2.4L6.7 -2.2L2.8 0.9L4.1 5.7L0 3L-4.1 5.7L-2.8 0.9L-6.7 -2.2L-1.8 -2.4Z",
  "rules-broken": CROSS,
};
