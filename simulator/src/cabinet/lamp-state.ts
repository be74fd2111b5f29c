/** What people in the street see of the cabinet: heads, countdowns, bollards, voice. */
import {
  BOLLARD_CODES,
  type Bollards,
  type CabinetState,
  NOT_AVAILABLE,
  type PedIndication,
  type Prompt,
  VOICES,
  type VehicleIndication,
  type Lamp,
  lampMask,
} from "@crossing/config";
import type { Driven } from "./commanded.ts";

/** The actual indications. `vehicle` and `ped` are head A's; a head B that differs is a fault to look for. */
export interface LampState {
  readonly state: CabinetState;
  readonly vehicle: VehicleIndication;
  readonly ped: PedIndication;
  readonly vehicleB: VehicleIndication;
  readonly pedB: PedIndication;
  /** Lamps that tell a person that the call is registered, by zone in the order of the site. */
  readonly callLamps: readonly [boolean, boolean];
  /** Seconds; null: dark. */
  readonly pedCountdown: number | null;
  readonly vehicleCountdown: number | null;
  readonly bollards: Bollards;
  readonly voice: Prompt | null;
  /** Lamps lit, lamp n in bit n - 1, and which of them flash. */
  readonly lit: number;
  readonly flash: number;
}

/** The street's view of what the cabinet drives. */
export function lampStateOf({ state, lit, flash, display }: Driven): LampState {
  const is = (lamp: Lamp): boolean => (lit & lampMask(lamp)) !== 0;
  const blinks = (lamp: Lamp): boolean => (flash & lampMask(lamp)) !== 0;
  return {
    state,
    vehicle: vehicleHead(is, blinks, "A"),
    ped: pedHead(is, blinks, "A"),
    vehicleB: vehicleHead(is, blinks, "B"),
    pedB: pedHead(is, blinks, "B"),
    callLamps: [is("call-A"), is("call-B")],
    pedCountdown: countdown(display?.ped_countdown_A),
    vehicleCountdown: countdown(display?.vehicle_countdown_A),
    bollards: bollards(display?.bollards ?? 0),
    voice: voice(display?.voice ?? 0),
    lit,
    flash,
  };
}

type Asks = (lamp: Lamp) => boolean;

/** Green beats all: what a driver would act on. */
function vehicleHead(is: Asks, blinks: Asks, head: "A" | "B"): VehicleIndication {
  const yellow = is(`vehicle-${head}-yellow`);
  if (is(`vehicle-${head}-green`)) return "green";
  if (is(`vehicle-${head}-red`)) return yellow ? "red-yellow" : "red";
  if (!yellow) return "dark";
  return blinks(`vehicle-${head}-yellow`) ? "flashing-yellow" : "yellow";
}

function pedHead(is: Asks, blinks: Asks, head: "A" | "B"): PedIndication {
  if (is(`ped-${head}-green`)) return blinks(`ped-${head}-green`) ? "flashing-walk" : "walk";
  return is(`ped-${head}-red`) ? "dont-walk" : "dark";
}

const countdown = (s: number | undefined): number | null =>
  s === undefined || s === NOT_AVAILABLE ? null : s;

/** The first bollard stands for all. */
const bollards = (word: number): Bollards => {
  const code = BOLLARD_CODES[word & 3];
  return code === "red" || code === "green" ? code : "dark";
};

const voice = (index: number): Prompt | null => {
  const name = VOICES[index];
  return name === "wait" || name === "cross" ? name : null;
};
