/** The simplest cabinet there is: registers that echo the command into the status, and a watchdog, as a small PLC would have. */
import { LAMP_COMMAND, decodeBlock, encodeLampCommand } from "@crossing/config";
import { frame, startFaultServer } from "./fault-server.ts";

/** Register values by address. */
export type Registers = Readonly<Record<number, number>>;

/** Registers with a little life in them. */
export interface Bank {
  get(at: number): number;
  set(at: number, word: number): void;
  read(at: number, count: number): readonly number[];
  /** A write of words, taken as a command block. */
  take(at: number, words: readonly number[]): void;
  /** While on, blocks are acknowledged and not acted on. */
  hold(on: boolean): void;
  /** Switches the watchdog on or off. */
  watch(on: boolean): void;
  /** Blocks taken so far, and those of them that asked for control. */
  writes(): number;
  asked(): number;
}

/** A bank behind Modbus TCP. */
export interface ServedBank extends Bank {
  readonly port: number;
  /** Resets every line to it. */
  cut(): void;
  close(): Promise<void>;
}

/** How a bank behaves: never echoing (`frozen`), echoing a scan later than it acknowledges (`late`), or without a `watchdog`. */
export interface Manners {
  readonly frozen?: boolean;
  readonly late?: boolean;
  readonly watchdog?: boolean;
}

const GOOD: Registers = {
  0: 0x5843,
  1: 0x0100,
  2: 2,
  3: (1 << 7) | (1 << 6),
  4: 2,
  5: 12,
  11: 10,
  12: 200,
  13: 1,
  0x0202: 1,
};

/** A bank with a good identity but for `found`. */
export function bankOf(found: Registers, { frozen, late, watchdog = true }: Manners = {}): Bank {
  const bank = new Map<number, number>();
  for (const registers of [GOOD, found]) {
    for (const [at, word] of Object.entries(registers)) bank.set(Number(at), word);
  }
  const get = (at: number): number => bank.get(at) ?? 0;
  let [writes, asked, held, watched] = [0, 0, false, watchdog];
  let fed: { readonly beat: number; readonly at: number } | null = null;
  /** A heartbeat that stands still for the watchdog time ends control. */
  const watch = (): void => {
    if (fed === null || !watched || get(0x0202) !== 2) return;
    if (performance.now() - fed.at > get(0x0103) * 10) bank.set(0x0202, 3);
  };
  return {
    get,
    set: (at, word) => void bank.set(at, word),
    read: (at, count) => {
      watch();
      return Array.from({ length: count }, (_, n) => get(at + n));
    },
    take: (at, words) => {
      writes += 1;
      words.forEach((word, n) => bank.set(at + n, word));
      asked += get(0x0102) & 1;
      if (fed?.beat !== get(0x0101)) fed = { beat: get(0x0101), at: performance.now() };
      if (late === true) setTimeout(() => echo(bank), 3);
      else if (frozen !== true && !held) echo(bank);
    },
    hold: (on) => {
      held = on;
    },
    watch: (on) => {
      watched = on;
    },
    writes: () => writes,
    asked: () => asked,
  };
}

/** Serves a bank with a good identity but for `identity`, and `status` as found, of which it answers only `words`. */
export async function serveRegisters(
  identity: Registers,
  status: Registers = {},
  { words = 64, ...manners }: Manners & { readonly words?: number } = {},
): Promise<ServedBank> {
  const bank = bankOf({ ...identity, ...status }, manners);
  const server = await startFaultServer(({ id, unit, fc, at, count, socket, right, data }) => {
    if (fc !== 3) {
      bank.take(at, data);
      socket.write(right);
    } else if (at >= 0x0200 && at + count > 0x0200 + words) {
      socket.write(frame(id, [unit, 0x83, 2]));
    } else {
      const bytes = bank.read(at, count).flatMap((word) => [word >> 8, word & 0xff]);
      socket.write(frame(id, [unit, 3, bytes.length, ...bytes]));
    }
  });
  return { ...bank, port: server.port, cut: () => server.cut(), close: () => server.close() };
}

/** Sequence, heartbeat and lamps go to where they are read back; the state follows the control bit. */
function echo(bank: Map<number, number>): void {
  const copy = (from: number, to: number): void => void bank.set(to, bank.get(from) ?? 0);
  copy(0x0100, 0x0200);
  copy(0x0101, 0x0201);
  copy(0x0105, 0x0208);
  copy(0x0106, 0x0209);
  bank.set(0x0202, ((bank.get(0x0102) ?? 0) & 1) === 1 ? 2 : 1);
}

/** A command block of somebody else: all red, under control. */
export function encodeFor({ seq, beat }: { seq: number; beat: number }): number[] {
  const on = 0b000101001001;
  return encodeLampCommand(
    {
      ...decodeBlock(LAMP_COMMAND, []),
      seq,
      heartbeat: beat,
      control: 1,
      watchdog: 150,
      on,
      on_complement: ~on >>> 0,
      flash_complement: 0xffffffff,
    },
    false,
  );
}
