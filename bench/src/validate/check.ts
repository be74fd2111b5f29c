/** One thing that is checked: what is expected, what came out, how far it may be off. */

export interface Check {
  readonly what: string;
  /** What theory, or SUMO, says. */
  readonly expected: number;
  readonly is: number;
  /** May be off by this much, or by this share of what is expected, whichever is more. */
  readonly within: number;
  readonly share?: number;
  readonly unit: string;
  /** The formula, or how it was measured. */
  readonly how: string;
}

/** How far a check may be off. */
export const allowance = ({ expected, within, share = 0 }: Check): number =>
  Math.max(within, share * Math.abs(expected));

/** False too when there is no number. */
export const isKept = (check: Check): boolean =>
  Math.abs(check.is - check.expected) <= allowance(check);

/** A check as a row of a table: what, expected, is, may be off by, kept. */
export function checkLine(check: Check): string {
  const { what, expected, is, within, share, unit } = check;
  const may = [
    ...(within > 0 ? [words(within, unit)] : []),
    ...(share === undefined ? [] : [`${share * 100} %`]),
  ].join(" or ");
  const kept = isKept(check) ? "yes" : "**no**";
  return `| ${what} | ${words(expected, unit)} | ${words(is, unit)} | ${may} | ${kept} |`;
}

const words = (value: number, unit: string): string =>
  `${value.toFixed(unit === "veh/h" ? 0 : 2)} ${unit}`.trim();
