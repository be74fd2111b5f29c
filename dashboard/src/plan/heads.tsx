/** Signal heads as they hang in the street: dark boxes, lamps told apart by place, not by hue alone. */
import type { PedIndication, VehicleIndication } from "@crossing/config";
import { Digits } from "./digits.tsx";

type Lamp = "red" | "yellow" | "green";

/** Which lamps of a vehicle head are lit, and whether they flash. */
const VEHICLE: Readonly<
  Record<VehicleIndication, { readonly lit: readonly Lamp[]; flash?: boolean }>
> = {
  green: { lit: ["green"] },
  yellow: { lit: ["yellow"] },
  red: { lit: ["red"] },
  "red-yellow": { lit: ["red", "yellow"] },
  "flashing-yellow": { lit: ["yellow"], flash: true },
  dark: { lit: [] },
};

const PED: Readonly<Record<PedIndication, { readonly lit: readonly Lamp[]; flash?: boolean }>> = {
  walk: { lit: ["green"] },
  "flashing-walk": { lit: ["green"], flash: true },
  "dont-walk": { lit: ["red"] },
  dark: { lit: [] },
};

interface HeadProps<Indication> {
  /** Middle of the head. */
  readonly x: number;
  readonly y: number;
  /** What is shown, read back; null: nobody knows. */
  readonly shown: Indication | null;
  readonly countdown: number | null;
  /** On which side of the head its countdown hangs. */
  readonly digits: -1 | 1;
}

/** A vehicle head: red above yellow above green. */
export const VehicleHead = ({ x, y, shown, countdown, digits }: HeadProps<VehicleIndication>) => {
  const { lit, flash = false } = VEHICLE[shown ?? "dark"];
  const colour = lit[0] ?? "red";
  return (
    <g transform={`translate(${x} ${y})`}>
      <Box width={36} height={100} unknown={shown === null} />
      {(["red", "yellow", "green"] as const).map((lamp, index) => (
        <Disc key={lamp} lamp={lamp} y={-31 + index * 31} lit={lit.includes(lamp)} flash={flash} />
      ))}
      <Digits x={digits * 46} colour={colour} value={shown === null ? null : countdown} />
    </g>
  );
};

/** A pedestrian head: the standing person above the walking one. */
export const PedHead = ({ x, y, shown, countdown, digits }: HeadProps<PedIndication>) => {
  const { lit, flash = false } = PED[shown ?? "dark"];
  const colour = lit[0] ?? "red";
  return (
    <g transform={`translate(${x} ${y})`}>
      <Box width={38} height={76} unknown={shown === null} />
      <Disc lamp="red" y={-18} lit={lit.includes("red")} flash={flash} figure={STANDING} />
      <Disc lamp="green" y={18} lit={lit.includes("green")} flash={flash} figure={WALKING} />
      <Digits x={digits * 47} colour={colour} value={shown === null ? null : countdown} />
    </g>
  );
};

const STANDING = "M-3.4-3.4h6.8l.6 7.4h-1.8l-.4 7h-3.6l-.4-7h-1.8z";
const WALKING =
  "M-1.6-3.6l3.4.2 1.4 3.2 3 1.2-.6 1.6-3.8-1.4-.8-1.6-.6 3.2 2.4 2.6.8 5.6h-2.2l-.8-4.8-2.6-2.4-1 3.4-3 3.6-1.6-1.2 2.6-3.4 1.2-6-1.4 1.2-.8 2.6-1.8-.4 1-3.8z";

const Box = (props: {
  readonly width: number;
  readonly height: number;
  readonly unknown: boolean;
}) => {
  const { width, height, unknown } = props;
  return (
    <g>
      <rect class="shadow" x={-width / 2 + 3} y={-height / 2 + 4} {...{ width, height }} rx={9} />
      <rect class="head-box" x={-width / 2} y={-height / 2} {...{ width, height }} rx={8} />
      {unknown && (
        <text class="head-unknown" x={0} y={height / 2 + 15}>
          ?
        </text>
      )}
    </g>
  );
};

interface DiscProps {
  readonly lamp: Lamp;
  readonly y: number;
  readonly lit: boolean;
  readonly flash: boolean;
  readonly figure?: string;
}

/** One lamp. Flashing blinks, and is striped as well: still pictures and calm screens show it too. */
const Disc = ({ lamp, y, lit, flash, figure }: DiscProps) => {
  const flashing = lit && flash;
  return (
    <g transform={`translate(0 ${y})`} class={flashing ? "blink" : ""}>
      {lit && <circle class={`glow ${lamp}`} r={19} />}
      <circle class={`lamp ${lamp} ${lit ? "lit" : "off"} ${figure ? "figure" : ""}`} r={13.5} />
      {figure !== undefined && (
        <g class={`pictogram ${lamp} ${lit ? "lit" : "off"}`}>
          <circle cy={-7} r={2.9} />
          <path d={figure} />
        </g>
      )}
      {flashing && <circle class="flash-stripes" r={13.5} fill="url(#flash-stripes)" />}
      {flashing && <circle class={`flash-ring ${lamp}`} r={16} />}
    </g>
  );
};
