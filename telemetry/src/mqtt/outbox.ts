/**
 * What the broker has not acknowledged: a place in the event log, and the hand that moves it on.
 *
 * Nothing is queued in memory. Events go oldest first; those that happened before this connection are marked
 * `historical` and paced. An event that was sent but not acknowledged is sent again: readers know it by boot and seq.
 */
import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LoggedEvent } from "../events.ts";
import type { EventLog } from "../log/event-log.ts";

export interface Outbox {
  /** The broker is there: begin with what it missed. */
  connected(): void;
  disconnected(): void;
  /** Looks whether there is something new in the log. */
  wake(): void;
  /** Events not yet acknowledged, and the moment of the oldest as far as it is in memory. */
  waiting(): { readonly records: number; readonly oldest: Date | null };
  /** Keeps the place for the next start. */
  close(): Promise<void>;
}

export interface OutboxOptions {
  readonly log: Pick<EventLog, "after" | "lastSaved" | "next">;
  /** Where the place is kept. */
  readonly folder: string;
  /** True when the broker has acknowledged the event. */
  readonly publish: (event: LoggedEvent) => Promise<boolean>;
  /** So many events were passed over because too many waited. */
  readonly dropped: (count: number) => void;
  readonly say: (line: string) => void;
}

const AT_ONCE = 20;
/** Old events go out at no more than 50 a second, so a city of crossings can come back together. */
const HISTORICAL_MS = 20;
const AFTER_REFUSAL_MS = 5_000;
/** About three days of a busy crossing; what is older stays in the log. */
const MOST_WAITING = 50_000;

export function createOutbox(options: OutboxOptions): Outbox {
  const { log, say } = options;
  const file = join(options.folder, "mqtt-cursor.json");
  let place = Math.min(readPlace(file), log.lastSaved());
  let kept = place;
  let liveAfter = 0;
  let up = false;
  let running: Promise<void> | null = null;
  let pause: { end(): void } | null = null;

  function run(): void {
    if (!up || running !== null || log.lastSaved() <= place) return;
    running = pump()
      .catch((error: unknown) =>
        say(`mqtt outbox: the event log cannot be read (${String(error)})`),
      )
      .finally(() => {
        running = null;
      });
  }

  async function pump(): Promise<void> {
    passOver();
    while (await sendNext());
  }

  /** Sends what is next; false when there is nothing to send, or nobody to send it to. */
  async function sendNext(): Promise<boolean> {
    const events = await log.after(place, AT_ONCE);
    if (events.length === 0 || !up) return false;
    const sent = await send(events);
    await keep();
    if (!up) return false;
    if (sent < events.length) await rest(AFTER_REFUSAL_MS);
    else if (place <= liveAfter) await rest(events.length * HISTORICAL_MS);
    return true;
  }

  /** How many of the events, from the first on, were acknowledged. */
  async function send(events: readonly LoggedEvent[]): Promise<number> {
    const acks = await Promise.all(
      events.map((event) => options.publish({ ...event, historical: event.id <= liveAfter })),
    );
    const lost = acks.indexOf(false);
    const sent = lost === -1 ? events.length : lost;
    place = events[sent - 1]?.id ?? place;
    return sent;
  }

  function passOver(): void {
    const tooMany = log.lastSaved() - place - MOST_WAITING;
    if (tooMany <= 0) return;
    place += tooMany;
    options.dropped(tooMany);
    say(
      `mqtt outbox: the oldest ${tooMany} events are not sent any more; they are in the event log`,
    );
  }

  async function keep(): Promise<void> {
    if (kept === place) return;
    kept = place;
    const written = writeFile(`${file}.new`, JSON.stringify({ id: place })).then(() =>
      rename(`${file}.new`, file),
    );
    // A lost place only means that some events are sent twice.
    await written.catch(() => undefined);
  }

  function rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      pause = {
        end() {
          clearTimeout(timer);
          resolve();
        },
      };
    });
  }

  return {
    connected() {
      up = true;
      liveAfter = log.lastSaved();
      run();
    },
    disconnected() {
      up = false;
      pause?.end();
    },
    wake: run,
    waiting() {
      const oldest = log.next(place);
      const records = Math.max(0, log.lastSaved() - place);
      return { records, oldest: records > 0 && oldest ? new Date(oldest.ts) : null };
    },
    async close() {
      up = false;
      pause?.end();
      await running;
      await keep();
    },
  };
}

/** The place kept at the last end; 0 when there is none. */
function readPlace(file: string): number {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, "utf8"));
    const id = typeof kept === "object" && kept !== null && "id" in kept ? kept.id : 0;
    return typeof id === "number" && Number.isSafeInteger(id) && id > 0 ? id : 0;
  } catch {
    return 0;
  }
}
