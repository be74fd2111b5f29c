/** The frame of a chart: grid, axes and their titles. */
import { plain } from "../numbers.ts";
import { at } from "./path.ts";
import type { Scale } from "./scale.ts";

/** Where the drawing area of a chart lies within its picture. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface AxesProps {
  readonly frame: Frame;
  readonly x: Axis;
  readonly y: Axis;
}

/** One axis: its scale, the numbers written on it, its title with the unit. */
export interface Axis {
  readonly scale: Scale;
  readonly ticks: readonly number[];
  readonly title: string;
}

/** Grid lines behind, numbers and titles outside. */
export const Axes = ({ frame, x, y }: AxesProps) => (
  <g class="axes">
    {y.ticks.map((tick) => (
      <g key={tick}>
        <path class="grid" d={`M${frame.left} ${at(y.scale(tick))}H${frame.right}`} />
        <text class="tick end" x={frame.left - 7} y={at(y.scale(tick) + 4)}>
          {plain(tick)}
        </text>
      </g>
    ))}
    {x.ticks.map((tick) => (
      <g key={tick}>
        <path class="grid" d={`M${at(x.scale(tick))} ${frame.top}V${frame.bottom}`} />
        <text class="tick" x={at(x.scale(tick))} y={frame.bottom + 16}>
          {plain(tick)}
        </text>
      </g>
    ))}
    <path class="axis" d={`M${frame.left} ${frame.top}V${frame.bottom}H${frame.right}`} />
    <text class="title end" x={frame.right} y={frame.bottom + 33}>
      {x.title}
    </text>
    <text class="title start" x={frame.left - 38} y={frame.top - 12}>
      {y.title}
    </text>
  </g>
);
