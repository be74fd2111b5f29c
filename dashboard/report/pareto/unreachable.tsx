/** What nobody can reach, not even who knows every arrival beforehand. */
import type { Frame } from "../chart/axes.tsx";
import { type Place, area, at, line } from "../chart/path.ts";
import type { Scale } from "../chart/scale.ts";
import type { ModelPoint } from "../data.ts";
import type { Words } from "../words/words.ts";

interface UnreachableProps {
  readonly id: string;
  readonly ceiling: readonly ModelPoint[];
  readonly frame: Frame;
  readonly x: Scale;
  readonly y: Scale;
}

/** A hatched area below and left of the clairvoyant's curve. Nothing where it is not known. */
export const Unreachable = ({ id, ceiling, frame, x, y }: UnreachableProps) => {
  const curve = placesOf(ceiling, x, y);
  if (curve.length === 0) return null;
  const [first, last] = [curve[0]!, curve.at(-1)!];
  // Beyond the ends of the curve nothing is claimed: with other weights one could go on there.
  const shaded = area([
    ...curve,
    { x: last.x, y: frame.bottom },
    { x: frame.left, y: frame.bottom },
    { x: frame.left, y: first.y },
  ]);
  return (
    <g class="unreachable">
      <pattern id={`${id}-hatch`} width="7" height="7" patternUnits="userSpaceOnUse">
        <path class="hatch" d="M-1 8L8 -1" />
      </pattern>
      <g clip-path={`url(#${id}-area)`}>
        <path class="ground" d={shaded} />
        <path fill={`url(#${id}-hatch)`} d={shaded} />
        <path class="edge" d={line(curve)} />
        {curve.map((place) => (
          <circle key={place.x} cx={at(place.x)} cy={at(place.y)} r="2.2" />
        ))}
      </g>
    </g>
  );
};

interface NameProps {
  readonly text: Words;
  readonly frame: Frame;
}

/** What the area is, written over the grid. */
export const UnreachableName = ({ text, frame }: NameProps) => (
  <text class="unreachable-name" x={frame.left + 8} y={frame.bottom - 9}>
    {text.unreachable}
  </text>
);

/** The curve from left to right. */
const placesOf = (ceiling: readonly ModelPoint[], x: Scale, y: Scale): readonly Place[] =>
  ceiling
    .flatMap(({ vehicle_delay_s, ped_wait_s }) =>
      vehicle_delay_s.mean === null || ped_wait_s.mean === null
        ? []
        : [{ x: x(vehicle_delay_s.mean), y: y(ped_wait_s.mean) }],
    )
    .sort((a, b) => a.x - b.x);
