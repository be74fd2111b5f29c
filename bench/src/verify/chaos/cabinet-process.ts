/**
 * The virtual cabinet as a process of its own, which tells what happens to it: its port, every change of its lamps with
 * the moment, and who begins to talk. Started with a host and a port.
 */
import { createServer } from "node:net";
import { CONTROLS, STATES } from "@crossing/config";
import { chanceOf } from "@crossing/simulator";
import { type Exception, createCabinetHost } from "@crossing/simulator/cabinet";
import { now_ms } from "./record.ts";

const [host = "127.0.0.1", port = "0"] = process.argv.slice(2);
/** Its watchdog acts by itself: nobody writes then. */
const LOOK_MS = 10;
const PRESS_EVERY_MS = 7000;
const PRESS_MS = 300;
/** Where the control word stands in a command block. */
const CONTROL_WORD = 2;
const ASKS = 1 << CONTROLS.indexOf("request-control");

let told = "";
let talking = 0;
let connections = 0;
const took = new Set<number>();

const cabinet = createCabinetHost({
  profile: "direct-lamps",
  withCrc: false,
  without: [],
  unit: 1,
  now: now_ms,
  chance: chanceOf(1, "cabinet"),
  wrote,
});

const server = createServer({ noDelay: true }, (socket) => {
  connections += 1;
  const connection = connections;
  let heard = false;
  const answering = cabinet.answer({
    send: (bytes) => void socket.write(bytes),
    end: () => void socket.end(),
    drop: () => void socket.destroy(),
  });
  socket.on("data", (bytes) => {
    if (!heard) tell({ talk: "heard", connection });
    heard = true;
    talking = connection;
    answering.data(bytes);
  });
  socket.on("error", () => socket.destroy());
});
server.listen(Number(port), host, () => {
  const address = server.address();
  if (typeof address === "object") tell({ port: address?.port });
  look();
  setInterval(look, LOOK_MS);
  setInterval(press, PRESS_EVERY_MS);
});

/** Somebody presses the button at the first kerb now and then. */
function press(): void {
  cabinet.inside.field.button(0, true);
  setTimeout(() => cabinet.inside.field.button(0, false), PRESS_MS);
}

function wrote(words: readonly number[], refused: Exception | null): void {
  const asks = words.length > 1 && ((words[CONTROL_WORD] ?? 0) & ASKS) !== 0;
  if (refused === null && asks && !took.has(talking)) {
    took.add(talking);
    tell({ talk: "took", connection: talking });
  }
  // Here and not only when the bytes are used up: two blocks may come in one piece.
  look();
}

function look(): void {
  const lamps = cabinet.lamps();
  if (lamps === null) return;
  const { lit: on, flash } = lamps;
  const shown = { on, flash, state: STATES.indexOf(lamps.state) };
  const words = JSON.stringify(shown);
  if (words === told) return;
  told = words;
  tell(shown);
}

function tell(what: object): void {
  process.stdout.write(`${JSON.stringify({ at: now_ms(), ...what })}\n`);
}
