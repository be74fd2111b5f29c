/** One measurement: what was measured, what it must be, what it is. */

/** A row of the table. */
export interface Row {
  readonly what: string;
  /** The limit in words; null where the value is only reported. */
  readonly must: string | null;
  readonly is: string;
  /** Whether the limit is kept; null where there is none, or this machine lacks what it takes. */
  readonly ok: boolean | null;
  /** One sentence: how it was measured. */
  readonly how: string;
}

/** A row with the name of the measurement that made it. */
export interface NamedRow extends Row {
  readonly name: string;
}

/** The middle value; of an even number the mean of the two in the middle. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The value that `share` (0..1) of all values do not exceed, by nearest rank. NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** A number with so many digits after the point. */
export const rounded = (value: number, digits = 1): string => value.toFixed(digits);

/** The command that repeats a measurement. */
export const commandOf = (name: string): string => `npm run bench -- ${name}`;

/** The rows of a measurement that cannot be made here: each keeps its limit, and says what is missing. */
export const notHere = (rows: readonly Pick<Row, "what" | "must" | "how">[], why: string): Row[] =>
  rows.map((row) => ({ ...row, is: why, ok: null }));

/** The rows as a Markdown table. */
export function table(rows: readonly NamedRow[]): string {
  return [
    "| what | must | is | kept | repeat with |",
    "|---|---|---|---|---|",
    ...rows.map(
      (row) =>
        `| ${row.what} | ${row.must ?? "-"} | ${row.is} | ${verdict(row)} | \`${commandOf(row.name)}\` |`,
    ),
  ].join("\n");
}

function verdict({ must, ok }: Row): string {
  if (must === null) return "-";
  if (ok === null) return "not here";
  return ok ? "yes" : "**no**";
}
