/** Some minutes of the signal, from left to right: what was shown, who waited, what was decided. */
import { type Place, at, steps } from "../chart/path.ts";
import { type Scale, scaleOf, ticks } from "../chart/scale.ts";
import type { Band, Span } from "../data.ts";
import { clockSeconds } from "../numbers.ts";
import type { Words } from "../words/words.ts";
import { BAR, PedBars, VehicleBars } from "./bars.tsx";
import { type Decision, decisionsOf, secondsOf } from "./decisions.ts";

interface BandProps {
  readonly text: Words;
  readonly id: string;
  readonly band: Band;
  /** Local time at the beginning of the run, s after midnight; null: count from 0. */
  readonly begin_s: number | null;
  /** Whether decisions carry their numbers. */
  readonly numbered: boolean;
  /** The most that were held back, of all bands on the page: so that their heights can be compared. */
  readonly most: Most;
}

/** The most people and vehicles at once. */
export interface Most {
  readonly people: number;
  readonly vehicles: number;
}

/** Over several bands; a few at least, or one person would look like a crowd. */
export const mostOf = (bands: readonly Band[]): Most => ({
  people: Math.max(4, ...bands.flatMap(({ waiting }) => waiting.map(({ value }) => value))),
  vehicles: Math.max(8, ...bands.flatMap(({ held }) => held.map(({ value }) => value))),
});

const WIDTH = 720;
const LEFT = 84;
const RIGHT = 712;
const ROW = { vehicle: 6, held: 44, ped: 76, waiting: 114, decisions: 152 };
/** Height of the rows that count. */
const COUNT = 22;

/** One band. */
export const PhaseBand = ({ text, id, band, begin_s, numbered, most }: BandProps) => {
  const x = scaleOf([band.from_s, band.to_s], [LEFT, RIGHT]);
  const decisions = numbered ? decisionsOf(band) : [];
  const axis = numbered ? ROW.decisions + 40 : ROW.decisions - 8;
  return (
    <svg
      class="chart band"
      viewBox={`0 0 ${WIDTH} ${axis + 22}`}
      role="img"
      aria-label={summary(text, band)}
    >
      <pattern id={`${id}-flash`} width="6" height="6" patternUnits="userSpaceOnUse">
        <path class="stripe" d="M-1 7L7 -1" />
      </pattern>
      <Times {...{ x, band, axis, begin_s: begin_s ?? 0 }} />
      <RowNames text={text} numbered={numbered} />
      <VehicleBars spans={band.vehicle} x={x} y={ROW.vehicle} id={id} />
      <Count spans={band.held} x={x} base={ROW.held + COUNT} kind="vehicles" most={most.vehicles} />
      <PedBars spans={band.ped} x={x} y={ROW.ped} id={id} />
      <Count
        spans={band.waiting}
        x={x}
        base={ROW.waiting + COUNT}
        kind="people"
        most={most.people}
      />
      {band.red_crossings.map((moment) => (
        <path
          key={moment}
          class="red-crossing"
          d={`M${at(x(moment) - 4)} ${ROW.waiting + 2}l8 8m0 -8l-8 8`}
        />
      ))}
      <Decisions decisions={decisions} x={x} />
    </svg>
  );
};

const RowNames = ({ text, numbered }: { readonly text: Words; readonly numbered: boolean }) => {
  const rows = [
    [text.bandVehicle, ROW.vehicle + BAR / 2],
    [text.bandHeld, ROW.held + COUNT / 2],
    [text.bandPed, ROW.ped + BAR / 2],
    [text.bandWaiting, ROW.waiting + COUNT / 2],
    ...(numbered ? ([[text.bandDecision, ROW.decisions + 14]] as const) : []),
  ] as const;
  return (
    <g class="rows">
      {rows.map(([name, y]) => (
        <text key={name} x={LEFT - 9} y={y + 4}>
          {name}
        </text>
      ))}
    </g>
  );
};

interface TimesProps {
  readonly x: Scale;
  readonly band: Band;
  readonly axis: number;
  readonly begin_s: number;
}

const Times = ({ x, band, axis, begin_s }: TimesProps) => (
  <g class="axes">
    {marksOf(band).map((moment) => (
      <g key={moment}>
        <path class="grid" d={`M${at(x(moment))} 2V${axis}`} />
        <text class="tick" x={at(x(moment))} y={axis + 15}>
          {clockSeconds(begin_s + moment)}
        </text>
      </g>
    ))}
  </g>
);

/** Half minutes or minutes, as many as can be read; not so near the ends that they would be cut. */
function marksOf({ from_s, to_s }: Band): readonly number[] {
  const every = to_s - from_s <= 300 ? 30 : 60;
  return ticks([from_s / every, to_s / every], (to_s - from_s) / every)
    .filter(Number.isInteger)
    .map((mark) => mark * every)
    .filter((moment) => moment - from_s > 5 && to_s - moment > 10);
}

interface CountProps {
  readonly spans: readonly Span<number>[];
  readonly x: Scale;
  readonly base: number;
  readonly kind: "people" | "vehicles";
  readonly most: number;
}

/** How many, as a stepped area with its peak written in. */
const Count = ({ spans, x, base, kind, most }: CountProps) => {
  const top = (count: number): number => base - (count / most) * COUNT;
  const peak = spans.reduce<Span<number> | null>(
    (highest, span) => (span.value > (highest?.value ?? 0) ? span : highest),
    null,
  );
  const last = spans.at(-1);
  const edge: readonly Place[] = [
    ...spans.map(({ from_s, value }) => ({ x: x(from_s), y: top(value) })),
    ...(last === undefined ? [] : [{ x: x(last.to_s), y: base }]),
  ];
  return (
    <g class={`count ${kind}`}>
      {edge.length > 0 && (
        <path class="area" d={`M${at(edge[0]!.x)} ${base}${steps(edge).replace("M", "L")}Z`} />
      )}
      <path class="base" d={`M${LEFT} ${base}H${RIGHT}`} />
      {peak !== null && (
        <text
          x={at(Math.max(LEFT + 6, Math.min(RIGHT - 6, (x(peak.from_s) + x(peak.to_s)) / 2)))}
          y={at(top(peak.value) - 3)}
        >
          {peak.value}
        </text>
      )}
    </g>
  );
};

/** Brackets with numbers; where they are close, every other one stands lower. */
const Decisions = ({
  decisions,
  x,
}: {
  readonly decisions: readonly Decision[];
  readonly x: Scale;
}) => (
  <g class="decisions">
    {decisions.map(({ from_s, to_s, number, serves }) => {
      const [left, right] = [x(from_s), x(to_s)];
      const y = ROW.decisions + (number % 2 === 0 ? 20 : 0);
      return (
        <g key={number} class={serves ? "act" : "hold"}>
          <path d={`M${at(left + 0.5)} ${y - 3}v5H${at(Math.max(left + 1, right - 0.5))}v-5`} />
          <text x={at((left + right) / 2)} y={y + 14}>
            {number}
          </text>
        </g>
      );
    })}
  </g>
);

function summary(text: Words, band: Band): string {
  const walks = band.ped.filter(({ value }) => value === "walk").length;
  const green = Math.round(secondsOf(band.vehicle, "green"));
  return text.bandLabel(Math.round(band.to_s - band.from_s), walks, green);
}
