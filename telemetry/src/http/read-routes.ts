/** What anybody who may enter can read: health, state, events, site, phases, exports, pictures. */
import { Readable } from "node:stream";
import type { Site, SiteView, StateView } from "@crossing/config";
import type { FastifyInstance, FastifyReply } from "fastify";
import { HIRES_HEADER, hiresLine } from "../hires.ts";
import { spat } from "../spat.ts";
import { ANSWER } from "./schemas.ts";
import type { Sources } from "./sources.ts";

const DAY_MS = 86_400_000;
const MOST_EVENTS = 5_000;
const LONGEST_EXPORT_DAYS = 31;

export function readRoutes(app: FastifyInstance, sources: Sources): void {
  healthRoutes(app, sources);
  stateRoutes(app, sources);
  eventRoutes(app, sources);
  exportRoute(app, sources);
  cameraRoute(app, sources);
}

function healthRoutes(app: FastifyInstance, { state, events, metrics }: Sources): void {
  const alive = { schema: { summary: "Whether the report runs. Needs no token." } };
  app.get("/healthz", alive, () => ({ ok: true }));
  const ready = { schema: { summary: "Whether control is heard and events can be kept." } };
  app.get("/readyz", ready, (_request, reply) => {
    const now = state();
    const parts = { control: now !== null && !now.stale, event_log: events.trouble() === null };
    const isReady = parts.control && parts.event_log;
    return reply.code(isReady ? 200 : 503).send({
      ready: isReady,
      ...parts,
      mqtt: now?.mqtt_connected ?? false,
      message: events.trouble() ?? (parts.control ? "ready" : "control is not heard"),
    });
  });
  app.get("/metrics", { schema: { summary: "For Prometheus." } }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
}

function stateRoutes(app: FastifyInstance, sources: Sources): void {
  const { site, state, stream, wallClock } = sources;
  const answers = { 200: ANSWER.state, 503: ANSWER.refusal };
  app.get(
    "/api/v1/state",
    { schema: { summary: "The crossing now.", response: answers } },
    (_request, reply) => state() ?? notHeard(reply),
  );
  app.get(
    "/api/v1/stream",
    {
      // Asked for its head only, a stream would stay open for nothing.
      exposeHeadRoute: false,
      schema: { summary: "Server-sent events: state (at most 5 a second), event, vision." },
    },
    (request, reply) => {
      const last = Number(request.headers["last-event-id"]);
      reply.hijack();
      const lastId = Number.isSafeInteger(last) && last > 0 ? last : null;
      if (stream.add(reply.raw, lastId)) return;
      reply.raw.writeHead(503, { "content-type": "application/json", "retry-after": "10" });
      reply.raw.end(
        JSON.stringify({ error: "busy", message: "too many pages are open; close some" }),
      );
    },
  );
  const view: SiteView = {
    site: withoutSecrets(site),
    version: sources.version,
    demo: sources.demo !== null,
  };
  app.get(
    "/api/v1/site",
    { schema: { summary: "The site file, less what is secret." } },
    () => view,
  );
  app.get(
    "/api/v1/spat",
    { schema: { summary: "Phases and timing with SAE J2735 names." } },
    (_request, reply) => {
      const now: StateView | null = state();
      return now === null ? notHeard(reply) : spat(now, wallClock());
    },
  );
}

function eventRoutes(app: FastifyInstance, { events }: Sources): void {
  const schema = {
    summary: "Events after `since`, oldest first: an event's id, or a moment in RFC 3339.",
    querystring: {
      type: "object",
      properties: { since: { type: "string" }, limit: { type: "string", pattern: "^[0-9]{1,4}$" } },
    },
    response: { 200: ANSWER.events, 400: ANSWER.refusal },
  };
  app.get<{ Querystring: { since?: string; limit?: string } }>(
    "/api/v1/events",
    { schema },
    (request, reply) => {
      const { since = "0", limit = "1000" } = request.query;
      const most = Math.min(Number(limit), MOST_EVENTS);
      if (/^\d+$/.test(since)) return events.recent(Number(since), most);
      const from = momentOf(since);
      if (from === null) return badMoment(reply, "since", since);
      return events
        .recent(0, MOST_EVENTS)
        .filter(({ ts }) => ts >= from)
        .slice(-most);
    },
  );
}

function exportRoute(app: FastifyInstance, { site, events, wallClock }: Sources): void {
  const schema = {
    summary:
      "Hi-resolution event codes from `from` to `to` (RFC 3339; the last day when left out).",
    querystring: {
      type: "object",
      properties: { from: { type: "string" }, to: { type: "string" } },
    },
  };
  app.get<{ Querystring: { from?: string; to?: string } }>(
    "/api/v1/export/hires.csv",
    { schema },
    (request, reply) => {
      const { to = wallClock().toISOString() } = request.query;
      const until = momentOf(to);
      if (until === null) return badMoment(reply, "to", to);
      const dayBefore = new Date(Date.parse(until) - DAY_MS).toISOString();
      const { from = dayBefore } = request.query;
      const begin = momentOf(from);
      if (begin === null) return badMoment(reply, "from", from);
      if (Date.parse(until) - Date.parse(begin) > LONGEST_EXPORT_DAYS * DAY_MS) {
        return refuse(reply, 400, "too-long", `at most ${LONGEST_EXPORT_DAYS} days in one export`);
      }
      async function* lines(): AsyncGenerator<string> {
        yield HIRES_HEADER;
        for await (const event of events.range(begin!, until!)) {
          const line = hiresLine(site.id, event);
          if (line !== "") yield line;
        }
      }
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="${site.id}-hires.csv"`)
        .send(Readable.from(lines()));
    },
  );
}

function cameraRoute(app: FastifyInstance, { cameras }: Sources): void {
  const schema = { summary: "The last picture of a camera (JPEG), while the preview is on." };
  app.get<{ Params: { file: string } }>("/api/v1/camera/:file", { schema }, (request, reply) => {
    const camera = /^([A-Za-z0-9-]{1,16})\.jpg$/.exec(request.params.file)?.[1];
    const jpeg = camera === undefined ? null : cameras.jpeg(camera);
    return jpeg === null
      ? refuse(
          reply,
          404,
          "no-picture",
          "no picture: the preview is off or has just begun; switch it on with POST /api/v1/preview",
        )
      : reply.type("image/jpeg").header("cache-control", "no-store").send(jpeg);
  });
}

/** The site as the page may see it: no broker, no door, no passwords in camera addresses, no pieces of pictures. */
function withoutSecrets({ mqtt: _mqtt, http: _http, ...site }: Site): SiteView["site"] {
  const hidden = (source: string): string => source.replace(/^(\w+:\/\/)[^@/]*@/, "$1");
  return {
    ...site,
    cameras: site.cameras.map((camera) => ({
      ...camera,
      source: hidden(camera.source),
      landmarks: [],
    })),
  };
}

/** A moment as our log writes it; null when it is none. */
function momentOf(asked: string): string | null {
  const at = Date.parse(asked);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

const notHeard = (reply: FastifyReply): FastifyReply =>
  refuse(reply, 503, "not-heard", "control was not heard yet; try again in a second");

const badMoment = (reply: FastifyReply, name: string, found: string): FastifyReply =>
  refuse(reply, 400, "bad-request", `${name} = ${found}: wanted RFC 3339, as 2026-11-21T12:00:00Z`);

const refuse = (
  reply: FastifyReply,
  status: number,
  error: string,
  message: string,
): FastifyReply => reply.code(status).send({ error, message });
