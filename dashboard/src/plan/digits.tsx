/** Countdown numerals of seven segments, as beside real heads. */

/** Segments a to g: top, upper right, lower right, bottom, lower left, upper left, middle. */
const SEGMENTS = [
  "M2 0h8l-2 2.6h-4z",
  "M11 1v8l-2.6-1.2v-4.6z",
  "M11 11v8l-2.6-2.2v-4.6z",
  "M2 20h8l-2-2.6h-4z",
  "M1 11v8l2.6-2.2v-4.6z",
  "M1 1v8l2.6-1.2v-4.6z",
  "M2 10l2-1.4h4l2 1.4-2 1.4h-4z",
];

/** The segments lit for each digit, 0 to 9. */
const LIT = [
  "abcdef",
  "bc",
  "abged",
  "abgcd",
  "fgbc",
  "afgcd",
  "afgedc",
  "abc",
  "abcdefg",
  "abcdfg",
];

interface DigitsProps {
  /** Middle of the panel. */
  readonly x: number;
  readonly colour: "red" | "yellow" | "green";
  /** Whole seconds, two digits at most; null: dark. */
  readonly value: number | null;
}

/** A panel of two digits. */
export const Digits = ({ x, colour, value }: DigitsProps) => {
  const text = value === null ? "  " : String(Math.min(99, Math.ceil(value))).padStart(2, " ");
  return (
    <g transform={`translate(${x - 22} -18)`}>
      <rect class="head-box" width={44} height={36} rx={6} />
      <Digit x={8} digit={text[0] ?? " "} colour={colour} />
      <Digit x={24} digit={text[1] ?? " "} colour={colour} />
    </g>
  );
};

const Digit = (props: { readonly x: number; readonly digit: string; readonly colour: string }) => {
  const lit = props.digit === " " ? "" : (LIT[Number(props.digit)] ?? "");
  return (
    <g transform={`translate(${props.x} 8)`}>
      {SEGMENTS.map((path, index) => {
        const on = lit.includes("abcdefg"[index] ?? "-");
        return <path key={path} d={path} class={on ? `segment ${props.colour}` : "segment off"} />;
      })}
    </g>
  );
};
