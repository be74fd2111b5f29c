/** A crossing's processes, wired and kept alive: what `run`, `demo` and the bench start. */
import { join } from "node:path";
import { type Adapter, type Site, type TimingSheet, milliseconds, seconds } from "@crossing/config";
import { type Program, forkChild } from "./child.ts";
import { machineClock } from "./clock.ts";
import { pageDir, version } from "./places.ts";
import { adapterOf } from "./process/adapter-file.ts";
import { startBox } from "./process/box.ts";
import { withCabinetAddress } from "./process/cabinet-address.ts";
import type { ControlArgs } from "./process/control.ts";
import type { EdgeArgs } from "./process/edge.ts";
import { type DemoAsked, isChildMessage } from "./process/messages.ts";
import type { VisionArgs } from "./process/vision.ts";
import { type Recorder, startRecorder } from "./recorder.ts";
import { makeRuntimeDir, remove } from "./runtime-dir.ts";
import { type Kept, type Supervisor, supervise } from "./supervisor.ts";

/** What to start. */
export interface StackOptions {
  readonly site: Site;
  /** Where the site was read from, for the zone editor; left out: nothing can be saved. */
  readonly siteFile?: string;
  /** Folder of the event log. */
  readonly logDir: string;
  /** Model file; null: the one that is found. */
  readonly model: string | null;
  /** File to record every tick in; null: none. */
  readonly record: string | null;
  /** One line for the operator. */
  readonly log: (line: string) => void;
  /** Only in the demo. */
  readonly demo?: DemoParts;
  /** Folder of the sockets; a new private one when left out. Removed by `stop`. */
  readonly runtimeDir?: string;
}

/** What the demo adds to the processes of a real crossing. */
export interface DemoParts {
  readonly children: readonly Kept[];
  /** Somebody plays on the page. */
  readonly onAsked: (message: DemoAsked) => void;
  /** Some process started or ended. */
  readonly onChange: () => void;
}

/** The running processes. */
export interface Stack {
  readonly supervisor: Supervisor;
  /** Address of page and API, when they answer for the first time. */
  readonly page: Promise<string>;
  /** Ends everything and removes the sockets: within 2 s, or when a walk under way on a real street has come to its end. */
  stop(): Promise<void>;
}

/**
 * Starts control, vision and edge, and what the demo adds.
 *
 * Rejects with a Refusal where control could never work: no address for the cabinet's name, a bad adapter file.
 */
export async function startStack(asked: StackOptions): Promise<Stack> {
  const cabinet = await withCabinetAddress(asked.site.cabinet);
  const options = { ...asked, site: { ...asked.site, cabinet } };
  const adapter = adapterOf(options.site.cabinet, options.siteFile ?? null);
  const runtimeDir = options.runtimeDir ?? makeRuntimeDir();
  const controlSocket = join(runtimeDir, "control.sock");
  const recorder: Recorder | null =
    options.record === null
      ? null
      : await startRecorder(options.record, options.site, controlSocket);
  let pageReady: (url: string) => void = () => {};
  const page = new Promise<string>((resolve) => (pageReady = resolve));

  const box = startBox({ log: options.log, env: process.env });

  const supervisor = supervise({
    children: [...childrenOf(options, adapter, runtimeDir), ...(options.demo?.children ?? [])],
    clock: machineClock,
    after: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    log: options.log,
    onMessage: (_name, message) => {
      if (!isChildMessage(message)) return;
      if (message.type === "page-ready") pageReady(message.url);
      else options.demo?.onAsked(message);
    },
    onChange: () => options.demo?.onChange(),
    onLook: (heard) => box.looked(supervisor, heard),
  });

  return {
    supervisor,
    page,
    async stop() {
      box.stopping();
      await supervisor.stop();
      box.close();
      await recorder?.close();
      remove(runtimeDir);
    },
  };
}

function childrenOf(
  options: StackOptions,
  adapter: Adapter | null,
  runtimeDir: string,
): readonly Kept[] {
  const { site } = options;
  const controlSocket = join(runtimeDir, "control.sock");
  const edgeSocket = join(runtimeDir, "edge.sock");
  const demo = options.demo !== undefined;
  const control: ControlArgs = {
    site,
    socket: controlSocket,
    record: options.record !== null,
    latchFile: join(options.logDir, "latched-fault.json"),
    adapter,
    leadsOut_ms: demo ? null : leadsOutFor(site.timing),
  };
  const vision: VisionArgs = {
    site,
    model: options.model,
    controlSocket,
    edgeSocket,
  };
  const edge: EdgeArgs = {
    site,
    version: version(),
    logDir: options.logDir,
    pageDir: pageDir(),
    controlSocket,
    socket: edgeSocket,
    siteFile: options.siteFile ?? null,
    demo,
  };
  return [
    {
      ...kept("control", control),
      patience: seconds(5),
      longestPause: seconds(1),
      ...(control.leadsOut_ms === null ? {} : { endsWithin: milliseconds(control.leadsOut_ms) }),
    },
    { ...kept("vision", vision), patience: seconds(20) },
    { ...kept("edge", edge), patience: seconds(20) },
  ];
}

/** The longest that a walk and what follows it can take, with time for the line: nobody who has stepped off is left standing. */
const leadsOutFor = (timing: TimingSheet): number =>
  (timing.walk_min_s +
    Math.max(timing.ped_clearance_s, timing.ped_clearance_max_s) +
    timing.buffer_s +
    LEADS_OUT_MORE_S) *
  1000;

const LEADS_OUT_MORE_S = 3;

/** A program of ours, kept alive with the same arguments. */
export const kept = (program: Program, args: object, outlives = false): Kept => ({
  name: program,
  start: () => forkChild(program, args),
  outlives,
});
