/** The control process: core, loop, and the line to the cabinet. Nothing in here may make it wait. */
import { randomBytes } from "node:crypto";
import type { Adapter, RequestRecord, RequestResult, Site, TraceRecord } from "@crossing/config";
import { createLoop, runTicks } from "@crossing/controller/loop";
import { createDriver } from "@crossing/signal-driver";
import { monotonic } from "../clock.ts";
import { CONTROL_LINE_MAX, asEventAck, asObservation, asRequest } from "../link/intake.ts";
import type { LinkRecord } from "../link/lines.ts";
import { serveLink } from "../link/server.ts";
import { endWhenAsked, handedOver, speaker, tellSupervisor } from "./life.ts";
import { latchIn } from "./latch.ts";
import { createLocalTime } from "./local-time.ts";
import { BEAT, type ClockSeen } from "./messages.ts";
import { RECORDER, keptForRecorder } from "./recording.ts";
import { tidy, timeToTidy } from "./tidy.ts";

/** What control is told at its start. */
export interface ControlArgs {
  readonly site: Site;
  /** Socket on which vision and edge find control. */
  readonly socket: string;
  /** Whether every tick is sent to the recorder too. */
  readonly record: boolean;
  /** File that keeps a latched fault over a restart; null: none. */
  readonly latchFile: string | null;
  /** How plain I/O is wired, for a cabinet of profile "adapter"; null: the cabinet speaks the map. */
  readonly adapter: Adapter | null;
  /** A walk under way is led to its end before control is given back; null: it is given back at once. */
  readonly leadsOut_ms: number | null;
}

/** Ten decisions a second: ten times finer than the second in which a person notices. */
const TICK_MS = 100;
/** Every fifth completed tick is told to the supervisor. */
const TICKS_A_BEAT = 5;

const args = handedOver() as ControlArgs;
const log = speaker("control");

const cabinet = createDriver({
  cabinet: args.site.cabinet,
  zones: args.site.zones.map((zone) => zone.id),
  adapter: args.adapter ?? undefined,
  timing: args.leadsOut_ms === null ? undefined : args.site.timing,
  now: monotonic,
  log,
});
const link = await serveLink({
  path: args.socket,
  maxLine: CONTROL_LINE_MAX,
  keep: args.record ? { [RECORDER]: keptForRecorder } : {},
  onRecord: (_peer, record) => take(record),
});
const localTime = createLocalTime({ wall: Date.now, monotonic });
const clock = { now: monotonic, timeOfDay_s: () => localTime.timeOfDay_s() };
const loop = createLoop({
  site: args.site,
  boot: randomBytes(6).toString("hex"),
  clock,
  cabinet,
  trace: tell,
  latch: latchIn(args.latchFile, log),
});
let completed = 0;
const ticks = runTicks({ periodMs: TICK_MS, clock, tick });

process.on("message", (message: ClockSeen) => {
  if (message.type === "clock-seen") localTime.judged(message.sync);
});
endWhenAsked(async () => {
  ticks.stop();
  await cabinet.stop();
  await link.close();
}, args.leadsOut_ms ?? undefined);

/** The sign of life is the last thing in a tick: a loop that hangs, or throws, gives none. */
function tick(late_ms: number): void {
  loop.tick(late_ms);
  completed += 1;
  if (completed % TICKS_A_BEAT === 1) tellSupervisor(BEAT);
  // Nearly a whole period is left until the next one.
  if (timeToTidy(completed, TICK_MS)) tidy();
}

function tell(record: TraceRecord): void {
  link.send("edge", record);
  if (args.record) link.send(RECORDER, record);
}

function take(record: LinkRecord): void {
  const observation = asObservation(record);
  if (observation !== null) return loop.observe(observation);
  const ack = asEventAck(record);
  if (ack !== null) return loop.ack(ack);
  const request = asRequest(record);
  if (request !== null) link.send("edge", answerTo(request));
}

/** A fault may be latched in the core, at the line to the cabinet, or both: one request clears what may be cleared. */
function answerTo(record: RequestRecord): RequestResult {
  const result = loop.request(record);
  if (record.request !== "clear-fault" || cabinet.clearFault() !== null) return result;
  return { ...result, accepted: true, why: "the fault at the line to the cabinet is cleared" };
}
