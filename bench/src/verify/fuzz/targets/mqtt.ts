/**
 * The broker, and whoever can publish to it: commands of any name, text and kind, and packets that are none.
 *
 * The report stays, asks control only for what may be asked and at most once a second, writes one line a line, and comes
 * back to a broker that spoke nonsense.
 */
import { type AddressInfo, type Socket, createServer } from "node:net";
import fc from "fast-check";
import { anyJson, byteChanges, inPieces, mutatedJson, noJson, spoilt } from "../nasty.ts";
import { type Trial, must, trialOf } from "../target.ts";
import { type Report, startReport } from "./report.ts";
import { PILOT } from "./pilot.ts";

const ALLOWED = ["ped-call", "clear-fault", "withdraw", "resume"];
const SITE = `sc/v1/${PILOT.id}`;
const BACK_MS = 30_000;

export const mqtt = {
  name: "MQTT broker and commands",
  fed: "commands of any topic, text and length, retained or not; packets spoilt, made up and in pieces",
  inControl: false,
  open: openMqtt,
};

async function openMqtt(): Promise<Trial> {
  const broker = await startBroker();
  const report = await startReport({ url: `mqtt://127.0.0.1:${broker.port}`, version: 4 });
  const began = performance.now();
  return trialOf(
    packets,
    async ({ name, text, retained, changes, cuts }) => {
      const peer = await broker.peer();
      const packet = publishPacket(`${SITE}/cmd/${name}`, text, retained);
      const bytes = changes === null ? packet : spoilt(packet, changes);
      for (const piece of inPieces(bytes, cuts)) peer.write(piece);
      await broker.heard();
      checkReport(report, began);
    },
    async () => {
      await report.close();
      broker.close();
    },
  );
}

function checkReport({ asked, said, edge }: Report, began: number): void {
  must(
    asked.every((one) => ALLOWED.includes(one)),
    "control is asked only for what may be asked",
  );
  const most = 2 + (performance.now() - began) / 1000;
  must(asked.length <= most, "control is asked at most once a second");
  for (const line of said()) {
    must(!/[\r\n]/.test(line), "a line for the operator is one line");
    must(line.length < 1000, "a line for the operator is no page");
  }
  must(edge.address.port > 0, "the report goes on");
}

const command = () => ({
  v: 1,
  id: `a${Math.floor(performance.now() * 1000)}`,
  exp: new Date(Date.now() + 20_000).toISOString(),
});
const text = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null).map(() => JSON.stringify(command())) },
  { weight: 6, arbitrary: fc.constant(null).chain(() => mutatedJson(command())) },
  fc
    .constantFrom("1\r\nfake: line", "2026\n", "Sat, 21 Nov 2026 (\r\n) 12:00 GMT")
    .map((exp) => JSON.stringify({ ...command(), exp })),
  anyJson,
  noJson,
  fc.constant("x".repeat(300_000)),
);
const name = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ALLOWED) },
  fc.constantFrom("", "a\r\nb", "+", "#", "__proto__", "../x", "ped-call/x", "x".repeat(60_000)),
  fc.string({ unit: "binary", maxLength: 40 }),
);
const packets = fc.record({
  name,
  text,
  retained: fc.boolean(),
  changes: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, byteChanges),
  cuts: fc.array(fc.nat({ max: 400 }), { maxLength: 4 }),
});

/** MQTT 3.1.1, 3.3: PUBLISH with QoS 0. */
function publishPacket(topic: string, payload: string, retained: boolean): Buffer {
  const name = Buffer.from(topic).subarray(0, 65_535);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(name.length);
  const body = Buffer.concat([length, name, Buffer.from(payload)]);
  return Buffer.concat([Buffer.from([0x30 | (retained ? 1 : 0)]), remaining(body.length), body]);
}

/** MQTT 3.1.1, 2.2.3: seven bits a byte, lowest first. */
function remaining(length: number): Buffer {
  const bytes: number[] = [];
  for (let left = length; ; left = Math.floor(left / 128)) {
    bytes.push(left < 128 ? left : (left % 128) | 0x80);
    if (left < 128) return Buffer.from(bytes);
  }
}

/** The least of a broker: takes a connection, answers CONNECT, SUBSCRIBE and PINGREQ, and acknowledges what is published. */
async function startBroker() {
  let subscribed: Socket | null = null;
  let last = performance.now();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      sockets.delete(socket);
      if (subscribed === socket) subscribed = null;
    });
    let received = Buffer.alloc(0);
    socket.on("data", (bytes) => {
      last = performance.now();
      received = Buffer.concat([received, bytes]);
      for (let size = packetSize(received); size <= received.length; size = packetSize(received)) {
        const packet = received.subarray(0, size);
        received = received.subarray(size);
        const reply = replyTo(packet);
        if (reply !== null) socket.write(reply);
        if (packet[0]! >> 4 === 8) subscribed = socket;
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    /** The report's line, as soon as it listens for commands: it comes back by itself. */
    async peer(): Promise<Socket> {
      const since = performance.now();
      for (;;) {
        if (subscribed !== null) return subscribed;
        must(performance.now() - since < BACK_MS, "the report comes back to its broker");
        await pause(10);
      }
    },
    /** A while in which what was sent is read. */
    async heard(): Promise<void> {
      await pause(performance.now() - last > 100 ? 8 : 4);
    },
    close(): void {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** How long the packet at the beginning is; Infinity while that is not known. */
function packetSize(bytes: Buffer): number {
  let [size, unit] = [0, 1];
  for (let at = 1; at < bytes.length && at < 5; at++, unit *= 128) {
    size += (bytes[at]! & 127) * unit;
    if (bytes[at]! < 128) return at + 1 + size;
  }
  return Infinity;
}

function replyTo(packet: Buffer): Buffer | null {
  const kind = packet[0]! >> 4;
  if (kind === 1) return Buffer.from([0x20, 2, 0, 0]);
  if (kind === 8) return Buffer.from([0x90, 3, packet[2]!, packet[3]!, 1]);
  if (kind === 12) return Buffer.from([0xd0, 0]);
  if (kind !== 3 || (packet[0]! & 6) === 0) return null;
  const head = packet.findIndex((byte, at) => at > 0 && byte < 128) + 1;
  const id = head + 2 + packet.readUInt16BE(head);
  return Buffer.from([0x40, 2, packet[id]!, packet[id + 1]!]);
}
