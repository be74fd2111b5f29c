/** Lines with columns below each other; Chinese signs are two cells wide. */

/** Rows as lines, two spaces between columns: to the right, but for the first and those of `left`. */
export function columns(
  rows: readonly (readonly string[])[],
  left: readonly number[] = [],
): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (widest, row) => row.map((cell, at) => Math.max(widest[at] ?? 0, cellsOf(cell))),
    [],
  );
  const padded = (cell: string, at: number): string => {
    const space = " ".repeat(Math.max(0, (widths[at] ?? 0) - cellsOf(cell)));
    return at === 0 || left.includes(at) ? cell + space : space + cell;
  };
  return rows.map((row) => row.map(padded).join("  ").trimEnd());
}

/** How many cells of a terminal a text takes. */
export const cellsOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);

/** Chinese signs, their punctuation, and full-width forms. */
const WIDE =
  /[\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60]/gu;
