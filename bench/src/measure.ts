/** One measurement: what was measured, what it must be, what it is. */

/** A row of the table. `ok` is null where this machine lacks what it takes. */
export interface Row {
  readonly what: string;
  readonly must: string;
  readonly is: string;
  readonly ok: boolean | null;
  /** The command that repeats just this row. */
  readonly command: string;
}

/** The middle value; of an even number the mean of the two in the middle. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The value that `share` (0..1) of all values do not exceed, by nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** A number with so many digits after the point. */
export const rounded = (value: number, digits = 1): string => value.toFixed(digits);

/** The rows as a Markdown table. */
export function table(rows: readonly Row[]): string {
  const verdict = ({ ok }: Row) => (ok === null ? "not here" : ok ? "yes" : "**no**");
  return [
    "| what | must | is | kept | repeat with |",
    "|---|---|---|---|---|",
    ...rows.map(
      (row) => `| ${row.what} | ${row.must} | ${row.is} | ${verdict(row)} | \`${row.command}\` |`,
    ),
  ].join("\n");
}
