/** The report to the city over MQTT: availability, info, state, events, summaries, and commands in. */
import type { Request, Site, StateView } from "@crossing/config";
import type { EventLog } from "../log/event-log.ts";
import type { Span } from "../measures.ts";
import type { Answer, MqttOptions } from "../options.ts";
import { type BrokerLink, type Incoming, openBrokerLink } from "./broker-link.ts";
import { createCommands } from "./commands.ts";
import { createOutbox } from "./outbox.ts";
import {
  type Availability,
  type Head,
  availabilityOf,
  infoPayload,
  statePayload,
  summaryPayload,
} from "./payloads.ts";
import { topicsOf } from "./topics.ts";

export interface Reporter {
  connected(): boolean;
  /** To be called several times a second with the crossing as it is; sends what is due. */
  tick(view: StateView | null): void;
  /** There is something new in the event log. */
  wake(): void;
  waiting(): { readonly records: number; readonly oldest: Date | null };
  close(): Promise<void>;
}

export interface ReporterOptions {
  readonly site: Site;
  readonly version: string;
  /** Random word of this run of the report. */
  readonly boot: string;
  readonly mqtt: MqttOptions;
  readonly events: EventLog;
  /** Where the place in the event log is kept. */
  readonly folder: string;
  /** What was counted since this was asked last. */
  readonly minute: () => Span;
  readonly request: (request: Request) => Promise<Answer>;
  readonly dropped: (count: number) => void;
  readonly wallClock: () => Date;
  /** Monotonic, ms. */
  readonly now: () => number;
  readonly log: (line: string) => void;
}

const STATE_EVERY_MS = 1_000;
const GOODBYE_MS = 500;
const RETAINED = { qos: 1, retain: true } as const;
const ONCE = { qos: 1, retain: false } as const;

export function createReporter(options: ReporterOptions): Reporter {
  const { site, boot, wallClock, now, log } = options;
  const topics = topicsOf(site.id);
  let seq = 0;
  let last: StateView | null = null;
  let told: Availability | null = null;
  let minute = minuteOf(wallClock());
  const sender = createStateSender((view) =>
    link.publish(topics.state, statePayload(view), { qos: 0, retain: true }),
  );
  const head = (): Head => ({ v: 1, ts: wallClock().toISOString(), boot, seq: seq++ });

  const outbox = createOutbox({
    log: options.events,
    folder: options.folder,
    publish: (event) => link.publish(topics.event(event.class), event, ONCE),
    dropped: options.dropped,
    say: log,
  });
  const commands = createCommands(options);
  const link: BrokerLink = openBrokerLink({
    mqtt: options.mqtt,
    // One name for one crossing: a second connection ends the first, whose will then comes before our words.
    clientId: `sc-${site.id}`,
    will: { topic: topics.availability, payload: { ...head(), state: "lost" } },
    subscribe: topics.commands,
    onConnected: greet,
    onLost: () => outbox.disconnected(),
    onMessage: (message) => void answer(message),
    log,
  });

  function greet(): void {
    told = null;
    sender.forget();
    announce();
    void link.publish(topics.info, infoPayload(head(), site, options.version), RETAINED);
    if (last !== null) sender.offer(last, now());
    outbox.connected();
  }

  function announce(): void {
    const state = availabilityOf(last);
    if (state === told || !link.connected()) return;
    told = state;
    void link.publish(topics.availability, { ...head(), state }, RETAINED);
  }

  async function answer({ topic, text, retained }: Incoming): Promise<void> {
    const name = topics.commandIn(topic);
    const result = name === null ? null : await commands.handle(name, text, retained);
    if (result !== null)
      await link.publish(topics.result(result.id), { ...head(), ...result }, ONCE);
  }

  function summarise(view: StateView): void {
    if (minuteOf(wallClock()) === minute) return;
    minute = minuteOf(wallClock());
    void link.publish(topics.summary, summaryPayload(head(), options.minute(), view), ONCE);
  }

  async function farewell(): Promise<void> {
    await outbox.close();
    await link.publish(topics.availability, { ...head(), state: "disconnected" }, RETAINED);
  }

  return {
    connected: () => link.connected(),
    tick(view) {
      last = view;
      announce();
      outbox.wake();
      if (view === null) return;
      if (link.connected()) sender.offer(view, now());
      summarise(view);
    },
    wake: () => outbox.wake(),
    waiting: () => outbox.waiting(),
    async close() {
      // A broker that does not answer must not hold up the end.
      await Promise.race([farewell(), pause(GOODBYE_MS)]);
      await link.close();
    },
  };
}

/** Sends the state at most once a second, and at once when what a person would notice has changed. */
function createStateSender(send: (view: StateView) => Promise<boolean>) {
  let sentAt = Number.NEGATIVE_INFINITY;
  let sentKey = "";
  let busy = false;
  return {
    forget() {
      sentKey = "";
      busy = false;
    },
    offer(view: StateView, now: number): void {
      const key = keyOf(view);
      // A line that is slow gets the newest state later, not a queue of old ones.
      if (busy || (key === sentKey && now - sentAt < STATE_EVERY_MS)) return;
      busy = true;
      sentAt = now;
      sentKey = key;
      void send(view).finally(() => {
        busy = false;
      });
    },
  };
}

const keyOf = ({ interval, mode, level, alarms, link, faults, stale }: StateView): string =>
  JSON.stringify([interval, mode, level, alarms, link, faults, stale]);

const minuteOf = (at: Date): number => Math.floor(at.getTime() / 60_000);

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
