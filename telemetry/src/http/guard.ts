/**
 * Who may read and ask.
 *
 * Without a token the API is for people at this machine: it listens on loopback only, and answers only to a
 * loopback name, so a page from elsewhere cannot borrow the browser. With a token everything but `/healthz` needs it:
 * machines send `Authorization: Bearer`, the page brings `?token=` once and gets a cookie.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { BlockList, isIP } from "node:net";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { EdgeError, type HttpOptions } from "../options.ts";

const SHORTEST_TOKEN = 16;
const COOKIE = "crossing_session";
const SESSION_S = 12 * 3600;
const SESSIONS_KEPT = 100;
const WRONG_TOKENS_A_MINUTE = 10;
const REQUESTS_A_MINUTE = 4_000;

/** Refuses an address that strangers could reach while there is no token. Throws EdgeError. */
export function refuseOpenDoor({ host, port, token }: HttpOptions): void {
  if (token === null && !isLoopback(host)) {
    throw new EdgeError(
      `http ${host}:${port}: refused without a token, others could reach it; ` +
        "set http.token_file in the site file, or listen on 127.0.0.1",
    );
  }
  if (token !== null && token.length < SHORTEST_TOKEN) {
    throw new EdgeError(
      `http token: ${token.length} characters; wanted at least ${SHORTEST_TOKEN}, as 'openssl rand -hex 16' makes`,
    );
  }
}

/** Puts the guard before every route, and before what is not found. */
export function guard(app: FastifyInstance, http: HttpOptions): void {
  const { token, mostAMinute = REQUESTS_A_MINUTE } = http;
  const flood = app.createRateLimit({ max: mostAMinute, timeWindow: 60_000 });
  const enter = token === null ? enterAtHome : enterWith(app, token);
  app.addHook("onRequest", async (request, reply) => {
    if (isOver(await flood(request))) return tooMany(reply, "requests");
    if (request.routeOptions.url === "/healthz") return;
    if (isForeignWrite(request)) {
      return refuse(reply, 403, "forbidden", "only this crossing's own page may write");
    }
    return enter(request, reply);
  });
}

type Enter = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/** Without a token: whoever calls this machine by a loopback name. */
const enterAtHome: Enter = async (request, reply) =>
  isLoopback(hostOf(request.headers.host))
    ? undefined
    : refuse(reply, 403, "forbidden", "without a token, use http://127.0.0.1 or http://localhost");

/** With a token: whoever brings it, or the cookie that it was swapped for. */
function enterWith(app: FastifyInstance, token: string): Enter {
  const sessions = createSessions();
  // Asked before each try is counted, so it says "exceeded" one try late.
  const wrong = app.createRateLimit({ max: WRONG_TOKENS_A_MINUTE - 1, timeWindow: 60_000 });
  return async (request, reply) => {
    if (sessions.knows(cookieOf(request))) return undefined;
    const bearer = bearerOf(request);
    const tried = bearer ?? queryToken(request);
    if (tried === null) return unknown(reply);
    // Even the right token must wait then: otherwise guessing could go on.
    if (isOver(await wrong(request, { increment: false }))) return tooMany(reply, "wrong tokens");
    if (sameSecret(tried, token)) {
      return bearer === null ? letIn(request, reply, sessions.open()) : undefined;
    }
    await wrong(request);
    return unknown(reply);
  };
}

type Verdict = Awaited<ReturnType<ReturnType<FastifyInstance["createRateLimit"]>>>;

/** The library calls "allowed" only who is on a list of friends; we keep none. */
const isOver = (verdict: Verdict): boolean => !verdict.isAllowed && verdict.isExceeded;

const unknown = (reply: FastifyReply): FastifyReply =>
  refuse(
    reply,
    401,
    "unauthorized",
    "send 'Authorization: Bearer <token>', or open /?token=<token>",
  );

const tooMany = (reply: FastifyReply, what: string): FastifyReply =>
  refuse(
    reply.header("retry-after", 60),
    429,
    "too-many-requests",
    `too many ${what}; wait a minute`,
  );

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  if (host === "localhost") return true;
  const family = isIP(host);
  if (family === 0) return false;
  const loopback = new BlockList();
  loopback.addSubnet("127.0.0.0", 8, "ipv4");
  loopback.addAddress("::1", "ipv6");
  return loopback.check(host, family === 4 ? "ipv4" : "ipv6");
}

/** A browser names the page that writes; it must be ours. Programs name none. */
function isForeignWrite({ method, headers }: FastifyRequest): boolean {
  const { origin, host } = headers;
  if (method === "GET" || method === "HEAD" || origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/** The name in a Host header, without the port and the brackets of IPv6. */
function hostOf(host = ""): string {
  return host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
}

function bearerOf({ headers }: FastifyRequest): string | null {
  return /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1] ?? null;
}

function cookieOf({ headers }: FastifyRequest): string | null {
  return new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(headers.cookie ?? "")?.[1] ?? null;
}

const queryToken = (request: FastifyRequest): string | null =>
  new URL(request.url, "http://crossing").searchParams.get("token");

/** Compares without telling by its time how much was right. */
function sameSecret(given: string | null, wanted: string): boolean {
  const digest = (word: string): Buffer => createHash("sha256").update(word).digest();
  return given !== null && timingSafeEqual(digest(given), digest(wanted));
}

/** Swaps the token in the address for a cookie, so that it stays in no history and no log. */
function letIn(request: FastifyRequest, reply: FastifyReply, session: string): FastifyReply {
  const clean = new URL(request.url, "http://crossing");
  clean.searchParams.delete("token");
  return reply
    .header(
      "set-cookie",
      `${COOKIE}=${session}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${SESSION_S}`,
    )
    .redirect(`${clean.pathname.replace(/^\/+/, "/")}${clean.search}`, 303);
}

const refuse = (
  reply: FastifyReply,
  status: number,
  error: string,
  message: string,
): FastifyReply => reply.code(status).send({ error, message });

/** Open browser sessions, newest kept; they end with this process. */
function createSessions() {
  const opened = new Map<string, number>();
  return {
    open(): string {
      const session = randomBytes(24).toString("base64url");
      opened.set(session, performance.now());
      const oldest = opened.keys().next().value;
      if (opened.size > SESSIONS_KEPT && oldest !== undefined) opened.delete(oldest);
      return session;
    },
    knows(session: string | null): boolean {
      const since = session === null ? undefined : opened.get(session);
      return since !== undefined && performance.now() - since < SESSION_S * 1000;
    },
  };
}
