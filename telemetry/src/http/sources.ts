/** What the routes tell and pass on. The wiring is in edge.ts. */
import type { Request, Site, StateView } from "@crossing/config";
import type { Cameras } from "../cameras.ts";
import type { EventLog } from "../log/event-log.ts";
import type { Metrics } from "../metrics.ts";
import type { Answer, DemoPort, HttpOptions } from "../options.ts";
import type { ZonesPort } from "../zones.ts";
import type { Stream } from "./stream.ts";

export interface Sources {
  readonly site: Site;
  readonly version: string;
  readonly http: HttpOptions;
  readonly pageDir: string | null;
  /** The crossing now; null until control was heard. */
  readonly state: () => StateView | null;
  readonly events: Pick<EventLog, "recent" | "range" | "trouble">;
  readonly stream: Stream;
  readonly cameras: Cameras;
  readonly metrics: Metrics;
  readonly demo: DemoPort | null;
  readonly zones?: ZonesPort;
  readonly request: (request: Request) => Promise<Answer>;
  readonly wallClock: () => Date;
  readonly log: (line: string) => void;
}
