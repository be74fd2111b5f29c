/** What never moves in the plan: pavements, trees, road, markings, zebra, waiting zones. */
import { type Layout, MIDDLE, PAVEMENT, STOP, WIDTH, ZEBRA, ZONE } from "./layout.ts";

/** The street without anybody on it. */
export const Ground = ({ layout }: { readonly layout: Layout }) => (
  <g>
    <Patterns />
    <rect class="ground-pavement" width={WIDTH} height={layout.height} />
    <rect fill="url(#paving)" width={WIDTH} height={layout.height} />
    <Verge y={0} />
    <Verge y={layout.height - 34} />
    <rect
      class="ground-kerb"
      y={layout.roadTop - 5}
      width={WIDTH}
      height={layout.roadBottom - layout.roadTop + 10}
    />
    <rect
      class="ground-road"
      y={layout.roadTop}
      width={WIDTH}
      height={layout.roadBottom - layout.roadTop}
    />
    <Markings layout={layout} />
    <Zebra layout={layout} />
    <Kerb y={layout.roadTop - PAVEMENT + 46} tactile={layout.roadTop - 15} />
    <Kerb y={layout.roadBottom + 16} tactile={layout.roadBottom + 5} />
  </g>
);

const Patterns = () => (
  <defs>
    <pattern id="paving" width="28" height="28" patternUnits="userSpaceOnUse">
      <path class="ground-joint" d="M0 .5H28M.5 0V14M14.5 14V28M0 14.5H28" />
    </pattern>
    <pattern id="tactile" width="7" height="5" patternUnits="userSpaceOnUse">
      <rect class="ground-tactile" width="7" height="5" />
      <circle class="ground-stud" cx="3.5" cy="2.5" r="1.2" />
    </pattern>
    <pattern id="flash-stripes" width="5" height="5" patternUnits="userSpaceOnUse">
      <path d="M0 5L5 0" stroke="#000" stroke-opacity=".6" stroke-width="1.6" />
    </pattern>
    <radialGradient id="tree" cx=".4" cy=".35" r=".75">
      <stop class="tree-light" offset="0" />
      <stop class="tree-dark" offset="1" />
    </radialGradient>
  </defs>
);

/** Grass with trees; the middle stays free for whoever walks up to the crosswalk. */
const Verge = ({ y }: { readonly y: number }) => (
  <g>
    {[0, MIDDLE + 240].map((x) => (
      <rect key={x} class="ground-grass" x={x} y={y} width={WIDTH - MIDDLE - 240} height={34} />
    ))}
    {[40, 126, 214, 294, WIDTH - 40, WIDTH - 126, WIDTH - 214, WIDTH - 294].map((x, index) => (
      <g key={x}>
        <ellipse class="shadow" cx={x + 5} cy={y + 22} rx={25} ry={20} />
        <circle cx={x} cy={y + 17} r={index % 3 === 0 ? 25 : 20} fill="url(#tree)" />
      </g>
    ))}
  </g>
);

const Markings = ({ layout }: { readonly layout: Layout }) => {
  const { roadTop, roadBottom, divide, lanes, laneHeight } = layout;
  const left = MIDDLE - STOP;
  const right = MIDDLE + STOP;
  const lines = lanes
    .slice(1)
    .map((lane) => lane.y - laneHeight / 2)
    .filter((y) => y !== divide);
  const twoWay = divide > roadTop && divide < roadBottom;
  return (
    <g>
      {lines.map((y) => (
        <path key={y} class="mark-lane" d={`M0 ${y}H${left}M${WIDTH} ${y}H${right}`} />
      ))}
      {twoWay && (
        <path
          class="mark-centre"
          d={`M0 ${divide - 2.5}H${left}M0 ${divide + 2.5}H${left}M${WIDTH} ${divide - 2.5}H${right}M${WIDTH} ${divide + 2.5}H${right}`}
        />
      )}
      <path class="mark-stop" d={`M${right} ${roadTop + 3}V${divide - 3}`} />
      <path class="mark-stop" d={`M${left} ${divide + 3}V${roadBottom - 3}`} />
    </g>
  );
};

const BAR = 12;

/** Bars along the traffic, as zebras are painted. */
const Zebra = ({ layout }: { readonly layout: Layout }) => {
  const { roadTop, roadBottom, divide, refuge } = layout;
  const count = Math.floor((roadBottom - roadTop) / (BAR * 2));
  const space = (roadBottom - roadTop) / count;
  return (
    <g>
      {Array.from({ length: count }, (_, index) => (
        <rect
          key={index}
          class="mark-zebra"
          x={MIDDLE - ZEBRA}
          y={roadTop + (index + 0.5) * space - BAR / 2}
          width={ZEBRA * 2}
          height={BAR}
        />
      ))}
      {refuge && (
        <rect
          class="ground-kerb"
          x={MIDDLE - ZEBRA}
          y={divide - 9}
          width={ZEBRA * 2}
          height={18}
          rx={4}
        />
      )}
    </g>
  );
};

/** A waiting zone with its strip of studs at the kerb. */
const Kerb = ({ y, tactile }: { readonly y: number; readonly tactile: number }) => (
  <g>
    <rect class="zone" x={MIDDLE - ZONE} y={y} width={ZONE * 2} height={PAVEMENT - 62} rx={8} />
    <rect x={MIDDLE - ZEBRA} y={tactile} width={ZEBRA * 2} height={10} fill="url(#tactile)" />
  </g>
);
