/** The demo's signal cabinet: a Modbus slave with its own watchdog and conflict monitor, wired to the street. */
import type { Site } from "@crossing/config";
import { startCabinet } from "@crossing/simulator/cabinet";
import { monotonic } from "../clock.ts";
import { EDGE_LINE_MAX } from "../link/intake.ts";
import type { LinkRecord } from "../link/lines.ts";
import { serveLink } from "../link/server.ts";
import type { FieldWires, LampsShown, LoopWire } from "./field.ts";
import { layCable } from "../demo/cable.ts";
import { endWhenAsked, handedOver, speaker } from "./life.ts";
import type { CabinetMute, CableCut } from "./messages.ts";

/** What the cabinet is told at its start. */
export interface CabinetArgs {
  readonly site: Site;
  /** Socket on which the street finds the cabinet's wires. */
  readonly fieldSocket: string;
}

const args = handedOver() as CabinetArgs;

const wires = await serveLink({
  path: args.fieldSocket,
  maxLine: EDGE_LINE_MAX,
  onRecord: (_peer, record) => {
    if (isWires(record)) feel(record);
  },
});
const { host, port, unit } = args.site.cabinet;
const cabinet = await startCabinet({ host, port: 0, unit, now: monotonic }).catch(refuse);
const cable = await layCable({ host, port }, cabinet.address).catch(refuse);

/** The street is told what the lamps show this often, ms: well within one of its own steps. */
const LAMPS_EVERY_MS = 50;
const telling = setInterval(() => wires.send("street", lamps()), LAMPS_EVERY_MS);

process.on("message", (message: CabinetMute | CableCut) => {
  if (message.type === "cabinet-mute") cabinet.mute(message.mute);
  if (message.type === "cable-cut") cable.pull(message.cut);
});
endWhenAsked(async () => {
  clearInterval(telling);
  await wires.close();
  await cable.close();
  await cabinet.close();
});

function refuse(error: Error): never {
  speaker("cabinet")(error.message);
  process.exit(1);
}

function lamps(): LampsShown {
  const { vehicle, ped, bollards } = cabinet.lamps();
  return { type: "lamps", shown: { vehicle, ped }, bollards };
}

let felt: readonly LoopWire[] | null = null;
/** By loop: how many rises the street has yet to count, as a negative number. */
const owed: number[] = [];

/** Levels as they are. A level that rises is a vehicle for the cabinet; what the street counted besides, is told. */
function feel({ buttons, loops }: FieldWires): void {
  buttons.forEach((pressed, zone) => cabinet.setButton(zone, pressed));
  loops.forEach(({ level, count }, index) => {
    const before = felt?.[index] ?? { level: false, count };
    const rose = level && !before.level;
    const untold = (owed[index] ?? 0) + (count - before.count) - (rose ? 1 : 0);
    cabinet.loop(index + 1, level);
    for (let n = 0; n < untold; n += 1) cabinet.countLoop(index + 1);
    owed[index] = Math.min(untold, 0);
  });
  felt = loops;
}

const isWires = (record: LinkRecord): record is FieldWires => record.type === "wires";
