/** What a camera's picture is usually like, learned while it is healthy: the measure for what is unusual. */
import type { Measured } from "./measure.ts";

/** Slow means of what is measured. */
export interface Usual {
  readonly contrast: number;
  readonly burnt: number;
  readonly across: number;
  readonly down: number;
  readonly edges: number;
  readonly lines: number;
  readonly smear: number;
  readonly noise: number;
  readonly specks: number;
  readonly saturation: number;
}

/** One picture's numbers, in the same words. */
export const usualOf = ({ grid, light, edges }: Measured): Usual => ({
  contrast: light.contrast,
  burnt: light.burnt,
  across: edges.across,
  down: edges.down,
  edges: edges.share,
  lines: edges.lines,
  smear: edges.smear,
  noise: grid.noise,
  specks: grid.specks,
  saturation: grid.saturation,
});

/** `usual` with one more picture, which weighs `weight` of 1. */
export function mixed(usual: Usual, now: Usual, weight: number): Usual {
  const mean = (name: keyof Usual): number => usual[name] + (now[name] - usual[name]) * weight;
  return {
    contrast: mean("contrast"),
    burnt: mean("burnt"),
    across: mean("across"),
    down: mean("down"),
    edges: mean("edges"),
    lines: mean("lines"),
    smear: mean("smear"),
    noise: mean("noise"),
    specks: mean("specks"),
    saturation: mean("saturation"),
  };
}
