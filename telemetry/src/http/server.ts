/** The HTTP server: safe headers, the guard, then the routes. */
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { EdgeError, type HttpOptions } from "../options.ts";
import { guard } from "./guard.ts";
import { zonesRoutes } from "../zones-routes.ts";
import { pageRoutes } from "./page.ts";
import { readRoutes } from "./read-routes.ts";
import type { Sources } from "./sources.ts";
import { writeRoutes } from "./write-routes.ts";

const BODY_LIMIT = 64 * 1024;

/** The server with all its routes, not yet listening. */
export async function createServer(sources: Sources): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 10_000,
    forceCloseConnections: true,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  });
  // Schemas describe answers for openapi.json; what a route says goes out as it is.
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  await app.register(helmet, HEADERS);
  await app.register(rateLimit, { global: false });
  await app.register(swagger, { openapi: description(sources.version) });
  guard(app, sources.http);
  answerErrors(app, sources);
  app.addHook("preClose", () => sources.stream.close());
  await app.register(async (api) => {
    readRoutes(api, sources);
    writeRoutes(api, sources);
    zonesRoutes(api, sources);
    api.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
  });
  await pageRoutes(app, sources.pageDir);
  return app;
}

/** Listens; on a free port when the wanted one is taken and that will do. Gives the port. Throws EdgeError. */
export async function listen(app: FastifyInstance, http: HttpOptions): Promise<number> {
  const { host, port, orFree = false } = http;
  try {
    await app.listen({ host, port }).catch((error: unknown) => {
      if (!orFree || codeOf(error) !== "EADDRINUSE") throw error;
      return app.listen({ host, port: 0 });
    });
  } catch (error) {
    throw new EdgeError(`http ${host}:${port}: ${adviceOn(codeOf(error))}`, { cause: error });
  }
  const address = app.server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

const RETRY_MS = 1_000;

/** Listens as soon as the address can be had; says once why it cannot. Never settles when `app` is closed before. */
export async function listenInTime(
  app: FastifyInstance,
  http: HttpOptions,
  log: (line: string) => void,
): Promise<number> {
  let closed = false;
  app.addHook("onClose", () => {
    closed = true;
  });
  return new Promise((resolve) => {
    let said = false;
    const attempt = (): void => {
      if (closed) return;
      listen(app, http).then(resolve, ({ message }: EdgeError) => {
        if (!said) log(`${message}; trying again, everything else goes on without page and API`);
        said = true;
        setTimeout(attempt, RETRY_MS).unref();
      });
    };
    attempt();
  });
}

const HEADERS = {
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      // On a street's own network there is no https to upgrade to.
      upgradeInsecureRequests: null,
    },
  },
  strictTransportSecurity: false,
} as const;

const description = (version: string) => ({
  openapi: "3.1.0",
  info: {
    title: "Pedestrian crossing",
    version,
    description:
      "Reads the crossing, and asks it. Times are seconds unless the name says otherwise.",
  },
});

function answerErrors(app: FastifyInstance, { log }: Sources): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) {
      return reply.code(status).send({ error: "bad-request", message: error.message });
    }
    log(`http ${request.method} ${request.routeOptions.url ?? "?"}: ${error.message}`);
    return reply.code(500).send({ error: "failed", message: "this went wrong here; see the log" });
  });
}

function adviceOn(code: string): string {
  if (code === "EADDRINUSE") {
    return "the port is taken by another program; end it, or choose another with --http host:port";
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return `this machine has no such address (${code}); use 127.0.0.1 or one of its own`;
  }
  if (code === "EACCES") return "not allowed; choose a port of 1024 or more";
  return `cannot listen (${code})`;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);
