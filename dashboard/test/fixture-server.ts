/**
 * A small server that speaks the crossing's API from a scripted scene, and hands out a built page.
 *
 * For the page's tests and for screenshots without a crossing:
 * `node --import tsx --conditions=source dashboard/test/fixture-server.ts [port]`.
 */
import { readFileSync } from "node:fs";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { type DemoAction, type Site, type ZonesDraft, checkSite } from "@crossing/config";
import { type Stage, type Toys, eventsBetween, stateAt, visionAt } from "./scene.ts";

/** A running fixture. */
export interface Fixture {
  readonly url: string;
  /** Bodies of all POSTs, by path, in the order they came. */
  readonly posted: readonly { readonly path: string; readonly body: unknown }[];
  /** Cuts all streams and lets nobody in until called with false. */
  mute(silent: boolean): void;
  /** Hands the crossing to the cabinet, as an engineer would; any request of the page takes it back. */
  withdraw(): void;
  close(): Promise<void>;
}

interface FixtureOptions {
  readonly site: Site;
  /** Folder of the built page. */
  readonly page: string;
  readonly port?: number;
  readonly seed?: number;
  /** Second of the scene at the start; the band then has that much history. */
  readonly startAt?: number;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** The content policy of the real server. */
const POLICY = "default-src 'self'; img-src 'self' data:";

/** Starts the fixture on loopback. */
export async function startFixture(options: FixtureOptions): Promise<Fixture> {
  const startAt = options.startAt ?? 300;
  const street: Street = {
    page: options.page,
    stage: {
      site: options.site,
      seed: options.seed ?? 1,
      epoch: Date.now() - startAt * 1000,
    },
    toys: { broken: [], added: {}, withdrawn: false, since: 0, previewUntil: startAt + 600 },
    silent: false,
    posted: [],
    streams: new Set(),
  };
  const server = createServer((request, response) => {
    response.setHeader("content-security-policy", POLICY);
    if (street.silent) response.writeHead(503).end();
    else if (request.method === "POST") take(street, request, response);
    else answer(street, new URL(request.url ?? "/", "http://fixture"), response);
  });
  const timer = tellRegularly(street);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    posted: street.posted,
    mute(wanted) {
      street.silent = wanted;
      if (wanted) for (const stream of street.streams) stream.destroy();
    },
    withdraw: () => (street.toys = { ...street.toys, withdrawn: true }),
    close: () => stop(server, timer),
  };
}

/** The running scene and who looks at it. */
interface Street {
  readonly page: string;
  readonly stage: Stage;
  toys: Toys;
  silent: boolean;
  readonly posted: { readonly path: string; readonly body: unknown }[];
  readonly streams: Set<ServerResponse>;
}

const secondOf = ({ stage }: Street): number => (Date.now() - stage.epoch) / 1000;

function take(street: Street, request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? "/";
  let text = "";
  request.on("data", (chunk: Buffer) => (text += chunk.toString()));
  request.on("end", () => {
    const body: unknown = JSON.parse(text);
    street.posted.push({ path, body });
    street.toys = played(street.toys, path, body, secondOf(street));
    if (path === "/api/v1/zones") send(response, zonesChecked(street, body as ZonesDraft));
    else if (path === "/api/v1/requests") send(response, { accepted: true, why: "" });
    else send(response, { broken: street.toys.broken });
  });
}

function answer(street: Street, address: URL, response: ServerResponse): void {
  const { stage, toys } = street;
  const now = secondOf(street);
  const since = Date.parse(address.searchParams.get("since") ?? "");
  switch (address.pathname) {
    case "/api/v1/site":
      return send(response, { site: stage.site, version: "0.1.0", demo: true });
    case "/api/v1/state":
      return send(response, stateAt(stage, toys, now));
    case "/api/v1/events":
      return send(response, eventsBetween(stage, (since - stage.epoch) / 1000, now));
    case "/api/v1/demo":
      return send(response, { broken: toys.broken });
    case "/api/v1/zones":
      return send(response, { base: "b1", locked: null, cameras: stage.site.cameras });
    case "/api/v1/stream":
      response.writeHead(200, { "content-type": "text/event-stream" });
      street.streams.add(response);
      response.on("close", () => street.streams.delete(response));
      return;
    default:
      if (address.pathname.startsWith("/api/v1/camera/")) picture(address, response);
      else file(street.page, address.pathname, response);
  }
}

