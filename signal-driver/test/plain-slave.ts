/** Plain remote I/O for tests: coils, registers and inputs, with a communication watchdog that switches its outputs off. */
import type { Adapter } from "@crossing/config";
import { frame, startFaultServer } from "./fault-server.ts";

/** A running module. */
export interface PlainSlave {
  readonly port: number;
  readonly coils: Map<number, number>;
  readonly registers: Map<number, number>;
  readonly inputs: Map<number, number>;
  /** Writes taken, as `function address`. */
  readonly writes: string[];
  watchdog(on: boolean): void;
  close(): Promise<void>;
}

/** The addresses of the watchdog: its time in steps of 10 ms, and 1 when it has tripped. */
const [TIME, TRIPPED] = [20, 21];
const OUTPUTS = 12;

/** Starts one on loopback; its identity is 0x1234 in register 0. */
export async function startPlain(): Promise<PlainSlave> {
  const coils = new Map<number, number>();
  const registers = new Map<number, number>([[0, 0x1234]]);
  const inputs = new Map<number, number>();
  const writes: string[] = [];
  let fedAt = Infinity;
  let watched = true;
  const watch = (): void => {
    if (!watched || performance.now() - fedAt <= (registers.get(TIME) ?? 0) * 10) return;
    registers.set(TRIPPED, 1);
    for (let n = 0; n < OUTPUTS; n += 1) coils.set(n, 0);
  };
  const server = await startFaultServer(({ id, unit, fc, at, count, body, socket }) => {
    watch();
    const send = (bytes: readonly number[]): boolean =>
      socket.write(frame(id, [unit, fc, ...bytes]));
    const range = Array.from({ length: count }, (_, n) => at + n);
    if (fc <= 2) {
      const bits = range.map((n) => (fc === 1 ? coils : inputs).get(n) ?? 0);
      return void send([Math.ceil(count / 8), ...packed(bits)]);
    }
    if (fc <= 4) {
      const words = range.map((n) => registers.get(n) ?? 0);
      return void send([count * 2, ...words.flatMap((word) => [word >> 8, word & 0xff])]);
    }
    writes.push(`${fc} ${at}`);
    if (fc === 15)
      range.forEach((n, bit) => coils.set(n, (body[7 + (bit >> 3)]! >> (bit & 7)) & 1));
    if (fc === 16) range.forEach((n, word) => registers.set(n, body.readUInt16BE(7 + word * 2)));
    if (fc === 6) registers.set(at, count);
    if (fc === 6 && at === TIME) registers.set(TRIPPED, 0);
    fedAt = performance.now();
    return void send([...body.subarray(2, 6)]);
  });
  return {
    port: server.port,
    coils,
    registers,
    inputs,
    writes,
    watchdog: (on) => {
      watched = on;
    },
    close: () => server.close(),
  };
}

const packed = (bits: readonly number[]): number[] =>
  Array.from({ length: Math.ceil(bits.length / 8) }, (_, byte) =>
    bits.slice(byte * 8, byte * 8 + 8).reduce((sum, bit, n) => sum | (bit << n), 0),
  );

/** The wiring of that module: lamps on coils 0 to 11, feedback and inputs beside them. */
export const WIRING: Adapter = {
  version: 1,
  name: "module of the tests",
  base: 0,
  identity: [{ register: 0, mask: 0xffff, value: 0x1234 }],
  lamps: {
    "vehicle-A-red": { coil: 0, invert: false },
    "vehicle-A-yellow": { coil: 1, invert: false },
    "vehicle-A-green": { coil: 2, invert: false },
    "vehicle-B-red": { coil: 3, invert: false },
    "vehicle-B-yellow": { coil: 4, invert: false },
    "vehicle-B-green": { coil: 5, invert: false },
    "ped-A-red": { coil: 6, invert: false },
    "ped-A-green": { coil: 7, invert: false },
    "ped-B-red": { coil: 8, invert: false },
    "ped-B-green": { coil: 9, invert: false },
    "call-A": { coil: 10, invert: false },
    "call-B": { coil: 11, invert: false },
  },
  ped_countdown: [{ register: 30, scale: 10, offset: 5, dark: 0 }],
  vehicle_countdown: [],
  voice: null,
  // The outputs read back: what a module without current sensing can tell.
  feedback: {
    "vehicle-A-red": { coil: 0, invert: false },
    "vehicle-A-yellow": { coil: 1, invert: false },
    "vehicle-A-green": { coil: 2, invert: false },
    "vehicle-B-red": { coil: 3, invert: false },
    "vehicle-B-yellow": { coil: 4, invert: false },
    "vehicle-B-green": { coil: 5, invert: false },
    "ped-A-red": { coil: 6, invert: false },
    "ped-A-green": { coil: 7, invert: false },
    "ped-B-red": { coil: 8, invert: false },
    "ped-B-green": { coil: 9, invert: false },
  },
  buttons: [
    { discrete: 0, invert: true },
    { discrete: 1, invert: false },
  ],
  loops: [{ discrete: 2, invert: false }],
  watchdog: {
    set_up: [{ register: TIME, value: 30 }],
    check: [{ register: TIME, mask: 0xffff, value: 30 }],
    time: { register: TIME, step_ms: 10 },
    heartbeat: { register: 31 },
    tripped: { register: TRIPPED, bit: 0, invert: false },
  },
  conflict_monitor: { by: "the test", tripped: { discrete: 5, invert: false } },
};
