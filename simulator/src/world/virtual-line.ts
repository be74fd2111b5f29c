/**
 * A network between one box and one cabinet: byte streams as TCP makes them, in virtual time.
 *
 * What was sent arrives in order and whole, or not at all; when, in how many pieces, and how much later than it was sent
 * is the weather's. While the line is cut nothing arrives and both sides send again, so an outage ends with a burst of old
 * bytes, also from connections that the box has long given up: TCP keeps sending what was written before the end.
 */
import type { Chance } from "../chance.ts";
import { type Bearer, NOBODY, type VirtualTime } from "./virtual-time.ts";

/** How the line is now. Changed by whoever makes the weather. */
export interface Weather {
  /** One way, ms. */
  latency_ms: number;
  /** Added to each segment by chance, exponential with this mean, ms. */
  jitter_ms: number;
  /** The share of segments that must be sent again. */
  loss: number;
  /** The share of segments that come in two pieces, as soon as may be and some time later. */
  split: number;
  cut: boolean;
  /** Nobody listens at the cabinet's address. */
  refused: boolean;
}

export const FAIR: Readonly<Weather> = {
  latency_ms: 0.4,
  jitter_ms: 0.2,
  loss: 0,
  split: 0,
  cut: false,
  refused: false,
};

/** One end of a connection, as the side sees it that holds it. */
export interface LineEnd {
  send(bytes: Buffer): void;
  /** Ends it; the other side hears of it when what was sent before has arrived. */
  end(): void;
  /** Ends it and sends nothing again: what has not arrived by now never does. */
  drop(): void;
}

/** What one side hears. */
export interface LineHeard {
  data(bytes: Buffer): void;
  closed(how: "ended" | "reset"): void;
}

/** The box's side of a connection that is being made. */
export interface Dialling extends LineHeard {
  connected(): void;
  refused(): void;
}

/** The network. */
export interface VirtualLine {
  weather: Weather;
  /** Connects for `of`; `heard` is told what becomes of it. */
  dial(of: Bearer, heard: Dialling): LineEnd;
  /** Every connection is gone and both sides are told: a router that was restarted. */
  reset(): void;
  /** The cabinet forgets its connections without a word; the box hears of it when it sends (`tells`), or never. */
  forget(tells: boolean): void;
}

/** Retransmission as TCP does it, ms. */
const AGAIN_MS = { first: 200, most: 3200 } as const;

/** A line to `answer`, who is told of each connection and gives back who hears for the cabinet. */
export function createVirtualLine(
  time: VirtualTime,
  chance: Chance,
  answer: (end: LineEnd) => LineHeard,
): VirtualLine {
  const connections = new Set<Connection>();
  const line: VirtualLine = {
    weather: { ...FAIR },
    dial(of, heard) {
      const connection = new Connection({ time, chance, line, of, heard, answer });
      connections.add(connection);
      connection.whenOver = () => void connections.delete(connection);
      connection.dial();
      return connection.boxEnd;
    },
    reset() {
      for (const connection of connections) connection.reset();
    },
    forget(tells) {
      for (const connection of connections) connection.forget(tells);
    },
  };
  return line;
}

interface Between {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly line: { readonly weather: Weather };
  readonly of: Bearer;
  readonly heard: Dialling;
  readonly answer: (end: LineEnd) => LineHeard;
}

class Connection {
  readonly boxEnd: LineEnd;
  whenOver: () => void = () => undefined;
  readonly #between: Between;
  readonly #toCabinet: Direction;
  readonly #toBox: Direction;
  #cabinet: LineHeard | null = null;
  #open = false;
  #boxLeft = false;
  #forgotten: "no" | "tells" | "silent" = "no";

  constructor(between: Between) {
    this.#between = between;
    this.#toCabinet = new Direction(between, NOBODY);
    this.#toBox = new Direction(between, between.of);
    this.boxEnd = {
      send: (bytes) => this.#toCabinet.sendBytes(bytes, (part) => this.#arrive(part)),
      end: () => {
        this.#boxLeft = true;
        this.#toCabinet.send(() => this.#cabinetHears("ended"));
      },
      drop: () => {
        this.#boxLeft = true;
        this.#toCabinet.empty();
        this.#toCabinet.send(() => this.#cabinetHears("reset"));
      },
    };
  }

