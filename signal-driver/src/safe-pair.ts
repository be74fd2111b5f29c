/**
 * The last check before the wire: which lamps may be lit together, and after which.
 *
 * Shares nothing with the core that decides; it knows lamps, not intervals or timing, so it stays right when the
 * core is wrong. What it refuses is never sent: the driver stops the heartbeat and tells the cabinet to go safe.
 */
import { type Lamp, lampMask } from "@crossing/config";

/** Lamps that are lit, and which of them flash, as bit masks. */
export interface Lit {
  readonly on: number;
  readonly flash: number;
}

/** Why the lamps may not go from `before` to `wanted`, in words; null: they may. `before` null: not known. */
export function refusal(before: Lit | null, wanted: Lit): string | null {
  return wrongTogether(wanted) ?? (before === null ? null : wrongAfter(before, wanted));
}

const VEHICLE_HEADS = [
  {
    name: "A",
    red: bit("vehicle-A-red"),
    yellow: bit("vehicle-A-yellow"),
    green: bit("vehicle-A-green"),
  },
  {
    name: "B",
    red: bit("vehicle-B-red"),
    yellow: bit("vehicle-B-yellow"),
    green: bit("vehicle-B-green"),
  },
] as const;
const PED_HEADS = [
  { name: "A", red: bit("ped-A-red"), green: bit("ped-A-green") },
  { name: "B", red: bit("ped-B-red"), green: bit("ped-B-green") },
] as const;
const VEHICLE_REDS = lampMask("vehicle-A-red", "vehicle-B-red");
const VEHICLE_GREENS = lampMask("vehicle-A-green", "vehicle-B-green");
const VEHICLE_MOVING = VEHICLE_GREENS | lampMask("vehicle-A-yellow", "vehicle-B-yellow");
const PED_REDS = lampMask("ped-A-red", "ped-B-red");
const PED_GREENS = lampMask("ped-A-green", "ped-B-green");
const NEVER_FLASH = VEHICLE_REDS | VEHICLE_GREENS | PED_REDS;

/** What may never be lit at once. */
function wrongTogether({ on, flash }: Lit): string | null {
  const all = (mask: number): boolean => (on & mask) === mask;
  if ((flash & ~on) !== 0) return "a lamp flashes that is not lit";
  if ((flash & NEVER_FLASH) !== 0) return "a red or a vehicle green flashes";
  if ((on & PED_GREENS) !== 0 && ((on & VEHICLE_MOVING) !== 0 || !all(VEHICLE_REDS))) {
    return "ped green while vehicles are not held by red alone";
  }
  if ((on & VEHICLE_GREENS) !== 0 && !all(PED_REDS)) return "vehicle green without ped red";
  for (const { name, red, yellow, green } of VEHICLE_HEADS) {
    if ((on & green) !== 0 && (on & (red | yellow)) !== 0) {
      return `vehicle head ${name} shows green with another colour`;
    }
  }
  const both = PED_HEADS.find(({ red, green }) => (on & red) !== 0 && (on & green) !== 0);
  return both === undefined ? null : `ped head ${both.name} shows red and green`;
}

/** What may never follow: vehicle green ends through yellow, yellow in red, walk through its clearance. */
function wrongAfter(before: Lit, { on, flash }: Lit): string | null {
  for (const { name, red, yellow, green } of VEHICLE_HEADS) {
    if ((before.on & green) !== 0 && (on & (green | yellow)) === 0) {
      return `vehicle head ${name} goes from green to no green without yellow`;
    }
    const onlyYellow = (before.on & (red | yellow)) === yellow;
    if (onlyYellow && (on & green) !== 0) return `vehicle head ${name} goes from yellow to green`;
  }
  for (const { name, green } of PED_HEADS) {
    const walk = (before.on & green) !== 0 && (before.flash & green) === 0;
    if (walk && (on & green) === 0) return `ped head ${name} ends its walk without clearance`;
    const clearing = (before.flash & green) !== 0;
    if (clearing && (on & green) !== 0 && (flash & green) === 0) {
      return `ped head ${name} goes from clearance back to walk`;
    }
  }
  return null;
}

function bit(lamp: Lamp): number {
  return lampMask(lamp);
}
