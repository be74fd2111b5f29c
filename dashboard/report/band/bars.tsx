/** The bars of a phase band: what a head showed, with its seconds. */
import type { PedIndication, VehicleIndication } from "@crossing/config";
import { at } from "../chart/path.ts";
import type { Scale } from "../chart/scale.ts";
import type { Span } from "../data.ts";

/** How a bar looks. */
type Look = "green" | "flashing" | "yellow" | "red" | "dark";

const VEHICLE_LOOK: Readonly<Record<VehicleIndication, Look>> = {
  green: "green",
  yellow: "yellow",
  red: "red",
  "red-yellow": "yellow",
  "flashing-yellow": "yellow",
  dark: "dark",
};
const PED_LOOK: Readonly<Record<PedIndication, Look>> = {
  walk: "green",
  "flashing-walk": "flashing",
  "dont-walk": "red",
  dark: "dark",
};

/** Height of a row of bars. */
export const BAR = 24;

interface RowProps<T> {
  readonly spans: readonly Span<T>[];
  readonly x: Scale;
  readonly y: number;
  /** Names the patterns of this band. */
  readonly id: string;
}

export const VehicleBars = ({ spans, ...place }: RowProps<VehicleIndication>) => (
  <g>
    {spans.map((span) => (
      <Bar key={span.from_s} {...{ span, look: VEHICLE_LOOK[span.value], ...place }} />
    ))}
  </g>
);

export const PedBars = ({ spans, ...place }: RowProps<PedIndication>) => (
  <g>
    {spans.map((span) => (
      <Bar key={span.from_s} {...{ span, look: PED_LOOK[span.value], ...place }} />
    ))}
  </g>
);

interface BarProps {
  readonly span: Span<string>;
  readonly look: Look;
  readonly x: Scale;
  readonly y: number;
  readonly id: string;
}

/** Green bars are tall, red ones low, flashing ones striped: the rhythm shows without colour. */
const Bar = ({ span, look, x, y, id }: BarProps) => {
  const left = x(span.from_s);
  const width = Math.max(0.6, x(span.to_s) - left);
  const low = look === "red" || look === "dark";
  const inset = low ? 7 : 0;
  const box = { x: at(left), width: at(width), y: y + inset, height: BAR - 2 * inset, rx: 2 };
  const seconds = String(Math.round(span.to_s - span.from_s));
  return (
    <g>
      <rect class={`bar ${look}`} {...box} />
      {look === "flashing" && <rect {...box} fill={`url(#${id}-flash)`} />}
      {width > 8 + 7 * seconds.length && !low && (
        <text class={`seconds ${look}`} x={at(left + width / 2)} y={y + BAR / 2 + 4}>
          {seconds}
        </text>
      )}
    </g>
  );
};
