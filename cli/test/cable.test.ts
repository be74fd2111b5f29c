import { once } from "node:events";
import { type AddressInfo, type Socket, connect, createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type Cable, layCable } from "../src/demo/cable.ts";
import { freePort } from "../src/ports.ts";
import { until } from "./until.ts";

const HOST = "127.0.0.1";
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
});

/** A cabinet that hears everything and answers each word with itself, behind a cable; and a box at the other end. */
async function line() {
  const heard: string[] = [];
  const cabinetEnds: Socket[] = [];
  const cabinet = createServer((socket) => {
    cabinetEnds.push(socket);
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      heard.push(String(bytes));
      socket.write(bytes);
    });
  });
  cabinet.listen(0, HOST);
  await once(cabinet, "listening");
  const { port } = cabinet.address() as AddressInfo;
  const near = { host: HOST, port: await freePort(HOST, 0) };
  const cable: Cable = await layCable(near, { host: HOST, port });
  open.push(cabinet, cable);
  const box = async () => {
    const answers: string[] = [];
    const socket = connect(near);
    socket.on("error", () => {});
    socket.on("data", (bytes) => answers.push(String(bytes)));
    open.push({ close: () => socket.destroy() });
    await once(socket, "connect");
    return { socket, answers };
  };
  return { cable, box, heard, cabinetEnds };
}

test("what is said passes, both ways", async () => {
  const { box } = await line();
  const { socket, answers } = await box();
  socket.write("a");
  await until(() => answers.join("") === "a");
});

test("a pulled cable passes nothing and closes nothing; what was under way arrives late", async () => {
  const { cable, box, heard, cabinetEnds } = await line();
  const first = await box();
  first.socket.write("a");
  await until(() => first.answers.join("") === "a");
  cable.pull(true);
  first.socket.write("b");
  const second = await box();
  second.socket.write("c");
  // Nothing is to happen here; a fifth of a second is long on a loopback.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(heard).toEqual(["a"]);
  expect([first.socket.closed, cabinetEnds[0]?.closed]).toEqual([false, false]);
  cable.pull(false);
  await until(() => first.answers.join("") === "ab" && second.answers.join("") === "c");
});

test("a box that gave up while the cable was out is gone for the cabinet once it is in again", async () => {
  const { cable, box, cabinetEnds } = await line();
  const { socket, answers } = await box();
  socket.write("a");
  await until(() => answers.join("") === "a");
  cable.pull(true);
  socket.resetAndDestroy();
  await once(socket, "close");
  expect(cabinetEnds[0]?.closed).toBe(false);
  cable.pull(false);
  await until(() => cabinetEnds[0]?.closed === true);
});
