/**
 * The zone editor's routes: what is drawn, and saving it into the site file through the check.
 *
 * What the eyes look at decides who is served, so nothing is saved while no token guards the API, not even from this
 * machine; drawing and checking are free.
 */
import type { ZonesDraft, ZonesView } from "@crossing/config";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Sources } from "./http/sources.ts";
import { ANSWER } from "./http/schemas.ts";
import type { ZonesPort } from "./zones.ts";

const PATH = "/api/v1/zones";

/** Adds the routes, when there is somebody who knows the site file. */
export function zonesRoutes(app: FastifyInstance, sources: Sources): void {
  const { zones } = sources;
  if (zones === undefined) return;
  const locked = lockOf(zones, sources);
  app.get(
    PATH,
    {
      schema: { summary: "Zones, crosswalk and lanes of each camera, as the site file has them." },
    },
    (_request, reply): ZonesView | FastifyReply => {
      const known = zones.read();
      return known === null ? unreadable(reply) : { ...known, locked };
    },
  );
  app.post<{ Body: ZonesDraft }>(
    PATH,
    {
      schema: {
        summary: "Checks drawn zones; saves them when asked. They count from the next start.",
        body: DRAFT,
        response: { 200: ANSWERED, 403: ANSWER.refusal, 409: ANSWER.refusal },
      },
    },
    (request, reply) => {
      const draft = request.body;
      if (draft.save && locked !== null) return refuse(reply, 403, locked, LOCKED[locked]);
      const answer = zones.put(draft);
      if (answer === null) return unreadable(reply);
      if (answer === "changed") return refuse(reply, 409, "changed", CHANGED);
      if (answer.saved)
        sources.log(`api zones of camera ${draft.camera}: saved; they count from the next start`);
      return answer;
    },
  );
}

function lockOf(zones: ZonesPort, { http, demo }: Sources): ZonesView["locked"] {
  if (demo !== null || !zones.hasFile) return "no-file";
  return http.token === null ? "no-token" : null;
}

const LOCKED: Readonly<Record<NonNullable<ZonesView["locked"]>, string>> = {
  "no-file": "there is no site file to save to: this is the demo",
  "no-token":
    "nothing is saved without a token: set http.token_file in the site file and start again",
};

const CHANGED = "the site file was changed meanwhile; load it again, then draw";

const unreadable = (reply: FastifyReply): FastifyReply =>
  refuse(reply, 500, "no-site-file", "the site file cannot be read or written; see its owner");

const refuse = (
  reply: FastifyReply,
  status: number,
  error: string,
  message: string,
): FastifyReply => reply.code(status).send({ error, message });

const id = { type: "string", maxLength: 16 };
const polygon = {
  type: "array",
  maxItems: 100,
  items: { type: "array", minItems: 2, maxItems: 2, items: { type: "number" } },
};
const areas = (name: string) => ({
  type: "array",
  maxItems: 16,
  items: {
    type: "object",
    properties: { [name]: id, polygon },
    required: [name, "polygon"],
    additionalProperties: false,
  },
});

const FIELDS = {
  camera: id,
  base: { type: "string", maxLength: 64 },
  save: { type: "boolean", description: "false: only check" },
  zones: areas("zone"),
  crosswalk: { anyOf: [polygon, { type: "null" }] },
  lanes: areas("lane"),
} as const;

const DRAFT = {
  type: "object",
  properties: FIELDS,
  required: Object.keys(FIELDS),
  additionalProperties: false,
};

const ANSWERED = {
  type: "object",
  description: "What became of it; `problems` is empty when the site file is good with it.",
  properties: {
    saved: { type: "boolean" },
    problems: { type: "array", items: { type: "object", additionalProperties: true } },
    base: { type: "string" },
  },
};
