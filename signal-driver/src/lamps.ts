/** Indications to lamps and back. The only place where the driver knows which lamp means what. */
import {
  type Bollards,
  BOLLARD_CODES,
  type Indications,
  type LAMP_COMMAND,
  NOT_AVAILABLE,
  type Outputs,
  type PedIndication,
  type Prompt,
  VOICES,
  type Values,
  type VehicleIndication,
  lampMask,
} from "@crossing/config";
import type { Lit } from "./safe-pair.ts";

/** What a command block says beside its header: all that may differ from one command to the next. */
export type Display = Pick<
  Values<typeof LAMP_COMMAND>,
  | "on"
  | "flash"
  | "ped_countdown_A"
  | "ped_countdown_B"
  | "vehicle_countdown_A"
  | "vehicle_countdown_B"
  | "bollards"
  | "voice"
>;

const RED = lampMask("vehicle-A-red", "vehicle-B-red");
const YELLOW = lampMask("vehicle-A-yellow", "vehicle-B-yellow");
const GREEN = lampMask("vehicle-A-green", "vehicle-B-green");
const PED_RED = lampMask("ped-A-red", "ped-B-red");
const PED_GREEN = lampMask("ped-A-green", "ped-B-green");
const CALL_LAMPS = [lampMask("call-A"), lampMask("call-B")] as const;

const VEHICLE: Readonly<Record<VehicleIndication, Lit>> = {
  green: { on: GREEN, flash: 0 },
  yellow: { on: YELLOW, flash: 0 },
  red: { on: RED, flash: 0 },
  "red-yellow": { on: RED | YELLOW, flash: 0 },
  "flashing-yellow": { on: YELLOW, flash: YELLOW },
  dark: { on: 0, flash: 0 },
};

const PED: Readonly<Record<PedIndication, Lit>> = {
  walk: { on: PED_GREEN, flash: 0 },
  "flashing-walk": { on: PED_GREEN, flash: PED_GREEN },
  "dont-walk": { on: PED_RED, flash: 0 },
  dark: { on: 0, flash: 0 },
};

const VEHICLE_LAMPS = RED | YELLOW | GREEN;
const PED_LAMPS = PED_RED | PED_GREEN;
/** Lamps that hold or release somebody. A call lamp that fails is a repair, not a danger. */
export const SIGNAL_LAMPS = VEHICLE_LAMPS | PED_LAMPS;
/** Lamps by which somebody moves. */
export const MOVING_LAMPS = GREEN | PED_GREEN;
/** Lamps that flash when a cabinet is left alone. */
export const YELLOW_LAMPS = YELLOW;

/** The lamps, countdowns, bollards and voice of one tick. Zones in the order of the site. */
export function displayOf(wanted: Outputs, zones: readonly string[]): Display {
  const vehicle = VEHICLE[wanted.vehicle];
  const ped = PED[wanted.ped];
  const calls = CALL_LAMPS.filter((_, n) => wanted.call_lamps[zones[n] ?? ""] === true);
  const pedCountdown = countdown(wanted.ped_countdown_s);
  const vehicleCountdown = countdown(wanted.vehicle_countdown_s);
  return {
    on: calls.reduce((mask, call) => mask | call, vehicle.on | ped.on),
    flash: vehicle.flash | ped.flash,
    ped_countdown_A: pedCountdown,
    ped_countdown_B: pedCountdown,
    vehicle_countdown_A: vehicleCountdown,
    vehicle_countdown_B: vehicleCountdown,
    bollards: bollards(wanted.bollards),
    voice: voice(wanted.voice),
  };
}

/** Nothing lit: what is sent with a call to go safe. */
export const NOTHING: Display = {
  on: 0,
  flash: 0,
  ped_countdown_A: NOT_AVAILABLE,
  ped_countdown_B: NOT_AVAILABLE,
  vehicle_countdown_A: NOT_AVAILABLE,
  vehicle_countdown_B: NOT_AVAILABLE,
  bollards: 0,
  voice: 0,
};

/** What the heads show with these lamps lit; null when two heads of a kind differ or show what no head may. */
export function indicationsOf({ on, flash }: Lit): Indications | null {
  const vehicle = named(VEHICLE, on & VEHICLE_LAMPS, flash & VEHICLE_LAMPS);
  const ped = named(PED, on & PED_LAMPS, flash & PED_LAMPS);
  return vehicle === null || ped === null ? null : { vehicle, ped };
}

/** A negative or a longer countdown than the display has is dark rather than wrong. */
const countdown = (s: number | null): number =>
  s === null || s < 0 || s >= NOT_AVAILABLE ? NOT_AVAILABLE : Math.ceil(s);

/** All eight bollards alike; those that are not there take no notice. */
const bollards = (show: Bollards): number => BOLLARD_CODES.indexOf(show) * 0x5555;

const voice = (prompt: Prompt | null): number => VOICES.indexOf(prompt ?? "none");

const named = <Indication extends string>(
  table: Readonly<Record<Indication, Lit>>,
  on: number,
  flash: number,
): Indication | null => {
  for (const name in table) {
    if (table[name].on === on && table[name].flash === flash) return name;
  }
  return null;
};
