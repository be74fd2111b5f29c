/** The simplest cabinet there is: registers that echo the command into the status, as a small PLC would. */
import { LAMP_COMMAND, decodeBlock, encodeLampCommand } from "@crossing/config";
import { type FaultServer, frame, startFaultServer } from "./fault-server.ts";

/** Register values by address. */
export type Registers = Readonly<Record<number, number>>;

/** A running bank. */
export interface Bank {
  readonly port: number;
  get(at: number): number;
  set(at: number, word: number): void;
  /** While on, blocks are acknowledged and not acted on. */
  hold(on: boolean): void;
  /** Command blocks taken so far. */
  writes(): number;
  close(): Promise<void>;
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

/**
 * Starts a bank with a good identity but for `identity`, and `status` as found: answering only `words` of status,
 * never echoing (`frozen`), or echoing a scan later than it acknowledges (`late`).
 */
export async function serveRegisters(
  identity: Registers,
  status: Registers = {},
  {
    words = 64,
    frozen = false,
    late = false,
  }: { words?: number; frozen?: boolean; late?: boolean } = {},
): Promise<Bank> {
  const bank = new Map<number, number>();
  for (const registers of [GOOD, identity, status]) {
    for (const [at, word] of Object.entries(registers)) bank.set(Number(at), word);
  }
  const get = (at: number): number => bank.get(at) ?? 0;
  let writes = 0;
  let held = false;
  const server: FaultServer = await startFaultServer((request) => {
    const { id, unit, fc, at, count, socket, right, data } = request;
    if (fc === 3 && at >= 0x0200 && at + count > 0x0200 + words) {
      socket.write(frame(id, [unit, 0x83, 2]));
    } else if (fc === 3) {
      const bytes = Array.from({ length: count }, (_, n) => get(at + n)).flatMap((word) => [
        word >> 8,
        word & 0xff,
      ]);
      socket.write(frame(id, [unit, 3, bytes.length, ...bytes]));
    } else {
      writes += 1;
      data.forEach((word, n) => bank.set(at + n, word));
      if (late) setTimeout(() => echo(bank), 3);
      else if (!frozen && !held) echo(bank);
      socket.write(right);
    }
  });
  return {
    port: server.port,
    get,
    set: (at, word) => void bank.set(at, word),
    hold: (on) => {
      held = on;
    },
    writes: () => writes,
    close: () => server.close(),
  };
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
