/** The lit posts at both ends of the zebra. */
import type { Bollards as Lit } from "@crossing/config";
import { type Layout, MIDDLE, ZEBRA } from "./layout.ts";

interface BollardsProps {
  readonly layout: Layout;
  readonly perSide: number;
  readonly lit: Lit;
}

/** All posts of the crossing. Red ones carry bars, so that red and green differ in more than hue. */
export const Bollards = ({ layout, perSide, lit }: BollardsProps) => (
  <g>
    {[layout.roadTop - 7, layout.roadBottom + 31].flatMap((y) =>
      Array.from({ length: perSide }, (_, index) => (
        <Post key={`${y}/${index}`} x={postAt(index, perSide)} y={y} lit={lit} />
      )),
    )}
  </g>
);

const postAt = (index: number, perSide: number): number =>
  perSide === 1
    ? MIDDLE - ZEBRA - 12
    : MIDDLE - ZEBRA - 12 + (index / (perSide - 1)) * (ZEBRA + 12) * 2;

const Post = ({ x, y, lit }: { readonly x: number; readonly y: number; readonly lit: Lit }) => (
  <g transform={`translate(${x} ${y})`}>
    <ellipse class="shadow" cx={2} cy={0} rx={8} ry={3} />
    {lit !== "dark" && <rect class={`glow ${lit}`} x={-10} y={-33} width={20} height={34} rx={9} />}
    <rect class="post" x={-5} y={-29} width={10} height={30} rx={4} />
    <rect class={`post-light ${lit}`} x={-3} y={-26} width={6} height={20} rx={3} />
    {lit === "red" && <path class="post-bars" d="M-3-21h6M-3-16h6M-3-11h6" />}
  </g>
);
