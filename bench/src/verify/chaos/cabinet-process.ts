/**
 * The virtual cabinet as a process of its own, which tells what happens to it: its port, every change of its lamps with
 * the moment, and who begins to talk. Started with a host and a port.
 */
import { createServer } from "node:net";
import { STATES } from "@crossing/config";
import { chanceOf } from "@crossing/simulator";
import { createCabinetHost } from "@crossing/simulator/cabinet";
import { now_ms } from "./record.ts";

const [host = "127.0.0.1", port = "0"] = process.argv.slice(2);
/** Its watchdog acts by itself: nobody writes then. */
const LOOK_MS = 10;
const PRESS_EVERY_MS = 7000;
const PRESS_MS = 300;

let told = "";
let connections = 0;

const cabinet = createCabinetHost({
  profile: "direct-lamps",
  withCrc: false,
  without: [],
  unit: 1,
  now: now_ms,
  chance: chanceOf(1, "cabinet"),
  // Here and not only now and then: two blocks may come in one piece.
  wrote: look,
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
    if (!heard) tell({ heard: connection });
    heard = true;
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
