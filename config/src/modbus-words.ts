/** The words of the register map: names of bits and values. Their order is the wire's and does not change. */

/** What the cabinet can do: bits of the identity block. */
export const CAPABILITIES = [
  "crc-required",
  "ped-countdown",
  "vehicle-countdown",
  "bollard-lamps",
  "voice",
  "loops",
  "lamp-feedback",
  "conflict-monitor",
  "flash-on-watchdog",
  "clock",
  "owner-token",
  "read-write-registers",
] as const;

/** What we ask for: bits of the control word. `fault-reset` acts on its rising edge. */
export const CONTROLS = [
  "request-control",
  "go-safe",
  "fault-reset",
  "night-mode",
  "test",
] as const;

/** What the cabinet is doing. Only in `remote` do our lamps show. */
export const STATES = [
  "boot",
  "local",
  "remote",
  "safe",
  "fault",
  "manual-panel",
  "police-flash",
] as const;
/** One of `STATES`. */
export type CabinetState = (typeof STATES)[number];

/** What is wrong with the cabinet: bits of the fault word. */
export const FAULTS = [
  "comm-watchdog",
  "conflict",
  "red-lamp-out",
  "green-lamp-out",
  "lamp-stuck-on",
  "ped-button-stuck",
  "loop-fault",
  "supply-low",
  "door-open",
  "temperature",
  "internal",
  "block-rejected",
  "config-mismatch",
  "countdown-display",
  "voice-unit",
  "latched",
] as const;

/** Why the last command block was not taken. */
export const REJECTS = [
  "ok",
  "crc",
  "stale-seq",
  "not-in-remote",
  "minimum-not-met",
  "conflict",
  "range",
  "stale-cycle",
  "foreign-owner",
] as const;

/** What the cabinet shows when it is left alone. */
export const SAFE_STATES = ["dark", "flashing-yellow", "all-red", "local-program"] as const;

/** Lamp n of the reference crossing is bit n - 1 of every lamp mask. */
export const LAMPS = [
  "vehicle-A-red",
  "vehicle-A-yellow",
  "vehicle-A-green",
  "vehicle-B-red",
  "vehicle-B-yellow",
  "vehicle-B-green",
  "ped-A-red",
  "ped-A-green",
  "ped-B-red",
  "ped-B-green",
  "call-A",
  "call-B",
] as const;
/** One of `LAMPS`. */
export type Lamp = (typeof LAMPS)[number];

/** Each bollard takes two bits of its register, eight bollards in all. */
export const BOLLARD_CODES = ["dark", "red", "green", "flashing-yellow"] as const;

/** What the voice says; 16 and more are the site's own sentences. */
export const VOICES = [
  "none",
  "wait",
  "cross",
  "finish-crossing",
  "do-not-start",
  "out-of-service",
] as const;
