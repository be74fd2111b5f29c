/** What all targets found, as figures. */
import type { Figure, Found } from "../section.ts";
import { CONTROL_MAX_MS, type Fuzzed } from "./fuzzing.ts";
import type { Target } from "./target.ts";

/** A heap that settled may wander by so much, MB. */
const WANDERS_MB = 16;

interface Done {
  readonly target: Target;
  readonly fuzzed: Fuzzed;
}

/** Figures over all targets, and one row for each. */
export function foundIn(all: readonly Done[], seed: number): Found {
  const found = all.flatMap(({ fuzzed }) => fuzzed.found);
  const inControl = all.filter(({ target }) => target.inControl);
  const longest = Math.max(0, ...inControl.map(({ fuzzed }) => fuzzed.longest_ms));
  const most = mostGrown(all);
  const figures: readonly Figure[] = [
    [
      "crashes, uncaught errors, hangs and broken promises",
      "0",
      String(found.length),
      found.length === 0,
    ],
    [
      "CPU time of the dearest input in control",
      `<= ${CONTROL_MAX_MS} ms`,
      `${longest.toFixed(1)} ms`,
      longest <= CONTROL_MAX_MS,
    ],
    [
      "growth of the heap, the worst target",
      `<= ${WANDERS_MB} MB`,
      most === null ? "not measured" : `${most.mb.toFixed(1)} MB, ${most.name}`,
      most === null ? null : most.mb <= WANDERS_MB,
    ],
    ...all.map(rowOf),
  ];
  return {
    title: "Fuzz: nothing from outside crashes or hangs us",
    figures,
    notes: [
      `Inputs are made by fast-check from seed ${seed} on, each target in a process of its own with 512 MB of heap.`,
      "An input that costs more than 25 ms is fed three times, and the cheapest counts.",
      ...found.map((one) => `Found: ${one.replaceAll("|", "\\|")}`),
    ],
  };
}

/** The target whose heap grew most; null: none was measured. */
function mostGrown(all: readonly Done[]): { readonly name: string; readonly mb: number } | null {
  const grown = all.flatMap(({ target: { name }, fuzzed: { grown_mb: mb } }) =>
    mb === null ? [] : [{ name, mb }],
  );
  return grown.reduce<(typeof grown)[number] | null>(
    (most, one) => (most === null || one.mb > most.mb ? one : most),
    null,
  );
}

const rowOf = ({ target, fuzzed }: Done): Figure => [
  `${target.name}: ${target.fed}`,
  "> 0 inputs, nothing found",
  `${fuzzed.inputs} inputs, ${fuzzed.found.length} found`,
  fuzzed.inputs > 0 && fuzzed.found.length === 0,
];
