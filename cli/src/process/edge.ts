/** The edge process: the report to city and page. It may fall over and come back; the crossing does not notice. */
import { readFileSync } from "node:fs";
import { setPriority } from "node:os";
import {
  type DemoView,
  type EventAck,
  type Message,
  type PreviewSwitch,
  type Site,
  later,
  seconds,
} from "@crossing/config";
import { type Edge, startEdge } from "@crossing/telemetry";
import { monotonic } from "../clock.ts";
import { createZonesFile } from "../vision/zones-file.ts";
import { connectLink } from "../link/client.ts";
import { EDGE_LINE_MAX } from "../link/intake.ts";
import type { LinkRecord } from "../link/lines.ts";
import { serveLink } from "../link/server.ts";
import { type Intake, cameraPicture, visionReport } from "../link/vision-intake.ts";
import { beatEverySecond, endWhenAsked, handedOver, speaker, tellSupervisor } from "./life.ts";
import type { BoxSeen, DemoAsked, DemoSeen, PageReady } from "./messages.ts";
import { createRequests } from "./requests.ts";
import { tidyEveryMinute } from "./tidy.ts";

/** What edge is told at its start. */
export interface EdgeArgs {
  readonly site: Site;
  readonly version: string;
  readonly logDir: string;
  readonly pageDir: string | null;
  readonly controlSocket: string;
  /** Socket on which vision finds edge. */
  readonly socket: string;
  /** The site file, for the zone editor; null: there is none to save to. */
  readonly siteFile: string | null;
  /** Whether the page offers people, cars and things to break. */
  readonly demo: boolean;
}

const args = handedOver() as EdgeArgs;
const log = speaker("edge");
setPriority(5);

let edge: Edge | null = null;
let broken: DemoView = { broken: [] };

const control = connectLink({
  path: args.controlSocket,
  peer: "edge",
  maxLine: EDGE_LINE_MAX,
  onRecord: take,
});
const cameras = args.site.cameras.map(({ id }) => id);
const requests = createRequests((record) => control.send(record), monotonic);
const link = await serveLink({
  path: args.socket,
  maxLine: EDGE_LINE_MAX,
  onRecord: (_peer, record) => see(record),
});

process.on("message", (message: DemoSeen | BoxSeen) => {
  if (message.type === "demo-seen") broken = message.view;
  else edge?.box(message);
});
beatEverySecond();
tidyEveryMinute();
endWhenAsked(async () => {
  control.close();
  await link.close();
  await edge?.close();
});

const started = await startEdge({
  site: args.site,
  version: args.version,
  logDir: args.logDir,
  keep: args.site.log,
  http: {
    host: args.site.http.host,
    port: args.site.http.port,
    token: secretOf(args.site.http.token_file),
    waits: true,
  },
  mqtt: mqttOf(args.site.mqtt),
  pageDir: args.pageDir,
  request: (request) => requests.ask(request),
  preview: (wanted_s) => {
    const message: PreviewSwitch = {
      type: "preview",
      until: later(monotonic(), seconds(wanted_s)),
    };
    link.send("vision", message);
  },
  demo: args.demo ? { act, view: () => broken } : null,
  zones: createZonesFile(args.siteFile, args.site),
  ackEvents: (boot, seq) => {
    const message: EventAck = { type: "event-ack", boot, seq };
    control.send(message);
  },
  log,
}).catch((error: Error) => {
  log(error.message);
  process.exit(1);
});
edge = started;
void started.listening.then(() =>
  tellSupervisor({ type: "page-ready", url: started.address.url } satisfies PageReady),
);

/** What vision sends. Its line is its own, so what comes here can only be of cameras. */
function see(record: LinkRecord): void {
  switch (record.type) {
    case "vision-report":
      return usedOrTold(visionReport(record, cameras), (report) => edge?.visionReport(report));
    case "picture":
      return usedOrTold(cameraPicture(record, cameras), (picture) => edge?.picture(picture));
    default:
  }
}

function usedOrTold<T>(taken: Intake<T>, use: (record: T) => void): void {
  if (taken.ok) use(taken.record);
  else edge?.visionRefused(taken.camera ?? "unknown", taken.why);
}

function take(record: LinkRecord): void {
  const message = record as Message;
  switch (message.type) {
    case "trace":
      return edge?.trace(message);
    case "request-result":
      return requests.settle(message);
    default:
  }
}

/** The supervisor acts and then says what is broken; its next word is the answer. */
function act(action: DemoAsked["action"]): Promise<DemoView> {
  const answered = new Promise<DemoView>((resolve) => {
    const listen = (message: DemoSeen | BoxSeen): void => {
      if (message.type !== "demo-seen") return;
      process.off("message", listen);
      resolve(message.view);
    };
    process.on("message", listen);
  });
  tellSupervisor({ type: "demo-asked", action } satisfies DemoAsked);
  return answered;
}

function mqttOf(mqtt: Site["mqtt"]): Parameters<typeof startEdge>[0]["mqtt"] {
  if (mqtt === null) return null;
  const password = secretOf(mqtt.password_file);
  return {
    url: mqtt.url,
    version: mqtt.version,
    ...(mqtt.username === null ? {} : { username: mqtt.username }),
    ...(password === null ? {} : { password }),
  };
}

/** A secret is read from its file here and nowhere else, so that no process list shows it. */
function secretOf(file: string | null): string | null {
  return file === null ? null : readFileSync(file, "utf8").trim();
}
