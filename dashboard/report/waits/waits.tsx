/** How long people waited: the share who had gone after each second. */
import { LOS_LIMITS_S } from "@crossing/simulator";
import { Axes, type Frame } from "../chart/axes.tsx";
import { boxAround, placeLabels } from "../chart/labels.ts";
import { type Place, at, line } from "../chart/path.ts";
import { type Scale, scaleOf, ticks } from "../chart/scale.ts";
import type { WaitCurve } from "../data.ts";
import type { Words } from "../words/words.ts";

interface WaitsProps {
  readonly text: Words;
  readonly curves: readonly WaitCurve[];
}

const FRAME: Frame = { width: 720, height: 330, left: 50, right: 708, top: 44, bottom: 286 };

/** One curve a plan, each with its own stroke, and the lines of the levels of service. */
export const Waits = ({ text, curves }: WaitsProps) => {
  const end = longest(curves);
  const x = scaleOf([0, end], [FRAME.left, FRAME.right]);
  const y = scaleOf([0, 100], [FRAME.bottom, FRAME.top]);
  return (
    <svg
      class="chart stroked"
      viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
      role="img"
      aria-label={text.waitsLabel(curves.map(({ family }) => text.familyShort[family]))}
    >
      <Axes
        frame={FRAME}
        x={{ scale: x, ticks: ticks([0, end], 12), title: text.axisWaited }}
        y={{ scale: y, ticks: [0, 20, 40, 60, 80, 100], title: text.axisShare }}
      />
      <Levels x={x} end={end} />
      {[...curves].reverse().map((curve) => (
        <path
          key={curve.family}
          class={`curve ${curve.family}`}
          d={line(placesOf(curve, x, y, end))}
        />
      ))}
      <Names {...{ text, curves, x, y }} />
    </svg>
  );
};

/** Which stroke is which plan: names in the chart give way where curves are close. */
export const WaitsLegend = ({ text, curves }: WaitsProps) => (
  <ul class="legend">
    {curves.map(({ family }) => (
      <li key={family}>
        <svg class="key stroke stroked" viewBox="0 0 34 10" aria-hidden="true">
          <path class={`curve ${family}`} d="M0 5H34" />
        </svg>
        {text.familyShort[family]}
      </li>
    ))}
  </ul>
);

/** The axis ends where nearly everybody has gone under every plan, at a level's line at least. */
function longest(curves: readonly WaitCurve[]): number {
  const last = curves.map(({ within }) => within.findIndex((share) => share >= 0.998));
  const least = LOS_LIMITS_S.E + 5;
  return Math.max(least, ...last.map((second) => Math.min(150, Math.ceil(second / 5) * 5)));
}

const placesOf = ({ within }: WaitCurve, x: Scale, y: Scale, end: number): readonly Place[] =>
  within.slice(0, end + 1).map((share, second) => ({ x: x(second), y: y(share * 100) }));

/** Lines at the limits of the levels, their letters between them. */
const Levels = ({ x, end }: { readonly x: Scale; readonly end: number }) => {
  const limits = Object.values(LOS_LIMITS_S);
  const edges = [0, ...limits, end];
  return (
    <g class="levels">
      {limits.map((limit) => (
        <path key={limit} d={`M${at(x(limit))} ${FRAME.top - 4}V${FRAME.bottom}`} />
      ))}
      {["A", "B", "C", "D", "E", "F"].map((level, index) => {
        const [from, to] = [edges[index]!, edges[index + 1]!];
        return to - from < 2 ? null : (
          <text key={level} x={at((x(from) + x(to)) / 2)} y={FRAME.top - 8}>
            {level}
          </text>
        );
      })}
    </g>
  );
};

interface NamesProps extends WaitsProps {
  readonly x: Scale;
  readonly y: Scale;
}

/** Each curve is named where there is room beside it. */
const Names = ({ text, curves, x, y }: NamesProps) => {
  const places = curves.map((curve) => placesOf(curve, x, y, curve.within.length - 1));
  const labels = curves.map(({ family, within }, index) => ({
    near: HEIGHTS.map((height) => within.findIndex((share) => share >= height)).flatMap(
      (second) => places[index]![second] ?? [],
    ),
    text: text.familyShort[family],
    size: 11.5,
    family,
  }));
  const taken = places.flatMap(dotted).map((place) => boxAround(place, 1.5));
  const found = placeLabels(labels, FRAME, taken);
  return (
    <g>
      {labels.map(({ text: name, family }, index) => {
        const place = found[index];
        return place === null || place === undefined ? null : (
          <text key={family} class={`label ${family}`} x={at(place.x)} y={at(place.y + 4)}>
            {name}
          </text>
        );
      })}
    </g>
  );
};

/** Where a curve is tried to be named, as shares of people; the middle first. */
const HEIGHTS = [0.6, 0.5, 0.7, 0.4, 0.8, 0.3, 0.9, 0.2] as const;

/** Places along a line, close enough that no label fits between them. */
const dotted = (line: readonly Place[]): readonly Place[] =>
  line.flatMap((place, index) => {
    const next = line[index + 1] ?? place;
    const parts = Math.max(1, Math.ceil(Math.hypot(next.x - place.x, next.y - place.y) / 6));
    return Array.from({ length: parts }, (_, part) => ({
      x: place.x + ((next.x - place.x) * part) / parts,
      y: place.y + ((next.y - place.y) * part) / parts,
    }));
  });
