/**
 * The live stream: server-sent events `state`, `event` and `vision`.
 *
 * Latest wins: a state or a picture's boxes that a slow reader did not take are never queued. Events are
 * not lost on the way: each has its id, and a reader that was slow or came back gets those it missed.
 */
import type { ServerResponse } from "node:http";
import type { StateView, VisionView } from "@crossing/config";
import type { LoggedEvent } from "../events.ts";

export interface Stream {
  /** Makes an answer a stream; false when there are too many already. `lastId`: the last event it has. */
  add(answer: ServerResponse, lastId: number | null): boolean;
  state(view: StateView): void;
  vision(view: VisionView): void;
  /** New events are in memory. */
  events(): void;
  readonly clients: number;
  close(): void;
}

export interface StreamOptions {
  /** Events in memory after an id, oldest first. */
  readonly recent: (id: number, limit: number) => readonly LoggedEvent[];
  /** What a newcomer gets at once. */
  readonly now: () => { readonly state: StateView | null; readonly vision: readonly VisionView[] };
  readonly mostClients?: number;
}

const HEARTBEAT_MS = 15_000;
const HEAD = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "x-accel-buffering": "no",
  connection: "keep-alive",
};

interface Client {
  readonly answer: ServerResponse;
  lastId: number;
  /** True while it has not taken what it was given. */
  slow: boolean;
}

export function createStream({ recent, now, mostClients = 50 }: StreamOptions): Stream {
  const clients = new Set<Client>();
  const heartbeat = setInterval(() => {
    for (const client of clients) send(client, ": still here\n\n");
  }, HEARTBEAT_MS);
  heartbeat.unref();

  function send(client: Client, frame: string): void {
    if (!client.slow) client.slow = !client.answer.write(frame);
  }

  function sendAll(name: string, data: object): void {
    const frame = frameOf(name, data);
    for (const client of clients) send(client, frame);
  }

  function catchUp(client: Client): void {
    for (const event of recent(client.lastId, Number.MAX_SAFE_INTEGER)) {
      if (client.slow) return;
      client.lastId = event.id;
      send(client, `id: ${event.id}\n${frameOf("event", event)}`);
    }
  }

  function welcome(client: Client): void {
    send(client, "retry: 1000\n\n");
    catchUp(client);
    const { state, vision } = now();
    if (state !== null) send(client, frameOf("state", state));
    for (const view of vision) send(client, frameOf("vision", view));
  }

  return {
    add(answer, lastId) {
      if (clients.size >= mostClients) return false;
      const newest = recent(0, 1).at(-1)?.id ?? 0;
      const client = { answer, lastId: lastId ?? newest, slow: false };
      answer.writeHead(200, HEAD);
      answer.on("drain", () => {
        client.slow = false;
        catchUp(client);
      });
      answer.on("close", () => clients.delete(client));
      answer.on("error", () => clients.delete(client));
      clients.add(client);
      welcome(client);
      return true;
    },
    state: (view) => sendAll("state", view),
    vision: (view) => sendAll("vision", view),
    events: () => clients.forEach(catchUp),
    get clients() {
      return clients.size;
    },
    close() {
      clearInterval(heartbeat);
      for (const { answer } of clients) answer.end();
    },
  };
}

const frameOf = (name: string, data: object): string =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
