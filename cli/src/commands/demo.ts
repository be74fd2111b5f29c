/** `crossing demo`: a whole street in a box. */
import type { Site } from "@crossing/config";
import type { Command } from "commander";
import type { Desk } from "../desk.ts";
import type { Counter } from "../program.ts";
import { between, whole } from "./numbers.ts";

interface DemoCommandOptions {
  readonly port: number;
  readonly seed: number;
  readonly people: number;
  readonly cars: number;
  readonly logDir?: string;
  readonly model?: string;
  readonly recordTrace?: string;
}

const EXAMPLES = `
A simulated street with drawn cameras, the real edge model, a virtual signal cabinet over Modbus TCP, an
embedded MQTT broker and the page, all on this machine only. Taken ports are replaced by free ones.

Examples:
  $ crossing demo
  $ crossing demo --people 400 --cars 1500 --seed 7
  $ mosquitto_sub -v -t 'sc/v1/#'          # in another terminal: what the city hears`;

export function addDemo(program: Command, counter: Counter): void {
  program
    .command("demo")
    .description("a street in a box: drawn cameras, real model, virtual cabinet, broker, page")
    .option("--port <port>", "port of the page", whole(0, 65_535), 8080)
    .option("--seed <n>", "the same seed draws the same people and cars", whole(0, 2 ** 31), 1)
    .option("--people <per hour>", "people who want to cross", between(0, 3000), 240)
    .option("--cars <per hour>", "vehicles, all lanes together", between(0, 4000), 900)
    .option("--log-dir <dir>", "keep the event log there (default: removed at the end)")
    .option("--model <file>", "the detector's model file")
    .option("--record-trace <file>", "record every tick, to be run again by: crossing replay")
    .addHelpText("after", EXAMPLES)
    .action(async (options: DemoCommandOptions) => demo(options, counter));
}

async function demo(options: DemoCommandOptions, { desk, end }: Counter): Promise<void> {
  const { interruption } = await import("../interruption.ts");
  const { startDemo } = await import("../demo/demo.ts");
  const interrupted = interruption();
  desk.say("starting street, cameras, cabinet, broker, controller and page ...");
  const { site, stack } = await startDemo({
    port: options.port,
    seed: options.seed,
    people_per_h: options.people,
    cars_per_h: options.cars,
    logDir: options.logDir ?? null,
    model: options.model ?? null,
    record: options.recordTrace ?? null,
    log: desk.say,
  });
  void announce(stack.page, site, desk);
  end(await interrupted);
  await stack.stop();
}

/** One line for each address, once the page answers. */
async function announce(page: Promise<string>, site: Site, desk: Desk): Promise<void> {
  const { cabinet, mqtt, id } = site;
  desk.out(`page    ${await page}`);
  desk.out(`modbus  ${cabinet.host}:${cabinet.port} unit ${cabinet.unit}`);
  desk.out(`mqtt    ${mqtt?.url ?? "none"}  topics sc/v1/${id}/#`);
  desk.say("Ctrl-C ends it.");
}
