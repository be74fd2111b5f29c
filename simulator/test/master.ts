/** A virtual cabinet on loopback, a clock that the test moves, and modbus-serial as its master; put away after each test. */
import {
  LAMP_COMMAND,
  LAMP_STATUS,
  decodeBlock,
  encodeLampCommand,
  lampMask,
} from "@crossing/config";
import { type CabinetOptions, startCabinet } from "@crossing/simulator/cabinet";
import modbusSerial from "modbus-serial";
import { afterEach } from "vitest";

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Lamps of one moment, and what the street sees of the cabinet's own. */
export const RED = lampMask("vehicle-A-red", "vehicle-B-red", "ped-A-red", "ped-B-red");
export const GREEN = lampMask("vehicle-A-green", "vehicle-B-green", "ped-A-red", "ped-B-red");
export const PED_GREEN = lampMask("ped-A-green", "ped-B-green");
export const WALK = (RED & ~lampMask("ped-A-red", "ped-B-red")) | PED_GREEN;
export const LEFT_ALONE = { vehicle: "flashing-yellow", ped: "dark" };

let beat = 0;

/** Sequence number and heartbeat of the last block made. */
export const lastBeat = (): number => beat;

/** A command block: under control with a fresh heartbeat, unless said otherwise. */
export function block(
  on: number,
  changes: Partial<ReturnType<typeof decodeBlock<typeof LAMP_COMMAND>>> = {},
) {
  beat += 1;
  const values = {
    ...decodeBlock(LAMP_COMMAND, []),
    seq: beat,
    heartbeat: beat,
    control: 1,
    watchdog: 150,
    on,
  };
  const flash = changes.flash ?? 0;
  const copies = { on_complement: ~on >>> 0, flash_complement: ~flash >>> 0 };
  return encodeLampCommand({ ...values, ...copies, ...changes }, false);
}

/** A cabinet for direct lamps, its master, and hands on both. */
export async function started(options: Partial<CabinetOptions> = {}) {
  let skipped = 0;
  const cabinet = await startCabinet({
    host: "127.0.0.1",
    port: 0,
    unit: 1,
    now: () => skipped,
    ...options,
  });
  closing.push(() => cabinet.close());
  const master = new modbusSerial.default();
  master.setTimeout(10_000);
  await master.connectTCP("127.0.0.1", { port: cabinet.address.port });
  closing.push(() => new Promise((resolve) => master.destroy(() => resolve())));
  const wait = (ms: number) => {
    skipped += ms;
  };
  const write = (words: number[]) => master.writeRegisters(LAMP_COMMAND.at, words);
  return {
    cabinet,
    master,
    wait,
    write,
    /** Under control, vehicles have green: the cabinet's own clearance is over. */
    inGreen: async () => {
      await write(block(RED));
      wait(1000);
      await write(block(GREEN));
    },
    status: async () => {
      const { data } = await master.readHoldingRegisters(LAMP_STATUS.at, LAMP_STATUS.words);
      return decodeBlock(LAMP_STATUS, data);
    },
  };
}
