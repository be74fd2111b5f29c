/** The control process: core, loop, and the line to the cabinet. Nothing in here may make it wait. */
import { randomBytes } from "node:crypto";
import type { Site, TraceRecord } from "@crossing/config";
import { createLoop, runTicks } from "@crossing/controller/loop";
import { createDriver } from "@crossing/signal-driver";
import { machineClock, monotonic } from "../clock.ts";
import { CONTROL_LINE_MAX, asEventAck, asObservation, asRequest } from "../link/intake.ts";
import type { LinkRecord } from "../link/lines.ts";
import { serveLink } from "../link/server.ts";
import { endWhenAsked, handedOver, speaker } from "./life.ts";
import { RECORDER, keptForRecorder } from "./recording.ts";

/** What control is told at its start. */
export interface ControlArgs {
  readonly site: Site;
  /** Socket on which vision and edge find control. */
  readonly socket: string;
  /** Whether every tick is sent to the recorder too. */
  readonly record: boolean;
}

/** Ten decisions a second: ten times finer than the second in which a person notices. */
const TICK_MS = 100;

const args = handedOver() as ControlArgs;
const log = speaker("control");

const cabinet = createDriver({
  cabinet: args.site.cabinet,
  zones: args.site.zones.map((zone) => zone.id),
  now: monotonic,
  log,
});
const link = await serveLink({
  path: args.socket,
  maxLine: CONTROL_LINE_MAX,
  keep: args.record ? { [RECORDER]: keptForRecorder } : {},
  onRecord: (_peer, record) => take(record),
});
const loop = createLoop({
  site: args.site,
  boot: randomBytes(6).toString("hex"),
  clock: machineClock,
  cabinet,
  trace: tell,
});
const ticks = runTicks({ periodMs: TICK_MS, clock: machineClock, tick: (late) => loop.tick(late) });

endWhenAsked(async () => {
  ticks.stop();
  await cabinet.stop();
  await link.close();
});

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
  if (request !== null) link.send("edge", loop.request(request));
}
