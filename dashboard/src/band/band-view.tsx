/** The phase band: the last two minutes, read from left to right, up to now and a little further. */
import type { StateView } from "@crossing/config";
import { deviceNow, events, history } from "../data/crossing.ts";
import { BAND_MS } from "../data/history.ts";
import { narrow } from "../settings.ts";
import { words } from "../words/words.ts";
import { type Band, bandOf } from "./band.ts";
import {
  BAR,
  Bar,
  Calls,
  Faulty,
  PED_LOOK,
  ROW,
  type Scale,
  VEHICLE_LOOK,
  WaitingRow,
} from "./rows.tsx";

/** How far beyond now announced changes are drawn, ms. */
const AHEAD_MS = 15_000;

/** The card with the band. */
export const BandCard = ({ state }: { readonly state: StateView }) => {
  const text = words.value;
  const now = deviceNow.value;
  const span = narrow.value ? BAND_MS / 2 : BAND_MS;
  const band = bandOf(history.value, events.value, { from: now - span, to: now });
  const width = narrow.value ? 460 : 1120;
  const left = 86;
  const right = width - 12;
  const perMs = (right - left) / (span + AHEAD_MS);
  const scale: Scale = { left, right, now, x: (at) => left + (at - now + span) * perMs };
  return (
    <section class="card band" aria-labelledby="band">
      <h2 id="band">{text.band}</h2>
      <svg viewBox={`0 0 ${width} ${ROW.height}`} role="img" aria-label={summary(band)}>
        <BandPatterns />
        <Faulty band={band} scale={scale} />
        <Labels left={left} />
        <NoData scale={scale} />
        <Grid scale={scale} span={span} />
        <g class="band-row vehicle">
          {band.vehicle.map((each) => (
            <Bar
              key={each.from}
              span={each}
              look={VEHICLE_LOOK[each.value]}
              y={ROW.vehicle}
              {...{ scale }}
            />
          ))}
        </g>
        <g class="band-row ped">
          {band.ped.map((each) => (
            <Bar
              key={each.from}
              span={each}
              look={PED_LOOK[each.value]}
              y={ROW.ped}
              {...{ scale }}
            />
          ))}
        </g>
        <WaitingRow band={band} scale={scale} />
        <Calls band={band} scale={scale} />
        <Announced state={state} scale={scale} />
        <Axis scale={scale} span={span} />
      </svg>
      <Legend />
    </section>
  );
};

const BandPatterns = () => (
  <defs>
    <pattern id="band-flash" width="7" height="7" patternUnits="userSpaceOnUse">
      <path class="band-stripe" d="M-1 8L8-1" />
    </pattern>
    <pattern id="band-unknown" width="6" height="6" patternUnits="userSpaceOnUse">
      <circle class="band-dot" cx="3" cy="3" r="0.9" />
    </pattern>
  </defs>
);

const Labels = ({ left }: { readonly left: number }) => {
  const { bandVehicle, bandPed, bandWaiting, bandCalls } = words.value;
  const rows = [
    [bandVehicle, ROW.vehicle + BAR / 2],
    [bandPed, ROW.ped + BAR / 2],
    [bandWaiting, ROW.waiting + 17],
    [bandCalls, ROW.calls + 8],
  ] as const;
  return (
    <g class="band-label">
      {rows.map(([name, y]) => (
        <text key={name} x={left - 10} y={y + 4}>
          {name}
        </text>
      ))}
    </g>
  );
};

/** What the bars do not cover, nobody knows. */
const NoData = ({ scale }: { readonly scale: Scale }) => (
  <g>
    {[ROW.vehicle, ROW.ped].map((y) => (
      <rect
        key={y}
        class="band-unknown"
        x={scale.left}
        y={y}
        width={scale.x(scale.now) - scale.left}
        height={BAR}
        fill="url(#band-unknown)"
      />
    ))}
  </g>
);

/** What a countdown has promised, right of now. */
const Announced = ({ state, scale }: { readonly state: StateView; readonly scale: Scale }) => {
  const { countdown_s } = state;
  const ped = state.shown?.ped ?? "dark";
  const x = countdown_s === null ? Infinity : scale.x(scale.now + countdown_s * 1000);
  if (x >= scale.right || ped === "dark") return null;
  const look = ped === "dont-walk" ? "green" : "red";
  const low = look === "red";
  return (
    <rect
      class={`band-coming ${look}`}
      x={x}
      y={ROW.ped + (low ? 7 : 0)}
      width={scale.right - x}
      height={low ? BAR - 14 : BAR}
      rx={2.5}
    />
  );
};

interface AxisProps {
  readonly scale: Scale;
  /** How much of the past is shown, ms. */
  readonly span: number;
}

/** Moments worth a grid line, ms before now. */
const marksIn = (span: number): readonly number[] => {
  const every = span > 60_000 ? 30_000 : 15_000;
  return Array.from({ length: span / every }, (_, index) => (index + 1) * every);
};

const Grid = ({ scale, span }: AxisProps) => (
  <g class="band-axis">
    {marksIn(span).map((ms) => (
      <path key={ms} class="grid" d={`M${scale.x(scale.now - ms)} 2V${ROW.axis - 6}`} />
    ))}
  </g>
);

const Axis = ({ scale, span }: AxisProps) => {
  const { now, minusSeconds } = words.value;
  const x = scale.x(scale.now);
  return (
    <g class="band-axis">
      {marksIn(span).map((ms) => (
        <text key={ms} x={scale.x(scale.now - ms)} y={ROW.axis + 12}>
          {minusSeconds(ms / 1000)}
        </text>
      ))}
      <path class="now" d={`M${x} 2V${ROW.axis - 2}`} />
      <text class="now" x={x} y={ROW.axis + 12}>
        {now}
      </text>
    </g>
  );
};

const Legend = () => {
  const { legend } = words.value;
  const keys = ["green", "flashing", "yellow", "red", "coming", "fault", "unknown"] as const;
  return (
    <ul class="legend">
      {keys.map((key) => (
        <li key={key}>
          <i class={key} />
          {legend[key]}
        </li>
      ))}
    </ul>
  );
};

function summary(band: Band): string {
  const walks = band.ped.filter(({ value }) => value === "walk").length;
  const green = band.vehicle
    .filter(({ value }) => value === "green")
    .reduce((total, { from, to }) => total + to - from, 0);
  return words.value.bandLabel(walks, Math.round(green / 1000));
}
