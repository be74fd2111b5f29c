/**
 * Somebody who looks at the cabinet beside the box: who it is, what it does, what it shows. Reads only, never writes, so
 * that a site can be examined while the box controls it. For cabinets of the map; not for plain I/O.
 */
import {
  type CabinetState,
  CAPABILITIES,
  FAULTS,
  IDENTITY,
  type Indications,
  LAMP_STATUS,
  NOT_AVAILABLE,
  PHASE_STATUS,
  REJECTS,
  SAFE_STATES,
  STATES,
  STATUS_WITHOUT_COUNTERS,
  type Site,
  WATCHDOG_STEP_MS,
  decodeBlock,
  namesOf,
} from "@crossing/config";
import { type Connection, createConnection } from "./connection.ts";
import { indicationsIn } from "./following.ts";
import { type Identity, unfit } from "./identity.ts";
import { ReadBack } from "./read-back.ts";
import { phaseMask } from "./requests.ts";

/** Who the cabinet says it is. */
export interface CabinetPassport {
  readonly serial: number;
  readonly firmware: number;
  readonly config_crc: number;
  readonly uptime_s: number;
  /** 0: it has none, or it is switched off. */
  readonly watchdog_max_ms: number;
  readonly watchdog_min_ms: number;
  /** What it shows when it is left alone. */
  readonly safe_state: string;
  readonly capabilities: readonly string[];
  /** Why it must not be controlled with this site file; null: it may. */
  readonly unfit: string | null;
}

/** What one look found. */
export interface CabinetGlance {
  readonly state: CabinetState;
  readonly faults: readonly string[];
  /** Fate of the last block, a word of the map. */
  readonly reject: string;
  readonly seq: number;
  /** Changes while somebody writes. */
  readonly heartbeat: number;
  /** Until the watchdog trips, ms; null: the cabinet does not tell. */
  readonly watchdog_left_ms: number | null;
  readonly trips: number;
  readonly buttons: number;
  /**
   * What the heads show; null: heads of a kind that differ, or no feedback. With direct lamps a pedestrian green that
   * flashes cannot be told from a steady one: both are `walk`.
   */
  readonly shown: Indications | null;
  /** Whether vehicles and people have green or yellow together, by what draws current. */
  readonly bothMove: boolean;
}

/** See the head of the file. Each answer is null when the cabinet gave none. */
export interface Onlooker {
  passport(): Promise<CabinetPassport | null>;
  glance(): Promise<CabinetGlance | null>;
  close(): void;
}

/** Null for a cabinet that is described by an adapter file: it has no registers that say what it does. */
export function createOnlooker(cabinet: Site["cabinet"], now: () => number): Onlooker | null {
  if (cabinet.profile === "adapter") return null;
  const line = lineTo(cabinet, now);
  const readBack = new ReadBack();
  const phases = cabinet.profile === "phase-request";
  const look = phases ? phaseGlance(cabinet) : lampGlance(readBack, now);
  const status = { at: LAMP_STATUS.at, words: phases ? PHASE_WORDS : STATUS_WITHOUT_COUNTERS };
  return {
    async passport() {
      const words = await line.read(IDENTITY.at, IDENTITY.words);
      return words === null ? null : passportOf(decodeBlock(IDENTITY, words), cabinet);
    },
    async glance() {
      const words = await line.read(status.at, status.words);
      return words === null ? null : look(words);
    },
    close: () => line.close(),
  };
}

/** All of profile 1 but the counters. */
const PHASE_WORDS = 32;

interface ReadLine {
  read(at: number, count: number): Promise<readonly number[] | null>;
  close(): void;
}

/** A connection that is made anew after anything that went wrong. One request at a time, in the order of asking. */
function lineTo(cabinet: Site["cabinet"], now: () => number): ReadLine {
  const { host, port, unit, timeout_ms, serial, transport } = cabinet;
  let connection: Connection | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  const opened = async (): Promise<Connection | null> => {
    if (connection?.alive === true) return connection;
    const fresh = createConnection({
      host,
      port,
      unit,
      timeoutMs: timeout_ms,
      connectTimeoutMs: 1000,
      serial: transport === "rtu" ? serial : null,
      now,
    });
    connection = (await fresh.open()) === null ? fresh : null;
    return connection;
  };
  const ask = async (at: number, count: number): Promise<readonly number[] | null> => {
    const answer = await (await opened())?.read(at, count);
    if (answer?.kind === "ok") return answer.words;
    if (answer?.kind !== "exception") connection?.close();
    return null;
  };
  return {
    read(at, count) {
      const answer = queue.then(() => ask(at, count));
      queue = answer;
      return answer;
    },
    close: () => connection?.close(),
  };
}

function passportOf(identity: Identity, cabinet: Site["cabinet"]): CabinetPassport {
  const ms = (steps: number): number => (steps === NOT_AVAILABLE ? 0 : steps * WATCHDOG_STEP_MS);
  return {
    serial: identity.serial,
    firmware: identity.firmware,
    config_crc: identity.config_crc,
    uptime_s: identity.uptime,
    watchdog_min_ms: ms(identity.watchdog_min),
    watchdog_max_ms: ms(identity.watchdog_max),
    safe_state: SAFE_STATES[identity.safe_state] ?? `unknown (${identity.safe_state})`,
    capabilities: namesOf(CAPABILITIES, identity.capabilities),
    unfit: unfit(identity, cabinet),
  };
}

type Look = (words: readonly number[]) => CabinetGlance;

const lampGlance =
  (readBack: ReadBack, now: () => number): Look =>
  (words) => {
    const status = decodeBlock(LAMP_STATUS, words);
    readBack.see({ actualOn: status.actual_on, command: null, now: now() });
    const { shown } = readBack;
    return { ...headOf(status), shown, bothMove: bothDraw(status.actual_on) };
  };

function phaseGlance({ phases }: Site["cabinet"]): Look {
  const masks = { vehicle: phaseMask(phases.vehicle), ped: phaseMask(phases.ped) };
  return (words) => {
    const status = decodeBlock(PHASE_STATUS, words);
    const driving = ((status.greens | status.yellows) & masks.vehicle) !== 0;
    const walking = ((status.walks | status.ped_clears) & masks.ped) !== 0;
    return {
      ...headOf(status),
      shown: indicationsIn(status, masks),
      bothMove: driving && walking,
    };
  };
}

/** Where lamps are: as wired, by number. Written out on purpose, shared with no check of the driver. */
const VEHICLE_GO = [2, 3, 5, 6];
const PED_GO = [8, 10];

function bothDraw(lit: number): boolean {
  const on = (lamp: number): boolean => ((lit >>> (lamp - 1)) & 1) === 1;
  return VEHICLE_GO.some(on) && PED_GO.some(on);
}

/** The words that both profiles have. */
interface Head {
  readonly applied_seq: number;
  readonly heartbeat_echo: number;
  readonly state: number;
  readonly faults: number;
  readonly reject: number;
  readonly watchdog_left: number;
  readonly trips: number;
  readonly buttons: number;
}

const headOf = (status: Head): Omit<CabinetGlance, "shown" | "bothMove"> => ({
  state: STATES[status.state] ?? "boot",
  faults: namesOf(FAULTS, status.faults),
  reject: REJECTS[status.reject] ?? `reason ${status.reject}`,
  seq: status.applied_seq,
  heartbeat: status.heartbeat_echo,
  watchdog_left_ms:
    status.watchdog_left === NOT_AVAILABLE ? null : status.watchdog_left * WATCHDOG_STEP_MS,
  trips: status.trips,
  buttons: status.buttons,
});
