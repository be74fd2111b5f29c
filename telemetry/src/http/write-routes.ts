/** What may be asked: requests to control, the preview, and in the demo its toys. Nothing here lights a lamp. */
import type { DemoAction, Request } from "@crossing/config";
import type { FastifyInstance } from "fastify";
import { ANSWER, BODY } from "./schemas.ts";
import type { Sources } from "./sources.ts";

export function writeRoutes(app: FastifyInstance, sources: Sources): void {
  app.post<{ Body: { request: Request } }>(
    "/api/v1/requests",
    {
      schema: {
        summary: "Asks control, which may refuse. No request can shorten a safety time.",
        body: BODY.request,
        response: { 200: ANSWER.request, 400: ANSWER.refusal },
      },
    },
    async (request) => {
      const answer = await sources.request(request.body.request);
      const became = answer.accepted ? "accepted" : `refused: ${answer.why}`;
      sources.log(`api request ${request.body.request}: ${became}`);
      return answer;
    },
  );
  app.post<{ Body: { seconds: number } }>(
    "/api/v1/preview",
    { schema: { summary: "Camera pictures on for so many seconds; 0: off.", body: BODY.preview } },
    (request) => {
      sources.cameras.preview(request.body.seconds);
      return { preview_s: request.body.seconds };
    },
  );
  if (sources.demo !== null) demoRoutes(app, sources.demo);
}

function demoRoutes(app: FastifyInstance, demo: NonNullable<Sources["demo"]>): void {
  const response = { 200: ANSWER.demo };
  app.get("/api/v1/demo", { schema: { summary: "What is broken now.", response } }, () =>
    demo.view(),
  );
  app.post<{ Body: DemoAction }>(
    "/api/v1/demo",
    { schema: { summary: "Adds people and cars, breaks things.", body: BODY.demo, response } },
    (request) => demo.act(request.body),
  );
}
