/** A whole street in a box: the real processes of a crossing, and a drawn street around them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Site, readSite } from "@crossing/config";
import { PILOT_SITE } from "../places.ts";
import { freePort } from "../ports.ts";
import type { BrokerArgs } from "../process/broker.ts";
import type { CabinetArgs } from "../process/cabinet.ts";
import type { StreetArgs } from "../process/street.ts";
import { type DemoParts, type Stack, kept, startStack } from "../stack.ts";
import { makeRuntimeDir } from "../runtime-dir.ts";
import type { Supervisor } from "../supervisor.ts";
import { createToys } from "./toys.ts";

/** What may be chosen. */
export interface DemoOptions {
  /** Port of the page; another free one is taken when somebody has it. */
  readonly port: number;
  readonly seed: number;
  readonly people_per_h: number;
  readonly cars_per_h: number;
  /** Folder of the event log; null: one that is removed at the end. */
  readonly logDir: string | null;
  readonly model: string | null;
  readonly record: string | null;
  readonly log: (line: string) => void;
}

/** A running demo. */
export interface Demo {
  readonly site: Site;
  readonly stack: Stack;
}

const HOST = "127.0.0.1";
const MODBUS_PORT = 1502;
const MQTT_PORT = 1883;

/** Starts the demo on loopback; taken ports are replaced by free ones. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const runtimeDir = makeRuntimeDir();
  const site = await demoSite(options, runtimeDir);
  // The toys act through the supervisor, and the supervisor tells them of its children.
  let supervisor: Supervisor | null = null;
  const toys = createToys({
    send: (name, message) => supervisor?.send(name, message),
    kill: (name) => supervisor?.kill(name),
    hold: (name) => supervisor?.hold(name),
    release: (name) => supervisor?.release(name),
    running: (name) => supervisor?.running(name) ?? true,
  });
  const showBroken = (): void => supervisor?.send("edge", { type: "demo-seen", view: toys.view() });

  const demo: DemoParts = {
    children: streetChildren(site, options, runtimeDir),
    onAsked: ({ action }) => {
      // The answer goes out before the act: breaking edge would take it along.
      const breaksEdge = action.do === "break" && action.what === "edge";
      if (breaksEdge) showBroken();
      setTimeout(() => (toys.act(action), showBroken()), breaksEdge ? 100 : 0);
    },
    onChange: () => {
      toys.remind();
      showBroken();
    },
  };
  const stack = await startStack({
    site,
    logDir: options.logDir ?? join(runtimeDir, "log"),
    model: options.model,
    record: options.record,
    log: options.log,
    demo,
    runtimeDir,
  });
  supervisor = stack.supervisor;
  return { site, stack };
}

/** The pilot crossing, moved to this desk. */
async function demoSite(options: DemoOptions, runtimeDir: string): Promise<Site> {
  const read = readSite(readFileSync(PILOT_SITE, "utf8"));
  if (!read.ok) throw new Error(`${PILOT_SITE} is damaged; run: crossing check ${PILOT_SITE}`);
  const pilot = read.site;
  const [modbus, mqtt, http] = [
    await freePort(HOST, MODBUS_PORT),
    await freePort(HOST, MQTT_PORT),
    await freePort(HOST, options.port),
  ];
  return {
    ...pilot,
    cameras: pilot.cameras.map((camera) => ({
      ...camera,
      source: `raw:${cameraSocket(runtimeDir, camera.id)}`,
    })),
    cabinet: { ...pilot.cabinet, host: HOST, port: modbus },
    // The embedded broker speaks MQTT 3.1.1 only.
    mqtt: { url: `mqtt://${HOST}:${mqtt}`, version: 4, username: null, password_file: null },
    http: { host: HOST, port: http, token_file: null },
  };
}

function streetChildren(
  site: Site,
  options: DemoOptions,
  runtimeDir: string,
): DemoParts["children"] {
  const fieldSocket = join(runtimeDir, "field.sock");
  const cabinet: CabinetArgs = { site, fieldSocket };
  const street: StreetArgs = {
    site,
    seed: options.seed,
    people_per_h: options.people_per_h,
    cars_per_h: options.cars_per_h,
    fieldSocket,
    cameraSockets: Object.fromEntries(
      site.cameras.map(({ id }) => [id, cameraSocket(runtimeDir, id)]),
    ),
  };
  const broker: BrokerArgs = { host: HOST, port: Number(new URL(site.mqtt!.url).port) };
  return [
    kept("cabinet", cabinet, true),
    kept("broker", broker, true),
    kept("street", street, true),
  ];
}

const cameraSocket = (runtimeDir: string, camera: string): string =>
  join(runtimeDir, `camera-${camera}.sock`);
