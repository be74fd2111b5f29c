/** What the report needs of the world, and what it gives back. The wiring is in edge.ts. */
import type {
  DemoAction,
  DemoView,
  Picture,
  Request,
  Site,
  TraceRecord,
  VisionReport,
} from "@crossing/config";
import type { Keep } from "./log/pruning.ts";
import type { ZonesPort } from "./zones.ts";

/** Where the API listens, and who may read it. */
export interface HttpOptions {
  /** An address of this machine. Anything but loopback is refused while `token` is null. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** At least 16 characters; null: everybody on this machine may read and ask. */
  readonly token: string | null;
  /** Whether a free port will do when `port` is taken. */
  readonly orFree?: boolean;
  /** Whether an address that cannot be had is waited for, while all else goes on. */
  readonly waits?: boolean;
  /** Requests one address may make in a minute; 4000 when left out: three pages with two cameras each. */
  readonly mostAMinute?: number;
}

/** The broker that carries the report to the city. */
export interface MqttOptions {
  /** `mqtt://host:1883` or `mqtts://host:8883`. */
  readonly url: string;
  /** 5; 4 is MQTT 3.1.1, for brokers that know nothing newer. */
  readonly version: 4 | 5;
  readonly username?: string;
  readonly password?: string;
}

/** The demo's toys: people, cars and things to break. */
export interface DemoPort {
  act(action: DemoAction): Promise<DemoView>;
  view(): DemoView;
}

/** What control did with a request. */
export interface Answer {
  readonly accepted: boolean;
  readonly why: string;
}

export interface EdgeOptions {
  readonly site: Site;
  readonly version: string;
  /** Folder of the event log; made when it is not there. */
  readonly logDir: string;
  /** How much of the event log is kept; left out: 400 days and 2000 MB. */
  readonly keep?: Keep;
  readonly http: HttpOptions;
  /** null: no broker. */
  readonly mqtt: MqttOptions | null;
  /** Folder of the built page; null: the API alone. */
  readonly pageDir: string | null;
  /** Asks control; resolves with what became of it. */
  readonly request: (request: Request) => Promise<Answer>;
  /** Switches the eyes' pictures on for so many seconds from now; 0: off. */
  readonly preview: (seconds: number) => void;
  /** null outside the demo. */
  readonly demo: DemoPort | null;
  /** The site file for the zone editor; left out: the page cannot edit zones. */
  readonly zones?: ZonesPort;
  /** All events of run `boot` up to `seq` are on the disk. */
  readonly ackEvents: (boot: string, seq: number) => void;
  /** One line for the operator. */
  readonly log: (line: string) => void;
  /** Monotonic, ms: how long ago control was heard. The machine's when left out. */
  readonly now?: () => number;
  /** The wall clock; the machine's when left out. */
  readonly wallClock?: () => Date;
}

/** How the processes of the box run, as their supervisor sees it. */
export interface BoxView {
  /** `fifo`: control runs before everybody else; `nice`, `normal`: it may not; `unknown`: not asked for yet. */
  readonly scheduling: "fifo" | "nice" | "normal" | "unknown";
  /** Starts of each process since the supervisor began. */
  readonly starts: Readonly<Record<string, number>>;
}

/** The running report. `trace`, `visionReport`, `visionRefused`, `picture` and `box` return at once and never throw. */
export interface Edge {
  trace(record: TraceRecord): void;
  visionReport(report: VisionReport): void;
  /** Something came in a camera's name that is no report; `why` names the field. Counted, and told for some seconds. */
  visionRefused(camera: string, why: string): void;
  picture(picture: Picture): void;
  box(view: BoxView): void;
  /** Where the API listens; where it is to listen, until it does. */
  readonly address: { readonly url: string; readonly port: number };
  /** Settles when the API listens. */
  readonly listening: Promise<void>;
  /** Says goodbye to the broker, ends every stream, and writes what is left to write. */
  close(): Promise<void>;
}

/** Why the report does not start: a sentence that says where, what was found, and what to do. */
export class EdgeError extends Error {
  override readonly name = "EdgeError";
}
