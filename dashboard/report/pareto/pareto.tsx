/** The chart that a plan is chosen on: what vehicles lose against what people wait. */
import { Axes, type Frame } from "../chart/axes.tsx";
import { type Box, type Label, boxAround, placeLabels } from "../chart/labels.ts";
import { Marker } from "../chart/marker.tsx";
import { type Place, at, line } from "../chart/path.ts";
import { type Scale, scaleOf, ticks } from "../chart/scale.ts";
import type { Family, ModelPoint } from "../data.ts";
import { fixed } from "../numbers.ts";
import type { Words } from "../words/words.ts";
import { type Curve, type Front, type KnownPoint, TICKS, isCurve } from "./front.ts";
import { Unreachable, UnreachableName } from "./unreachable.tsx";

interface ParetoProps {
  readonly text: Words;
  /** Names the picture's patterns; different for each chart of a page. */
  readonly id: string;
  readonly label: string;
  readonly front: Front;
  /** The clairvoyant's curve; empty: not known. */
  readonly ceiling: readonly ModelPoint[];
}

const FRAME: Frame = { width: 720, height: 440, left: 50, right: 708, top: 30, bottom: 396 };
const BOX: Box = { left: FRAME.left + 2, right: FRAME.right, top: FRAME.top, bottom: FRAME.bottom };

/** Curves with 95 % intervals, crossings on red as numbers, the unreachable shaded. */
export const Pareto = ({ text, id, label, front, ceiling }: ParetoProps) => {
  const x = scaleOf(front.x, [FRAME.left, FRAME.right]);
  const y = scaleOf(front.y, [FRAME.bottom, FRAME.top]);
  const points = front.curves.flatMap((curve) => curve.points);
  const labels = labelled(front.curves, { x, y }, text);
  return (
    <svg class="chart" viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} role="img" aria-label={label}>
      <clipPath id={`${id}-area`}>
        <rect
          x={FRAME.left}
          y={FRAME.top}
          width={FRAME.right - FRAME.left}
          height={FRAME.bottom - FRAME.top}
        />
      </clipPath>
      <Unreachable {...{ id, ceiling, frame: FRAME, x, y }} />
      <Axes
        frame={FRAME}
        x={{ scale: x, ticks: ticks(front.x, TICKS), title: text.axisDelay }}
        y={{ scale: y, ticks: ticks(front.y, TICKS), title: text.axisWait }}
      />
      {ceiling.length > 0 && <UnreachableName text={text} frame={FRAME} />}
      <g clip-path={`url(#${id}-area)`}>
        {front.curves.filter(isCurve).map((curve) => (
          <path
            key={curve.family}
            class={`curve ${curve.family}`}
            d={line(curve.points.map((point) => placeOf(point, { x, y })))}
          />
        ))}
        {points.map((point) => (
          <path
            key={keyOf(point)}
            class={`interval ${point.family}`}
            d={intervalOf(point, { x, y })}
          />
        ))}
      </g>
      {points.map((point) => (
        <Marker
          key={keyOf(point)}
          family={point.family}
          broken={point.broken}
          place={placeOf(point, { x, y })}
        />
      ))}
      {labels.map(({ text: said, size, place, kind }) => (
        <text
          key={`${said} ${place.x} ${place.y}`}
          class={`label ${kind}`}
          x={at(place.x)}
          y={at(place.y + size * 0.36)}
        >
          {said}
        </text>
      ))}
    </svg>
  );
};

interface Scales {
  readonly x: Scale;
  readonly y: Scale;
}

const placeOf = (point: KnownPoint, { x, y }: Scales): Place => ({
  x: x(point.x),
  y: y(point.y),
});

const keyOf = ({ family, setting }: KnownPoint): string =>
  `${family} ${setting?.path} ${setting?.value}`;

/** The 95 % intervals of both means, as a cross. */
function intervalOf({ x: delay, y: wait, ...point }: KnownPoint, { x, y }: Scales): string {
  const [across, up] = [point.delay.half ?? 0, point.wait.half ?? 0];
  return (
    `M${at(x(delay - across))} ${at(y(wait))}H${at(x(delay + across))}` +
    `M${at(x(delay))} ${at(y(wait - up))}V${at(y(wait + up))}`
  );
}

interface Said extends Label {
  readonly kind: Family | "violations";
}

/** Names first, then crossings on red: where there is no room, a number gives way to a name. */
function labelled(
  curves: readonly Curve[],
  scales: Scales,
  text: Words,
): readonly (Said & { readonly place: Place })[] {
  const names = curves.flatMap((curve) => namesOf(curve, scales, text));
  const violations = curves.flatMap(({ points }) =>
    points.flatMap((point): Said[] =>
      point.violations === null
        ? []
        : [
            {
              near: [placeOf(point, scales)],
              text: fixed(point.violations, 0),
              size: 10,
              kind: "violations",
            },
          ],
    ),
  );
  const wanted = [...names, ...violations];
  const marks = curves.flatMap(({ family, points }) =>
    points.map((point) => boxAround(placeOf(point, scales), family === "site" ? 8 : 5)),
  );
  const places = placeLabels(wanted, BOX, marks);
  return wanted.flatMap((said, index) => {
    const place = places[index];
    return place === null || place === undefined ? [] : [{ ...said, place }];
  });
}

/**
 * A curve is named at its upper end, and both ends say their setting; each broken plan says which number it is.
 */
function namesOf(curve: Curve, scales: Scales, text: Words): readonly Said[] {
  const { family, points } = curve;
  const setting = ({ setting: one }: KnownPoint): string =>
    one === null ? "" : text.settingValue(one);
  const named = ({ setting: one }: KnownPoint): string =>
    one === null ? "" : text.settingText(one);
  const said = (near: readonly KnownPoint[], words: string): Said => ({
    near: near.map((point) => placeOf(point, scales)),
    text: words,
    size: family === "rules-broken" ? 10 : 11.5,
    kind: family,
  });
  if (family === "rules-broken") return points.map((point) => said([point], named(point)));
  const name = text.familyShort[family];
  if (!isCurve(curve)) return [said(points, name)];
  const [first, last] = [points[0]!, points.at(-1)!];
  const [upper, lower] = first.y >= last.y ? [first, last] : [last, first];
  return [said([upper], `${name} ${setting(upper)}`), said([lower], setting(lower))];
}
