/** A small line without axes: which way a figure has gone. */

const WIDTH = 84;
const HEIGHT = 26;

/** Values oldest first; null leaves a gap. Drawn from 0, so that a flat line low down means little. */
export const Spark = ({ values }: { readonly values: readonly (number | null)[] }) => {
  const points = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  if (points.length < 2) return null;
  const most = Math.max(1, ...points.map(({ value }) => value));
  const x = (index: number): number => 3 + (index / (values.length - 1)) * (WIDTH - 6);
  const y = (value: number): number => HEIGHT - 3 - (value / most) * (HEIGHT - 6);
  const path = points
    .map(({ value, index }, nth) => {
      const joined = nth > 0 && points[nth - 1]?.index === index - 1;
      return `${joined ? "L" : "M"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join("");
  const last = points.at(-1);
  return (
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path d={path} />
      {last !== undefined && <circle cx={x(last.index)} cy={y(last.value)} r={2.6} />}
    </svg>
  );
};
