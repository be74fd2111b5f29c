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
      send: (bytes) => this.#toCabinet.send(() => this.#arrive(bytes), bytes, (part) => this.#arrive(part)),
      end: () => {
        this.#boxLeft = true;
        this.#toCabinet.send(() => this.#cabinetHears("ended"));
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
      send: (bytes) => this.#toBox.send(() => this.#toBoxData(bytes), bytes, (part) => this.#toBoxData(part)),
      end: () => this.#toBox.send(() => this.#boxHears("ended")),
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

/** One way of a connection: in order, and sent again while it must be. */
class Direction {
  readonly #between: Between;
  readonly #to: Bearer;
  #free = -Infinity;

  constructor(between: Between, to: Bearer) {
    this.#between = between;
    this.#to = to;
  }

  /** Lets `arrive` happen over there. Bytes may come in two pieces, each given to `piece`. */
  send(arrive: () => void, bytes?: Buffer, piece?: (part: Buffer) => void): void {
    const { chance, line } = this.#between;
    const { weather } = line;
    const splits =
      bytes !== undefined && bytes.length > 1 && weather.split > 0 && chance.happens(weather.split);
    if (!splits || piece === undefined) return this.#segment(arrive);
    const at = 1 + chance.below(bytes.length - 1);
    this.#segment(() => piece(bytes.subarray(0, at)));
    this.#segment(() => piece(bytes.subarray(at)));
  }

  #segment(arrive: () => void): void {
    const { time, chance, line } = this.#between;
    const { weather } = line;
    const jitter = weather.jitter_ms === 0 ? 0 : chance.exponential(1 / weather.jitter_ms);
    const lost = weather.loss > 0 && chance.happens(weather.loss);
    const again = lost ? AGAIN_MS.first * (1 + chance.next()) : 0;
    // Behind what was sent before: TCP gives bytes in their order.
    const at = Math.max(this.#free, time.now() + weather.latency_ms + jitter + again);
    this.#free = at;
    this.#arriveAt(at, arrive, AGAIN_MS.first);
  }

  #arriveAt(at: number, arrive: () => void, wait: number): void {
    const { time, chance, line } = this.#between;
    const look = (): void => {
      if (!line.weather.cut) return arrive();
      const next = time.now() + wait * (0.5 + chance.next());
      this.#free = Math.max(this.#free, next);
      this.#arriveAt(next, arrive, Math.min(AGAIN_MS.most, wait * 2));
    };
    time.after(at - time.now(), look, this.#to, "line");
  }
}
