/** Decisions as a table: what was reckoned, and what came of it. */
import type { Branch } from "./branch.ts";

/** Between which margins decisions are taken together, person-s. */
const EDGES = [-40, -20, -10, -5, 0, 5, 10, 20, 40];

/** The table, in Markdown. */
export function table(branches: readonly Branch[]): string {
  const served = branches.filter(({ what }) => what === "serve");
  const ended = branches.filter(({ what }) => what === "end walk");
  const margins = EDGES.slice(1).map((to, at) => {
    const from = EDGES[at]!;
    return line(
      `serving now, reckoned at ${from} to ${to}`,
      served.filter(({ reckoned }) => reckoned! >= from && reckoned! < to),
    );
  });
  return [
    "| decision | times | reckoned, person-s | cost more than a tick later, person-s |",
    "|---|--:|--:|--:|",
    ...margins,
    line(
      "ending walk, where the policy did",
      ended.filter(({ did }) => did),
    ),
    line(
      "ending walk, where it went on",
      ended.filter(({ did }) => !did),
    ),
  ].join("\n");
}

function line(what: string, branches: readonly Branch[]): string {
  const reckoned = branches.flatMap((one) => one.reckoned ?? []);
  const { mean, error } = spread(branches.map(({ cost }) => cost));
  const cells = [
    what,
    String(branches.length),
    reckoned.length === 0 ? "" : spread(reckoned).mean.toFixed(1),
    branches.length === 0 ? "" : `${mean.toFixed(1)} (standard error ${error.toFixed(1)})`,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Mean, and how uncertain it is. */
function spread(values: readonly number[]): { readonly mean: number; readonly error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares) / values.length };
}
