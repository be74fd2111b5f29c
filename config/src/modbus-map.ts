/**
 * The register map between this program and a signal cabinet, as one table.
 *
 * The codec, the document docs/modbus-map.md, the virtual cabinet and the tests are all made from it.
 * Addresses are PDU addresses, 0-based; everything is in holding registers. Profile 1 (phase request) is for
 * cabinets that own the timing, profile 2 (direct lamps) for PLCs that light what they are told.
 */

import {
  BOLLARD_CODES,
  CAPABILITIES,
  CONTROLS,
  FAULTS,
  LAMPS,
  REJECTS,
  SAFE_STATES,
  STATES,
  VOICES,
} from "./modbus-words.ts";

/** First word of every cabinet that speaks this map. */
export const MAGIC = 0x5843;
/** Major version of this map; the minor one may differ. */
export const MAP_MAJOR = 1;
/** A value that the sender does not know, or a countdown that is dark. */
export const NOT_AVAILABLE = 0xffff;
/** The cabinet counts its watchdog in steps of 10 ms. */
export const WATCHDOG_STEP_MS = 10;
/** Where the CRC-16/Modbus of the registers before it stands, when the cabinet asks for one. */
export const CRC_AT = 0x011f;
/** Words of `LAMP_COMMAND` that every cabinet takes; those with a CRC or an owner take the whole block. */
export const PLAIN_LAMP_COMMAND_WORDS = 19;

/** One entry of a block: a uint16, a uint32 in two words (high word first), or sixteen uint16. */
export interface Register {
  readonly name: string;
  readonly at: number;
  readonly words: 1 | 2 | 16;
  readonly meaning: string;
  /** Names of the bits, from bit 0. */
  readonly bits?: readonly string[];
  /** Names of the values, from 0. */
  readonly values?: readonly string[];
}

/** Registers that are read or written together. Words that no register takes are written 0 and ignored. */
export interface Block {
  readonly title: string;
  readonly at: number;
  readonly words: number;
  readonly access: "read" | "write";
  readonly registers: readonly Register[];
}

/** Who the cabinet is. Read once per connection, before anything is written. */
export const IDENTITY = {
  title: "Identity",
  at: 0x0000,
  words: 16,
  access: "read",
  registers: [
    { name: "magic", at: 0x0000, words: 1, meaning: "0x5843: speaks this map" },
    { name: "version", at: 0x0001, words: 1, meaning: "map version, major in the high byte" },
    { name: "profile", at: 0x0002, words: 1, meaning: "1 phase request, 2 direct lamps" },
    { name: "capabilities", at: 0x0003, words: 1, meaning: "what it can do", bits: CAPABILITIES },
    { name: "groups", at: 0x0004, words: 1, meaning: "phases (profile 1) or lamp groups" },
    { name: "lamps", at: 0x0005, words: 1, meaning: "lamps that are wired" },
    { name: "config_crc", at: 0x0006, words: 2, meaning: "CRC-32 of the cabinet's configuration" },
    { name: "firmware", at: 0x0008, words: 1, meaning: "firmware version" },
    { name: "uptime", at: 0x0009, words: 2, meaning: "seconds since the cabinet started" },
    { name: "watchdog_min", at: 0x000b, words: 1, meaning: "shortest watchdog time, 10 ms" },
    { name: "watchdog_max", at: 0x000c, words: 1, meaning: "longest watchdog time, 10 ms" },
    {
      name: "safe_state",
      at: 0x000d,
      words: 1,
      meaning: "shown when left alone",
      values: SAFE_STATES,
    },
    { name: "serial", at: 0x000e, words: 2, meaning: "serial number" },
  ],
} as const satisfies Block;

const COMMAND_HEADER = [
  { name: "seq", at: 0x0100, words: 1, meaning: "new for each command that differs" },
  { name: "heartbeat", at: 0x0101, words: 1, meaning: "new in each write; feeds the watchdog" },
  { name: "control", at: 0x0102, words: 1, meaning: "what is asked for", bits: CONTROLS },
  {
    name: "watchdog",
    at: 0x0103,
    words: 1,
    meaning: "silence after which the cabinet goes safe, 10 ms; 0 is refused",
  },
  { name: "plan", at: 0x0104, words: 1, meaning: "plan number, for information" },
] as const;

