/** The rows of the phase band. */
import type { PedIndication, VehicleIndication } from "@crossing/config";
import type { Band, Span } from "./band.ts";

/** The rows, from the top, in drawing units. */
export const ROW = { vehicle: 8, ped: 44, waiting: 82, calls: 124, axis: 152, height: 172 };
export const BAR = 28;

/** Maps moments to places. */
export interface Scale {
  readonly left: number;
  readonly right: number;
  readonly now: number;
  readonly x: (at: number) => number;
}

/** How a bar looks. */
export type Look = "green" | "flashing" | "yellow" | "red" | "dark";

/** How each indication is drawn. */
export const VEHICLE_LOOK: Readonly<Record<VehicleIndication, Look>> = {
  green: "green",
  yellow: "yellow",
  red: "red",
  "red-yellow": "yellow",
  "flashing-yellow": "yellow",
  dark: "dark",
};
export const PED_LOOK: Readonly<Record<PedIndication, Look>> = {
  walk: "green",
  "flashing-walk": "flashing",
  "dont-walk": "red",
  dark: "dark",
};

interface BarProps {
  readonly span: Span<string>;
  readonly look: Look;
  readonly y: number;
  readonly scale: Scale;
}

/** Green bars are tall and red ones low, so that the rhythm shows without colour. */
export const Bar = ({ span, look, y, scale }: BarProps) => {
  const x = scale.x(span.from);
  const width = Math.max(0.5, scale.x(span.to) - x);
  const low = look === "red" || look === "dark";
  const box = { x, width, y: low ? y + 7 : y, height: low ? BAR - 14 : BAR, rx: 2.5 };
  const s = Math.round((span.to - span.from) / 1000);
  return (
    <g>
      <rect class={`bar ${look}`} {...box} />
      {look === "flashing" && <rect {...box} fill="url(#band-flash)" />}
      {width > 20 && (
        <text class={`seconds ${look}`} x={x + width / 2} y={y + BAR / 2 + 4.5}>
          {s}
        </text>
      )}
    </g>
  );
};

/** How many wait, as a stepped area with its peak written in. */
export const WaitingRow = ({ band, scale }: { readonly band: Band; readonly scale: Scale }) => {
  const height = 32;
  const base = ROW.waiting + height;
  const most = Math.max(4, ...band.waiting.map(({ value }) => value));
  const peak = band.waiting.reduce<Span<number> | null>(
    (top, each) => (each.value > (top?.value ?? 0) ? each : top),
    null,
  );
  return (
    <g class="band-waiting">
      <path class="base" d={`M${scale.left} ${base}H${scale.x(scale.now)}`} />
      {band.waiting.map(({ from, to, value }) => (
        <rect
          key={from}
          x={scale.x(from)}
          width={scale.x(to) - scale.x(from) + 0.4}
          y={base - (value / most) * height}
          height={(value / most) * height}
        />
      ))}
      {peak !== null && (
        <text x={(scale.x(peak.from) + scale.x(peak.to)) / 2} y={base - 5}>
          {peak.value}
        </text>
      )}
    </g>
  );
};

/** Calls as dots, the time a call is registered as a line, crossings on red as crosses. */
export const Calls = ({ band, scale }: { readonly band: Band; readonly scale: Scale }) => (
  <g class="band-calls">
    {band.called.map(({ from, to }) => (
      <rect
        key={from}
        x={scale.x(from)}
        width={scale.x(to) - scale.x(from)}
        y={ROW.calls + 5}
        height={6}
        rx={3}
      />
    ))}
    {band.ticks.map(({ at, kind }) =>
      kind === "call" ? (
        <circle key={`${at}${kind}`} cx={scale.x(at)} cy={ROW.calls + 8} r={5} />
      ) : (
        <path
          key={`${at}${kind}`}
          class="red-crossing"
          d={`M${scale.x(at) - 5} ${ROW.calls + 3}l10 10m0-10l-10 10`}
        />
      ),
    )}
  </g>
);

/** Times of fault, shaded over all rows. */
export const Faulty = ({ band, scale }: { readonly band: Band; readonly scale: Scale }) => (
  <g>
    {band.faulty.map(({ from, to }) => (
      <rect
        key={from}
        class="band-fault"
        x={scale.x(from)}
        width={scale.x(to) - scale.x(from)}
        y={0}
        height={ROW.axis - 6}
      />
    ))}
  </g>
);
