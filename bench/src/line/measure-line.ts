/** The line to the cabinet: how long a cycle takes with slaves that are not ours, and what our care costs. */
import type { Outputs, Site } from "@crossing/config";
import { createDriver } from "@crossing/signal-driver";
import { type Connection, createConnection } from "@crossing/signal-driver/connection";
import { cpuPerCall } from "../cpu.ts";
import { type Row, median, notHere, percentile, rounded } from "../measure.ts";
import type { Bench } from "../measurements.ts";
import { bareClient } from "./bare-client.ts";
import { type Slave, type SlaveKind, libmodbus, pymodbus } from "./slaves.ts";

const CYCLES = 2000;
const WARM_UP = 1000;
const ROUNDS = 15;
const ROUND = 400;
const SHARE = 0.15;
const COMMAND = Array.from({ length: 19 }, (_, n) => n);

/** All rows of the line. Takes about 20 s. */
export async function measureLine({ site, folder }: Bench): Promise<readonly Row[]> {
  const fast = libmodbus(folder);
  return [
    ...(await cycleRows(fast, site)),
    ...(await cycleRows(pymodbus(), site)),
    ...(await costRows(fast)),
  ];
}

/** p50, p99 and CPU of a whole cycle: look, command, status, and what the driver makes of them. */
async function cycleRows(kind: SlaveKind, site: Site): Promise<readonly Row[]> {
  const rows = ["p50", "p99", "CPU"].map((which) => ({
    what: `a driver's cycle with a ${kind.name} slave, ${which}`,
    must: null,
    how: `${CYCLES} cycles one after the other with the slave of signal-driver/test on loopback, after ${WARM_UP} to warm up; from \`show\` to the last answer.`,
  }));
  if ("missing" in kind) return notHere(rows, kind.missing);
  const slave = await kind.start();
  const { times, cpu } = await cycleTimes(site, slave);
  slave.end();
  const values = [percentile(times, 0.5), percentile(times, 0.99), cpu];
  return rows.map((row, n) => ({ ...row, is: `${rounded(values[n]!, 2)} ms`, ok: null }));
}

/** How long each cycle took, and what one cost on average; ms. */
async function cycleTimes(
  site: Site,
  { port }: Slave,
): Promise<{ readonly times: readonly number[]; readonly cpu: number }> {
  let settle: (ms: number) => void = () => undefined;
  const driver = createDriver({
    cabinet: {
      ...site.cabinet,
      profile: "direct-lamps",
      transport: "tcp",
      host: "127.0.0.1",
      port,
      unit: 1,
      timeout_ms: 2000,
    },
    zones: site.zones.map(({ id }) => id),
    now: () => performance.now(),
    onCycle: (ms) => settle(ms),
  });
  const cycle = (wanted: Outputs): Promise<number> =>
    new Promise((resolve) => {
      settle = resolve;
      driver.show(wanted);
    });
  while (driver.report().health.link !== "up") {
    await cycle(withdrawn);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  for (let n = 0; n < WARM_UP; n += 1) await cycle(allRed);
  const times: number[] = [];
  const cpu = await cpuPerCall(
    Array.from({ length: CYCLES }, () => allRed),
    async (wanted) => times.push(await cycle(wanted)),
  );
  await driver.stop();
  return { times, cpu };
}

/** CPU of our line over that of a socket that checks nothing, same requests, in turns, so that the machine's moods cancel out. */
async function costRows(kind: SlaveKind): Promise<readonly Row[]> {
  const row = {
    what: "what framing, checks and deadlines of the line cost over a bare socket client, CPU",
    must: `<= ${SHARE * 100} %`,
    how: `Median over ${ROUNDS} rounds of ${ROUND} cycles each (read 3, write 19, read 64 registers) on a libmodbus slave each, in turns; the bare client checks nothing and has no deadline.`,
  };
  if ("missing" in kind) return notHere([row], kind.missing);
  const slaves = [await kind.start(), await kind.start()] as const;
  const ours = await connected(slaves[0].port);
  const bare = await bareClient(slaves[1].port);
  const [line, socket] = await inTurns(
    () => oursOnce(ours),
    () => bareOnce(bare),
  );
  ours.close();
  bare.end();
  for (const slave of slaves) slave.end();
  const over = median(line.map((cost, n) => cost / socket[n]! - 1));
  const [ourCost, bareCost] = [line, socket].map((costs) => rounded(median(costs) * 1000, 0));
  const is = `${rounded(over * 100)} % (${ourCost} against ${bareCost} microseconds a cycle)`;
  return [{ ...row, is, ok: over <= SHARE }];
}

async function inTurns(
  ours: () => Promise<void>,
  bare: () => Promise<void>,
): Promise<readonly [readonly number[], readonly number[]]> {
  const round = Array.from({ length: ROUND }, (_, n) => n);
  for (let n = 0; n < 5; n += 1) {
    await cpuPerCall(round, ours);
    await cpuPerCall(round, bare);
  }
  const costs: [number[], number[]] = [[], []];
  for (let n = 0; n < ROUNDS; n += 1) {
    costs[0].push(await cpuPerCall(round, ours));
    costs[1].push(await cpuPerCall(round, bare));
  }
  return costs;
}

async function oursOnce(line: Connection): Promise<void> {
  await line.read(0x0200, 3);
  await line.write(0x0100, COMMAND);
  await line.read(0x0200, 64);
}

async function bareOnce(line: Awaited<ReturnType<typeof bareClient>>): Promise<void> {
  await line.read(0x0200, 3);
  await line.write(0x0100, COMMAND);
  await line.read(0x0200, 64);
}

async function connected(port: number): Promise<Connection> {
  const connection = createConnection({
    host: "127.0.0.1",
    port,
    unit: 1,
    timeoutMs: 2000,
    connectTimeoutMs: 2000,
    now: () => performance.now(),
  });
  const trouble = await connection.open();
  if (trouble !== null) throw new Error(trouble);
  return connection;
}

const withdrawn: Outputs = {
  vehicle: "red",
  ped: "dont-walk",
  interval: "start-up",
  vehicle_countdown_s: null,
  ped_countdown_s: null,
  bollards: "dark",
  voice: null,
  call_lamps: {},
  reason: { code: "start-up", numbers: {} },
  mode: "withdrawn",
};
const allRed: Outputs = { ...withdrawn, mode: "normal" };