const STATUS_HEADER = [
  { name: "applied_seq", at: 0x0200, words: 1, meaning: "seq of the last block taken" },
  { name: "heartbeat_echo", at: 0x0201, words: 1, meaning: "heartbeat of the last block taken" },
  { name: "state", at: 0x0202, words: 1, meaning: "what the cabinet is doing", values: STATES },
  { name: "faults", at: 0x0203, words: 1, meaning: "fault word", bits: FAULTS },
  { name: "reject", at: 0x0204, words: 1, meaning: "fate of the last block", values: REJECTS },
  { name: "watchdog_left", at: 0x0205, words: 1, meaning: "until the watchdog trips, 10 ms" },
  { name: "trips", at: 0x0206, words: 1, meaning: "times the watchdog has tripped" },
  { name: "resets", at: 0x0207, words: 1, meaning: "times faults were reset" },
] as const;

/** Who commands: written with each block, told back as long as control is given. */
const OWNER_COMMAND = {
  name: "owner",
  at: 0x011d,
  words: 2,
  meaning: "random word of this run of control; 0 none",
} as const;

const OWNER_STATUS = {
  name: "owner",
  at: 0x021c,
  words: 2,
  meaning: "whose control it is; 0 nobody's",
} as const;

const CRC_COMMAND = {
  name: "crc",
  at: CRC_AT,
  words: 1,
  meaning: "when asked for: CRC-16/Modbus of 0x0100-0x011E",
} as const;

const COUNTERS = [
  { name: "press_counts", at: 0x0220, words: 16, meaning: "presses of buttons 1-16; wrap" },
  { name: "loop_counts", at: 0x0230, words: 16, meaning: "vehicles over loops 1-16; wrap" },
] as const;

/** Profile 2: what the lamps shall do. Written whole with one function 16, taken whole or not at all. */
export const LAMP_COMMAND = {
  title: "Command, profile 2: direct lamps",
  at: 0x0100,
  words: 32,
  access: "write",
  registers: [
    ...COMMAND_HEADER,
    { name: "on", at: 0x0105, words: 2, meaning: "lamps on, steady or flashing", bits: LAMPS },
    {
      name: "flash",
      at: 0x0107,
      words: 2,
      meaning: "of these, flashing at 1 Hz, 50 %",
      bits: LAMPS,
    },
    { name: "on_complement", at: 0x0109, words: 2, meaning: "all bits of `on` inverted" },
    { name: "flash_complement", at: 0x010b, words: 2, meaning: "all bits of `flash` inverted" },
    { name: "ped_countdown_A", at: 0x010d, words: 1, meaning: "seconds; 0xFFFF dark" },
    { name: "ped_countdown_B", at: 0x010e, words: 1, meaning: "seconds; 0xFFFF dark" },
    { name: "vehicle_countdown_A", at: 0x010f, words: 1, meaning: "seconds; 0xFFFF dark" },
    { name: "vehicle_countdown_B", at: 0x0110, words: 1, meaning: "seconds; 0xFFFF dark" },
    {
      name: "bollards",
      at: 0x0111,
      words: 1,
      meaning: "two bits each, bollard 1 in bits 0-1",
      values: BOLLARD_CODES,
    },
    { name: "voice", at: 0x0112, words: 1, meaning: "sentence spoken now", values: VOICES },
    OWNER_COMMAND,
    CRC_COMMAND,
  ],
} as const satisfies Block;

/** Profile 2: what the lamps really do, and what is asked at the kerb. */
export const LAMP_STATUS = {
  title: "Status, profile 2: direct lamps",
  at: 0x0200,
  words: 64,
  access: "read",
  registers: [
    ...STATUS_HEADER,
    {
      name: "actual_on",
      at: 0x0208,
      words: 2,
      meaning: "lamps that draw current, steady or flashing",
      bits: LAMPS,
    },
    { name: "lamp_faults", at: 0x020a, words: 2, meaning: "lamps out or stuck", bits: LAMPS },
    { name: "buttons", at: 0x020c, words: 1, meaning: "buttons 1-16, pressed now" },
    { name: "presence", at: 0x020d, words: 1, meaning: "kerb detectors 1-16, occupied now" },
    { name: "loops", at: 0x020e, words: 1, meaning: "loops 1-16, occupied now" },
    { name: "aux", at: 0x020f, words: 1, meaning: "other inputs" },
    OWNER_STATUS,
    ...COUNTERS,
  ],
} as const satisfies Block;

/** Registers of `LAMP_STATUS` before the counters: what the smallest cabinet answers. */
export const STATUS_WITHOUT_COUNTERS = 16;