/** What the real server says of a draft: the whole check, and saved when nothing is wrong. */
function zonesChecked({ stage }: Street, draft: ZonesDraft): object {
  const { camera, zones, crosswalk, lanes, save } = draft;
  const cameras = stage.site.cameras.map((one) =>
    one.id === camera ? { ...one, zones, crosswalk, lanes } : one,
  );
  const reading = checkSite({ ...stage.site, cameras });
  const problems = reading.ok ? reading.broken : reading.problems;
  return { saved: save && problems.length === 0, problems, base: "b2" };
}

/** Five states a second, as the real stream sends at most. */
function tellRegularly(street: Street): NodeJS.Timeout {
  let told = secondOf(street);
  return setInterval(() => {
    const { stage, streams, toys } = street;
    const t = secondOf(street);
    tell(streams, "state", stateAt(stage, toys, t));
    for (const { id } of stage.site.cameras) tell(streams, "vision", visionAt(stage, toys, id, t));
    for (const event of eventsBetween(stage, told, t)) tell(streams, "event", event);
    told = t;
  }, 200);
}

function played(toys: Toys, path: string, body: unknown, t: number): Toys {
  if (path === "/api/v1/preview") return { ...toys, previewUntil: t + 300 };
  if (path === "/api/v1/requests") return { ...toys, withdrawn: false };
  if (path !== "/api/v1/demo") return toys;
  const action = body as DemoAction;
  if (action.do === "people") {
    const count = (toys.added[action.zone] ?? 0) + action.count;
    return { ...toys, added: { ...toys.added, [action.zone]: count } };
  }
  if (action.do !== "break") return toys;
  const others = toys.broken.filter((what) => what !== action.what);
  return { ...toys, since: t, broken: action.broken ? [...others, action.what] : others };
}

function tell(streams: ReadonlySet<ServerResponse>, name: string, value: unknown): void {
  for (const stream of streams) stream.write(`event: ${name}\ndata: ${JSON.stringify(value)}\n\n`);
}

function send(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

function file(root: string, path: string, response: ServerResponse): void {
  const name = path === "/" ? "index.html" : normalize(path).replace(/^[/.]+/, "");
  try {
    const bytes = readFileSync(join(root, name));
    response.writeHead(200, { "content-type": TYPES[extname(name)] ?? "application/octet-stream" });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

/** A drawn picture in place of a camera's JPEG: browsers go by the content type. */
function picture(address: URL, response: ServerResponse): void {
  const n = address.searchParams.get("n") ?? "";
  const camera = address.pathname.slice("/api/v1/camera/".length, -".jpg".length);
  response.writeHead(200, { "content-type": "image/svg+xml", "cache-control": "no-store" });
  response.end(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480"><rect width="640" height="480" fill="#8fa3ad"/>` +
      `<rect y="150" width="640" height="140" fill="#5a6066"/><rect y="270" width="640" height="210" fill="#b9b3a6"/>` +
      `<text x="620" y="34" text-anchor="end" font-family="monospace" font-size="20" fill="#fff">${camera} ${Number(n)}</text></svg>`,
  );
}

async function stop(server: Server, timer: NodeJS.Timeout): Promise<void> {
  clearInterval(timer);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

if (process.argv[1] === import.meta.filename) {
  const site = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../config/sites/yudaihe-beixiaoyuan.json"), "utf8"),
  ) as Site;
  const page = join(import.meta.dirname, "../dist/web");
  const fixture = await startFixture({ site, page, port: Number(process.argv[2] ?? 8090) });
  console.error(`the page from a scripted scene: ${fixture.url}`);
}
