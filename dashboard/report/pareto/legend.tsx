/** Which shape is which kind of plan. */
import { Marker } from "../chart/marker.tsx";
import type { Family } from "../data.ts";
import type { Words } from "../words/words.ts";
import type { Front } from "./front.ts";

interface LegendProps {
  readonly text: Words;
  readonly front: Front;
  /** Whether the unreachable is shaded. */
  readonly shaded: boolean;
}

/** Shapes with their meaning, those of the chart only. */
export const Legend = ({ text, front, shaded }: LegendProps) => {
  const families = front.curves
    .map(({ family }) => family)
    .filter((family) => family !== "rules-broken")
    .reverse();
  const broken = front.curves.some(({ points }) => points.some((point) => point.broken));
  return (
    <ul class="legend">
      {families.map((family) => (
        <li key={family}>
          <Key family={family} />
          {text.familyLong[family]}
        </li>
      ))}
      {broken && (
        <li>
          <Key family="rules-broken" />
          {text.familyLong["rules-broken"]}
        </li>
      )}
      <li>
        <span class="key figure">3</span>
        {text.violationsKey}
      </li>
      {shaded && (
        <li>
          <span class="key hatched" />
          {text.unreachableKey}
        </li>
      )}
    </ul>
  );
};

const Key = ({ family }: { readonly family: Family }) => (
  <svg class="key" viewBox="-9 -9 18 18" aria-hidden="true">
    <Marker family={family} place={{ x: 0, y: 0 }} broken={family === "rules-broken"} />
  </svg>
);