  dial(): void {
    const { of, heard, line, time } = this.#between;
    const { weather } = line;
    if (weather.cut) {
      // A lost SYN is sent again after a second; the box has given up by then.
      time.after(1000, () => this.#retry(), of, "line");
      return;
    }
    this.#toCabinet.send(() => {
      if (line.weather.refused) {
        this.#toBox.send(() => {
          this.whenOver();
          if (!this.#boxLeft) heard.refused();
        });
        return;
      }
      this.#accept();
    });
  }

  #retry(): void {
    if (this.#boxLeft) this.whenOver();
    else this.dial();
  }

  #accept(): void {
    const { answer, heard } = this.#between;
    this.#cabinet = answer({
      send: (bytes) => this.#toBox.sendBytes(bytes, (part) => this.#toBoxData(part)),
      end: () => this.#toBox.send(() => this.#boxHears("ended")),
      drop: () => this.#toBox.send(() => this.#boxHears("reset")),
    });
    this.#toBox.send(() => {
      this.#open = true;
      if (!this.#boxLeft) heard.connected();
    });
  }

  reset(): void {
    this.#boxHears("reset");
    this.#cabinetHears("reset");
  }

  forget(tells: boolean): void {
    this.#cabinet = null;
    this.#forgotten = tells ? "tells" : "silent";
  }

  #arrive(bytes: Buffer): void {
    if (this.#forgotten === "tells") this.#toBox.send(() => this.#boxHears("reset"));
    this.#cabinet?.data(bytes);
  }

  #toBoxData(bytes: Buffer): void {
    if (!this.#boxLeft && this.#open) this.#between.heard.data(bytes);
  }

  #boxHears(how: "ended" | "reset"): void {
    if (this.#boxLeft || !this.#open) return;
    this.#open = false;
    this.#between.heard.closed(how);
  }

  #cabinetHears(how: "ended" | "reset"): void {
    this.whenOver();
    this.#cabinet?.closed(how);
    this.#cabinet = null;
  }
}

interface Segment {
  at: number;
  arrive: () => void;
}

/** One way of a connection: in order, and sent again while it must be. */
class Direction {
  readonly #between: Between;
  readonly #to: Bearer;
  readonly #onWay: Segment[] = [];
  #wait: number = AGAIN_MS.first;

  constructor(between: Between, to: Bearer) {
    this.#between = between;
    this.#to = to;
  }

  /** Lets `arrive` happen over there. */
  send(arrive: () => void): void {
    const { time, chance, line } = this.#between;
    const { latency_ms, jitter_ms, loss } = line.weather;
    const jitter = jitter_ms === 0 ? 0 : chance.exponential(1 / jitter_ms);
    const again = loss > 0 && chance.happens(loss) ? AGAIN_MS.first * (1 + chance.next()) : 0;
    this.#onWay.push({ at: time.now() + latency_ms + jitter + again, arrive });
    if (this.#onWay.length === 1) this.#wake();
  }

  /** Lets bytes arrive over there, perhaps in two pieces. */
  sendBytes(bytes: Buffer, arrive: (part: Buffer) => void): void {
    const { chance, line } = this.#between;
    const { split } = line.weather;
    if (split === 0 || bytes.length < 2 || !chance.happens(split))
      return this.send(() => arrive(bytes));
    const at = 1 + chance.below(bytes.length - 1);
    this.send(() => arrive(bytes.subarray(0, at)));
    this.send(() => arrive(bytes.subarray(at)));
  }

  /** While the line is cut nothing is on its way: what waits to be sent again is thrown away. */
  empty(): void {
    if (!this.#between.line.weather.cut) return;
    for (const segment of this.#onWay) segment.arrive = () => undefined;
  }

  /** Only the first waits for its moment: TCP gives bytes in their order. */
  #wake(): void {
    const { time } = this.#between;
    time.after(this.#onWay[0]!.at - time.now(), () => this.#first(), this.#to, "line");
  }

  #first(): void {
    const { time, chance, line } = this.#between;
    if (line.weather.cut) {
      this.#onWay[0]!.at = time.now() + this.#wait * (0.5 + chance.next());
      this.#wait = Math.min(AGAIN_MS.most, this.#wait * 2);
      return this.#wake();
    }
    this.#wait = AGAIN_MS.first;
    const { arrive } = this.#onWay.shift()!;
    if (this.#onWay.length > 0) this.#wake();
    arrive();
  }
}