/** Profile 1: what is asked of a cabinet that owns the timing. */
export const PHASE_COMMAND = {
  title: "Command, profile 1: phase request",
  at: 0x0100,
  words: 32,
  access: "write",
  registers: [
    ...COMMAND_HEADER,
    { name: "vehicle_call", at: 0x0105, words: 1, meaning: "phases 1-16" },
    { name: "ped_call", at: 0x0106, words: 1, meaning: "phases 1-16" },
    { name: "hold", at: 0x0107, words: 1, meaning: "stay in green, phases 1-16" },
    { name: "force_off", at: 0x0108, words: 1, meaning: "end green when legal, phases 1-16" },
    { name: "phase_omit", at: 0x0109, words: 1, meaning: "do not serve, phases 1-16" },
    { name: "ped_omit", at: 0x010a, words: 1, meaning: "do not serve walk, phases 1-16" },
    { name: "walk", at: 0x010b, words: 1, meaning: "walk asked for, 0.1 s" },
    { name: "clearance_extension", at: 0x010c, words: 1, meaning: "ped clearance on top, 0.1 s" },
    { name: "max_green", at: 0x010d, words: 1, meaning: "max green asked for, 0.1 s" },
    { name: "green_extension", at: 0x010e, words: 1, meaning: "green on top, 0.1 s" },
    { name: "ped_countdown", at: 0x010f, words: 1, meaning: "seconds; 0xFFFF dark" },
    { name: "vehicle_countdown", at: 0x0110, words: 1, meaning: "seconds; 0xFFFF dark" },
    { name: "bollards", at: 0x0111, words: 1, meaning: "two bits each", values: BOLLARD_CODES },
    { name: "voice", at: 0x0112, words: 1, meaning: "sentence spoken now", values: VOICES },
    { name: "volume", at: 0x0113, words: 1, meaning: "voice volume, 0 to 100" },
    {
      name: "cycle",
      at: 0x0114,
      words: 1,
      meaning:
        "the `cycles` that these requests were made for; in another cycle the block is not taken",
    },
    {
      name: "expiry",
      at: 0x0115,
      words: 1,
      meaning: "requests lapse so long after the block was taken, 10 ms; 0 is refused",
    },
    OWNER_COMMAND,
    CRC_COMMAND,
  ],
} as const satisfies Block;

/** Profile 1: what the cabinet is doing, in NTCIP 1202 names. */
export const PHASE_STATUS = {
  title: "Status, profile 1: phase request",
  at: 0x0200,
  words: 64,
  access: "read",
  registers: [
    ...STATUS_HEADER,
    { name: "greens", at: 0x0208, words: 1, meaning: "phases 1-16" },
    { name: "yellows", at: 0x0209, words: 1, meaning: "phases 1-16" },
    { name: "reds", at: 0x020a, words: 1, meaning: "phases 1-16" },
    { name: "walks", at: 0x020b, words: 1, meaning: "phases 1-16" },
    { name: "ped_clears", at: 0x020c, words: 1, meaning: "phases 1-16" },
    { name: "dont_walks", at: 0x020d, words: 1, meaning: "phases 1-16" },
    { name: "phase_on", at: 0x020e, words: 1, meaning: "phases 1-16" },
    { name: "phase_next", at: 0x020f, words: 1, meaning: "phases 1-16" },
    { name: "calls_held", at: 0x0210, words: 1, meaning: "phases 1-16" },
    { name: "interval_time", at: 0x0211, words: 1, meaning: "time in interval, 0.1 s" },
    { name: "min_left", at: 0x0212, words: 1, meaning: "earliest end, 0.1 s" },
    { name: "max_left", at: 0x0213, words: 1, meaning: "latest end, 0.1 s" },
    { name: "cycles", at: 0x0214, words: 1, meaning: "vehicle greens begun; wraps" },
    { name: "effective_walk", at: 0x0215, words: 1, meaning: "0.1 s" },
    { name: "effective_clearance", at: 0x0216, words: 1, meaning: "0.1 s" },
    { name: "effective_max_green", at: 0x0217, words: 1, meaning: "0.1 s" },
    { name: "active_plan", at: 0x0218, words: 1, meaning: "plan number" },
    { name: "buttons", at: 0x0219, words: 1, meaning: "buttons 1-16, pressed now" },
    { name: "presence", at: 0x021a, words: 1, meaning: "kerb detectors 1-16, occupied now" },
    { name: "loops", at: 0x021b, words: 1, meaning: "loops 1-16, occupied now" },
    OWNER_STATUS,
    ...COUNTERS,
  ],
} as const satisfies Block;
