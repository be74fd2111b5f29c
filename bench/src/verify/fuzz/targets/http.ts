/**
 * The HTTP API: every route of its own description, and some that are not there, with methods, queries, headers and bodies
 * that make sense, nearly do, or do not; and bytes that are no HTTP at all.
 *
 * No answer is a fault of ours (5xx, but for "not ready"), every line gets one or is closed, and the next asker is served.
 */
import { type ClientRequest, request } from "node:http";
import { connect } from "node:net";
import fc from "fast-check";
import { anyJson, byteChanges, inPieces, noJson, spoilt } from "../nasty.ts";
import { type Trial, must, trialOf } from "../target.ts";
import { startReport } from "./report.ts";

const ANSWER_MS = 5000;
const PATIENCE_MS = 60;
const NOT_READY = 503;
const PLAIN = "GET /api/v1/state?a=b HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}";

export const http = {
  name: "HTTP API",
  fed: "every described route and unknown ones: methods, queries, headers and bodies of any kind; bytes that are no HTTP",
  inControl: false,
  open: openHttp,
};

async function openHttp(): Promise<Trial> {
  const report = await startReport(null);
  const { port } = report.edge.address;
  const described = await routesAt(port);
  const inputs = fc.oneof({ weight: 6, arbitrary: asks(described) }, rawAsks);
  return trialOf(
    inputs,
    async (ask) => {
      if ("bytes" in ask) await sendRaw(port, ask);
      else checkAnswer(await send(port, ask));
      const after = await send(port, { method: "GET", path: "/healthz", headers: {}, body: null });
      must(after.status === 200, "the next asker is served");
      must(report.said().every(isOneLine), "a line for the operator is one line");
    },
    () => report.close(),
  );
}

interface Ask {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

interface RawAsk {
  readonly bytes: Buffer;
  readonly cuts: readonly number[];
}

interface Answered {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

function checkAnswer({ status, type, body }: Answered): void {
  must(
    status < 500 || status === NOT_READY,
    `no fault of ours, but ${status}: ${body.slice(0, 200)}`,
  );
  if (!type.startsWith("application/json") || body === "") return;
  const said: unknown = JSON.parse(body);
  if (status >= 400 && typeof said === "object" && said !== null)
    must("message" in said, "who is refused is told why");
}

const isOneLine = (line: string): boolean => !/[\r\n]/.test(line);

const METHODS = ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"];
const query = fc.oneof(
  fc.constantFrom(
    "0",
    "-1",
    "1e9",
    "99999999999999999999",
    "2026-11-21T12:00:00Z",
    "275760-09-13",
    "",
    "%00",
    "%",
    "%ff",
    "__proto__",
  ),
  fc.string().map(encodeURIComponent),
);
const queries = fc
  .array(
    fc.tuple(fc.constantFrom("since", "limit", "from", "to", "token", "__proto__", "a"), query),
    { maxLength: 4 },
  )
  .map((all) =>
    all.length === 0 ? "" : `?${all.map(([key, value]) => `${key}=${value}`).join("&")}`,
  );
const segment = fc.oneof(
  fc.constantFrom("A.jpg", "..", "%2e%2e", "%00.jpg", "__proto__.jpg", "a".repeat(5000)),
  fc.string({ maxLength: 20 }).map(encodeURIComponent),
);
const headers = fc.dictionary(
  fc.constantFrom(
    "origin",
    "host",
    "cookie",
    "authorization",
    "last-event-id",
    "accept",
    "content-type",
    "x-a",
  ),
  fc.oneof(
    fc.constantFrom(
      "",
      "application/json",
      "text/plain",
      "null",
      "http://evil",
      "Bearer x",
      "127.0.0.1",
      "[::1",
      "1e99",
      "a=b; crossing_session=%",
    ),
    fc.integer({ min: 1, max: 20_000 }).map((length) => "x".repeat(length)),
    fc.stringMatching(/^[ -~]{0,40}$/),
  ),
  { maxKeys: 3 },
);

/** Requests for the described routes (`{name}` is filled in), and for others. */
const asks = (described: readonly string[]): fc.Arbitrary<Ask> =>
  fc.record({
    method: fc.constantFrom(...METHODS, "POST", "POST"),
    path: fc
      .tuple(
        fc.oneof(
          { weight: 8, arbitrary: fc.constantFrom(...described) },
          segment.map((one) => `/api/v1/${one}`),
          segment.map((one) => `/${one}`),
        ),
        segment,
        queries,
      )
      .map(([route, filled, asked]) => route.replaceAll(/\{\w+\}/g, () => filled) + asked),
    headers: headers.map((given) => ({ "content-type": "application/json", ...given })),
    body: fc.oneof(
      fc.constant(null),
      fc.constantFrom(...BODIES),
      anyJson,
      noJson,
      fc.constant(`{"request":"${"x".repeat(70_000)}"}`),
    ),
  });

const BODIES = [
  '{"request":"ped-call"}',
  '{"request":"clear-fault","__proto__":{"a":1}}',
  '{"request":["ped-call"]}',
  '{"request":null}',
  '{"seconds":0}',
  '{"seconds":1e308}',
  '{"seconds":-0}',
];

const rawAsks: fc.Arbitrary<RawAsk> = fc.record({
  bytes: fc.oneof(
    byteChanges.map((all) => spoilt(Buffer.from(PLAIN), all)),
    fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
    fc.constant(Buffer.from(`GET / HTTP/1.1\r\nX: ${"y".repeat(100_000)}\r\n\r\n`)),
    fc.constant(
      Buffer.from(
        `POST /api/v1/requests HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n`,
      ),
    ),
  ),
  cuts: fc.array(fc.nat({ max: 2000 }), { maxLength: 6 }),
});

async function routesAt(port: number): Promise<readonly string[]> {
  const { body } = await send(port, {
    method: "GET",
    path: "/openapi.json",
    headers: {},
    body: null,
  });
  const { paths } = JSON.parse(body) as { readonly paths: object };
  return Object.keys(paths);
}

/** Asks, and waits for the whole answer; of a stream for its beginning. */
function send(port: number, { method, path, headers, body }: Ask): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked: ClientRequest = request(
      { host: "127.0.0.1", port, method, path, headers, agent: false, timeout: ANSWER_MS },
      (answer) => {
        const type = answer.headers["content-type"] ?? "";
        let text = "";
        const done = (): void => {
          asked.destroy();
          resolve({ status: answer.statusCode ?? 0, type, body: text });
        };
        answer.on("data", (bytes: Buffer) => (text += bytes.toString("utf8")));
        answer.on("error", done);
        answer.on("end", done);
        if (type.startsWith("text/event-stream")) done();
      },
    );
    asked.on("timeout", () =>
      reject(new Error(`no answer to ${method} ${path.slice(0, 80)} in 5 s`)),
    );
    // A line that is cut while a body that is too long is still being sent is an answer too.
    asked.on("error", () => resolve({ status: 0, type: "", body: "" }));
    if (body !== null) asked.write(body);
    asked.end();
  });
}

/** Sends bytes piece by piece, and leaves when there is an answer or after a while: those who only wait are the server's affair. */
function sendRaw(port: number, { bytes, cuts }: RawAsk): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const leave = (): void => {
      socket.destroy();
      resolve();
    };
    setTimeout(leave, PATIENCE_MS);
    socket.on("error", leave);
    socket.on("data", leave);
    socket.on("connect", () => {
      for (const piece of inPieces(bytes, cuts)) socket.write(piece);
    });
  });
}
