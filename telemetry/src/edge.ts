/** The report, wired: traces in; event log, measures, metrics, MQTT and the API out. */
import { randomBytes } from "node:crypto";
import type { Request, StateView } from "@crossing/config";
import { askControl } from "./ask-control.ts";
import { createCameras } from "./cameras.ts";
import { createCrossing } from "./crossing.ts";
import { refuseOpenDoor } from "./http/guard.ts";
import { createServer, listen, listenInTime } from "./http/server.ts";
import { createStream } from "./http/stream.ts";
import { openEventLog } from "./log/event-log.ts";
import { createMetrics } from "./metrics.ts";
import { type Reporter, createReporter } from "./mqtt/reporter.ts";
import type { Answer, Edge, EdgeOptions } from "./options.ts";

/** The page and the broker look at the crossing this often. */
const LOOK_MS = 200;
const REMIND_MS = 5_000;

/**
 * Starts the report.
 *
 * Rejects with an EdgeError when the API may not listen where it is told; and when it cannot, unless that is waited
 * for (`http.waits`). Everything else that is missing (broker, disk, page, control itself) is said, counted, and
 * waited for.
 */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  refuseOpenDoor(options.http);
  const { site, version, log } = options;
  const wallClock = options.wallClock ?? ((): Date => new Date());
  const now = options.now ?? ((): number => performance.now());
  const metrics = createMetrics(version);
  const events = await openEventLog({
    folder: options.logDir,
    ...(options.keep === undefined ? {} : { keep: options.keep }),
    log,
    ack: (boot, seq) => options.ackEvents(boot, seq),
    saved: () => reporter?.wake(),
  });
  const cameras = createCameras({
    switchPreview: (seconds) => options.preview(seconds),
    stayOn: options.demo !== null,
    cameras: site.cameras.map(({ id }) => id),
    now,
    wallClock,
  });
  const crossing = createCrossing({ events, cameras, now, wallClock, site: site.id });
  const request = (asked: Request): Promise<Answer> => askControl(options.request, asked);
  const stream = createStream({
    recent: (id, limit) => events.recent(id, limit),
    now: () => ({ state: state(), vision: cameras.views() }),
  });
  let reporter: Reporter | null = null;
  const state = (): StateView | null => crossing.view(reporter?.connected() ?? false);
  const sources = { ...options, events, stream, cameras, metrics, request, state, wallClock };
  const app = await createServer(sources);
  let { port } = options.http;
  const listens = options.http.waits
    ? listenInTime(app, options.http, log)
    : listen(app, options.http);
  const listening = listens.then((found) => void (port = found));
  if (!options.http.waits) {
    await listening.catch(async (error: unknown) => {
      await app.close();
      await events.close();
      throw error;
    });
  }
  if (options.mqtt !== null) {
    reporter = createReporter({
      site,
      version,
      boot: randomBytes(4).toString("hex"),
      mqtt: options.mqtt,
      events,
      folder: options.logDir,
      minute: () => crossing.sinceAsked(),
      request,
      dropped: (count) => metrics.outboxDropped(count),
      wallClock,
      now,
      log,
    });
  }

  function look(): void {
    const view = state();
    if (view !== null && crossing.changed(view)) stream.state(view);
    reporter?.tick(view);
    for (const changed of cameras.changed()) stream.vision(changed);
    metrics.cameras(cameras.health());
    metrics.alarms(view?.alarms ?? []);
    metrics.mqtt(reporter?.connected() ?? false);
    metrics.eventLog(events.trouble() !== null);
    metrics.outbox(reporter?.waiting() ?? { records: 0, oldest: null });
  }
  const looking = setInterval(look, LOOK_MS);
  const reminding = setInterval(() => cameras.remind(), REMIND_MS);

  return {
    trace(record) {
      const fresh = crossing.hear(record);
      metrics.trace(record, wallClock());
      for (const event of fresh) metrics.event(event);
      if (fresh.length > 0) stream.events();
    },
    visionReport(report) {
      metrics.vision(report);
      stream.vision(cameras.report(report));
    },
    visionRefused(camera, why) {
      const known = site.cameras.some(({ id }) => id === camera);
      metrics.visionRefused(known ? camera : "unknown");
      if (known) cameras.refused(camera, why);
    },
    picture: (picture) => cameras.picture(picture),
    box: (view) => metrics.box(view),
    get address() {
      return { url: urlOf(options.http.host, port), port };
    },
    listening,
    async close() {
      clearInterval(looking);
      clearInterval(reminding);
      await Promise.all([app.close(), events.close().then(() => reporter?.close())]);
    },
  };
}

const urlOf = (host: string, port: number): string =>
  `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
