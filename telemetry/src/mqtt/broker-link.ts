/**
 * The line to the broker: connects, says so once when it cannot, and tries again for ever.
 *
 * Nothing waits in it: what cannot be sent now is refused at once, and whoever needs it sent reads it again
 * from the event log. Each connection is a fresh client, so nothing of the last one comes back by surprise.
 */
import { connect, type IClientOptions, type MqttClient } from "mqtt";
import type { MqttOptions } from "../options.ts";

export interface BrokerLink {
  connected(): boolean;
  /** True when the broker has it (QoS 1: has acknowledged it within 5 s). */
  publish(topic: string, payload: object, how: How): Promise<boolean>;
  /** Ends the line in good manners, within a second; publish the last words before. */
  close(): Promise<void>;
}

export interface How {
  readonly qos: 0 | 1;
  readonly retain: boolean;
}

export interface BrokerLinkOptions {
  readonly mqtt: MqttOptions;
  readonly clientId: string;
  /** What the broker says for us when we are gone without a word. */
  readonly will: { readonly topic: string; readonly payload: object };
  readonly subscribe: string;
  readonly onConnected: () => void;
  readonly onLost: () => void;
  readonly onMessage: (message: Incoming) => void;
  readonly log: (line: string) => void;
}

export interface Incoming {
  readonly topic: string;
  readonly text: string;
  readonly retained: boolean;
}

const ACK_MS = 5_000;
const FIRST_RETRY_MS = 250;
const LOCAL_CAP_MS = 2_000;
const FAR_CAP_MS = 60_000;

/**
 * How long to wait before attempt `failed + 1`: doubling, with up to half taken off by `chance` (0..1), so that
 * a thousand crossings do not come back in the same second.
 */
export const retryAfter = (failed: number, cap: number, chance: number): number =>
  Math.min(cap, FIRST_RETRY_MS * 2 ** Math.min(failed, 16)) * (1 - chance / 2);

export function openBrokerLink(options: BrokerLinkOptions): BrokerLink {
  const { mqtt, log } = options;
  const cap = isLocal(mqtt.url) ? LOCAL_CAP_MS : FAR_CAP_MS;
  let client: MqttClient | null = null;
  let failed = 0;
  let said: Kind | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closing = false;

  function attempt(): void {
    timer = null;
    let trouble = "the connection was closed";
    let up = false;
    const mine = dial(options);
    if (mine instanceof Error) return again(mine.message);
    client = mine;
    mine.on("connect", () => {
      up = true;
      failed = 0;
      say("connected", `mqtt ${mqtt.url}: connected`);
      mine.subscribe(options.subscribe, { qos: 1 }, (error) => {
        if (error) log(`mqtt ${mqtt.url}: commands cannot be heard (${error.message})`);
      });
      options.onConnected();
    });
    mine.on("error", (error) => {
      trouble = error.message || ("code" in error ? String(error.code) : trouble);
      if (!mine.connected) mine.end(true);
    });
    mine.on("message", (topic, bytes, { retain }) =>
      options.onMessage({ topic, text: bytes.toString("utf8"), retained: retain }),
    );
    mine.once("close", () => {
      mine.end(true);
      if (client !== mine) return;
      client = null;
      if (up) options.onLost();
      again(trouble);
    });
  }

  function again(trouble: string): void {
    if (closing) return;
    const kind = kindOf(trouble);
    const what = `${TROUBLE[kind].said} (${trouble}); ${TROUBLE[kind].advice}`;
    say(kind, `mqtt ${mqtt.url}: ${what}; trying again, everything else goes on`);
    timer = setTimeout(attempt, retryAfter(failed++, cap, Math.random()));
    timer.unref();
  }

  /** The same news twice is said once, in whatever words the broker puts it. */
  function say(kind: Kind, line: string): void {
    if (kind !== said) log(line);
    said = kind;
  }

  attempt();
  return {
    connected: () => client?.connected === true,
    publish: (topic, payload, how) => publish(client, topic, payload, how),
    async close() {
      closing = true;
      if (timer !== null) clearTimeout(timer);
      const last = client;
      client = null;
      if (last === null) return;
      await Promise.race([last.endAsync(), pause(1_000)]);
      last.end(true);
    },
  };
}

/** A client on its way to the broker; an Error when the address makes no sense. */
function dial({ mqtt, clientId, will }: BrokerLinkOptions): MqttClient | Error {
  const options: IClientOptions = {
    protocolVersion: mqtt.version,
    clientId,
    clean: true,
    keepalive: 15,
    connectTimeout: 5_000,
    reconnectPeriod: 0,
    queueQoSZero: false,
    resubscribe: false,
    will: {
      topic: will.topic,
      payload: Buffer.from(JSON.stringify(will.payload)),
      qos: 1,
      retain: true,
    },
    ...(mqtt.username === undefined ? {} : { username: mqtt.username }),
    ...(mqtt.password === undefined ? {} : { password: mqtt.password }),
  };
  try {
    return connect(mqtt.url, options);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function publish(
  client: MqttClient | null,
  topic: string,
  payload: object,
  { qos, retain }: How,
): Promise<boolean> {
  if (client === null || !client.connected) return Promise.resolve(false);
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), ACK_MS);
    late.unref();
    client.publish(topic, JSON.stringify(payload), { qos, retain }, (error) => {
      clearTimeout(late);
      resolve(!error);
    });
  });
}

type Trouble = "version" | "access" | "unreached";
type Kind = Trouble | "connected";

const TROUBLE: Readonly<Record<Trouble, { readonly said: string; readonly advice: string }>> = {
  version: {
    said: "refused",
    advice: "set mqtt.version to 4 for a broker that knows only MQTT 3.1.1",
  },
  access: {
    said: "refused",
    advice: "check the user name, the password file and the broker's access list",
  },
  unreached: {
    said: "not reached",
    advice: "check that the broker runs and the address is right",
  },
};

function kindOf(trouble: string): Trouble {
  if (/protocol version/i.test(trouble)) return "version";
  return /not authori[sz]ed|bad user ?name/i.test(trouble) ? "access" : "unreached";
}

const isLocal = (url: string): boolean => /^\w+:\/\/(127\.|localhost\b|\[::1\])/.test(url);

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
