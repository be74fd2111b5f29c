/** Looks made by hand, and a line that can be cut: what the acceptance's tests are made of. */
import { type AddressInfo, type Server, type Socket, connect, createServer } from "node:net";
import type { Interval } from "@crossing/config";
import type { CabinetGlance, CabinetPassport } from "@crossing/signal-driver";
import type { BoxGlance, Look } from "../src/accept/looks.ts";

export const PASSPORT: CabinetPassport = {
  serial: 7,
  firmware: 1,
  config_crc: 0,
  uptime_s: 1000,
  watchdog_min_ms: 100,
  watchdog_max_ms: 2000,
  safe_state: "flashing-yellow",
  capabilities: ["conflict-monitor"],
  unfit: null,
};

/** The intervals by sign; `!` is safe, `x` a latched conflict, `?` a cabinet that is silent, `l` one left to itself. */
const SIGNS = {
  G: ["vehicle-green", "green", "dont-walk"],
  Y: ["yellow-change", "yellow", "dont-walk"],
  r: ["red-clearance", "red", "dont-walk"],
  W: ["walk", "red", "walk"],
  f: ["ped-clearance", "red", "walk"],
  b: ["buffer", "red", "dont-walk"],
} as const satisfies Record<string, readonly [Interval, string, string]>;

type Sign = keyof typeof SIGNS;

/** What may be laid over a look. */
export interface Over {
  readonly box?: Partial<BoxGlance> | null;
  readonly cabinet?: Partial<CabinetGlance>;
  readonly passport?: Partial<CabinetPassport>;
}

/**
 * Looks, one character each, `every_s` apart. Upper line: the cabinet. Lower line: `.` the heartbeat is new, `-` it is the
 * old one. `over` changes the look at an index.
 */
export function looks(
  cabinet: string,
  hearts = "",
  over: (at: number, sign: string) => Over = () => ({}),
  every_s = 0.2,
): readonly Look[] {
  let heartbeat = 0;
  return cabinet.split("").map((sign, at) => {
    if (hearts[at] !== "-") heartbeat += 1;
    const laid = over(at, sign);
    const ours = sign in SIGNS;
    const [interval, vehicle, ped] = ours ? SIGNS[sign as Sign] : SIGNS.G;
    const box: BoxGlance = {
      ts: new Date(Date.UTC(2026, 5, 1) + at * every_s * 1000).toISOString(),
      boot: "one",
      interval,
      ped: ped === "walk" ? "walk" : "dont-walk",
      time_in_interval_s: 1,
      call_lamps: {},
      waiting: { A: 0, B: 0 },
      mode: ours ? "normal" : "withdrawn",
      level: ours ? 0 : 3,
      alarms: [],
      link: ours ? "up" : "lost",
      faults: [],
      cabinet: NO_TROUBLE,
      mqtt_connected: true,
      stale: false,
    };
    const glance: CabinetGlance = {
      state: ours ? "remote" : sign === "x" ? "fault" : sign === "l" ? "local" : "safe",
      faults: sign === "x" ? ["conflict", "latched"] : sign === "!" ? ["comm-watchdog"] : [],
      reject: "ok",
      seq: heartbeat,
      heartbeat,
      watchdog_left_ms: ours ? 1400 : null,
      trips: 1,
      buttons: 0,
      shown: ours ? { vehicle, ped } : { vehicle: "flashing-yellow", ped: "dark" },
      bothMove: false,
      ...laid.cabinet,
    };
    return {
      t_s: at * every_s,
      box: laid.box === null ? null : { ...box, ...laid.box },
      cabinet: sign === "?" ? null : glance,
      passport: { ...PASSPORT, ...laid.passport },
    };
  });
}

const NO_TROUBLE: BoxGlance["cabinet"] = {
  link: "up",
  trouble: null,
  requests: 0,
  timeouts: 0,
  violations: 0,
  reconnects: 0,
  rtt_ms: 1,
  faults: [],
};

/** A cable between two ends. */
export interface Cable {
  readonly port: number;
  /** While out, nothing passes; connections stay as they are. */
  pull(out: boolean): void;
  /** Modbus functions that were asked for through it. */
  readonly functions: ReadonlySet<number>;
  /** What the cabinet answers passes through this. */
  change(bytes: (answer: Buffer) => Buffer): void;
  /** Ends all connections, as a switch that restarts. */
  drop(): void;
  close(): Promise<void>;
}

/** After the header of Modbus TCP and the unit. */
const FUNCTION_AT = 7;

/** A cable to the cabinet at a port of this machine. */
export async function cableTo(port: number): Promise<Cable> {
  const sockets = new Set<Socket>();
  const functions = new Set<number>();
  let out = false;
  let changed = (answer: Buffer): Buffer => answer;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    return socket;
  };
  const server: Server = createServer((near) => {
    const far = connect({ port, host: "127.0.0.1" });
    keep(near).on("data", (bytes) => {
      functions.add(bytes[FUNCTION_AT] ?? 0);
      if (!out) far.write(bytes);
    });
    keep(far).on("data", (bytes) => void (out || near.write(changed(bytes))));
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const drop = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    functions,
    pull: (is) => {
      out = is;
    },
    change: (bytes) => {
      changed = bytes;
    },
    drop,
    close: () => {
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** An identity block says that the longest watchdog time is 0; other answers pass as they are. */
export function withoutWatchdog(answer: Buffer): Buffer {
  const IDENTITY_BYTES = 9 + 32;
  const MAGIC = 0x5843;
  const WATCHDOG_MAX_AT = 9 + 2 * 0x0c;
  if (answer.length !== IDENTITY_BYTES || answer.readUInt16BE(9) !== MAGIC) return answer;
  const copy = Buffer.from(answer);
  copy.writeUInt16BE(0, WATCHDOG_MAX_AT);
  return copy;
}
