/** Somebody else who commands the cabinet: an old box, or a laptop that was left on the line. */
import {
  CONTROLS,
  LAMP_COMMAND,
  PHASE_COMMAND,
  PHASE_STATUS,
  bitsOf,
  decodeBlock,
  encodeLampCommand,
  encodePhaseCommand,
  lampMask,
} from "@crossing/config";
import type { Registers } from "../cabinet/modbus-server.ts";

/** Writes one block each time it is asked to. */
export interface SecondMaster {
  write(): void;
}

const OWNER = 0x0bad0bad;
const FLASH = lampMask("vehicle-A-yellow", "vehicle-B-yellow");
const DARK = 0xffff;

/** One that asks for control, and for nothing that a street could not bear: flashing yellow, or no phase at all. */
export function createSecondMaster(
  registers: Registers,
  profile: "phase-request" | "direct-lamps",
): SecondMaster {
  let beat = 40_000;
  return {
    write() {
      beat = (beat + 1) & 0xffff;
      const words = profile === "phase-request" ? phases(registers, beat) : lamps(beat);
      registers.write(LAMP_COMMAND.at, words, 16);
    },
  };
}

const head = (beat: number) => ({
  seq: beat,
  heartbeat: beat,
  control: bitsOf(CONTROLS, ["request-control"]),
  watchdog: 100,
  plan: 0,
  owner: OWNER,
  crc: 0,
});

function phases(registers: Registers, beat: number): number[] {
  const read = registers.read(PHASE_STATUS.at, PHASE_STATUS.words);
  const cycle = typeof read === "number" ? 0 : decodeBlock(PHASE_STATUS, read).cycles;
  const values = decodeBlock(PHASE_COMMAND, []);
  const dark = { ped_countdown: DARK, vehicle_countdown: DARK };
  return encodePhaseCommand({ ...values, ...head(beat), ...dark, cycle, expiry: 100 }, true);
}

function lamps(beat: number): number[] {
  const values = { ...decodeBlock(LAMP_COMMAND, []), ...head(beat) };
  const lit = {
    on: FLASH,
    flash: FLASH,
    on_complement: ~FLASH >>> 0,
    flash_complement: ~FLASH >>> 0,
    ped_countdown_A: DARK,
    ped_countdown_B: DARK,
    vehicle_countdown_A: DARK,
    vehicle_countdown_B: DARK,
  };
  return encodeLampCommand({ ...values, ...lit }, true);
}

/** Whose block it is. */
export const isSecondMaster = (words: readonly number[]): boolean =>
  words.length >= LAMP_COMMAND.words && decodeBlock(LAMP_COMMAND, words).owner === OWNER;
