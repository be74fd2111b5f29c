/**
 * What the HTTP API and its event stream hand to the page and to other people's tools. snake_case on the wire.
 *
 * `GET /api/v1/state` answers `StateView`; `GET /api/v1/stream` sends the server-sent events
 * `state` (StateView), `event` (EventView) and `vision` (VisionView); `GET /api/v1/site` answers `SiteView`.
 */
import type {
  Bollards,
  CabinetHealth,
  CameraHealth,
  Detection,
  Indications,
  Interval,
  LaneInput,
  Level,
  Link,
  Mode,
  PedIndication,
  Prompt,
  Reason,
  VehicleIndication,
  VisionReport,
  ZoneInput,
} from "./messages.ts";
import type { Problem } from "./problem.ts";
import type { CameraSite, Site } from "./site.ts";

/** The crossing now. Also the payload of `sc/v1/<site>/state`, less what is null there. */
export interface StateView {
  readonly v: 1;
  /** RFC 3339 UTC, milliseconds. */
  readonly ts: string;
  readonly boot: string;
  readonly seq: number;
  readonly site: string;
  readonly interval: Interval;
  readonly vehicle: VehicleIndication;
  readonly ped: PedIndication;
  /** Read back from the cabinet; null while it is not heard. */
  readonly shown: Indications | null;
  readonly time_in_interval_s: number;
  /** The pedestrian countdown, seconds; null: dark. */
  readonly countdown_s: number | null;
  readonly vehicle_countdown_s: number | null;
  readonly bollards: Bollards;
  readonly voice: Prompt | null;
  readonly call_lamps: Readonly<Record<string, boolean>>;
  /** People waiting by zone; null: the zone is not seen. */
  readonly waiting: Readonly<Record<string, number | null>>;
  readonly zones: Readonly<Record<string, ZoneInput | null>>;
  readonly oldest_wait_s: number;
  readonly on_crossing: number | null;
  readonly lanes: readonly LaneInput[];
  readonly mode: Mode;
  /** Where on the ladder of degraded modes; left out by older control. */
  readonly level?: Level;
  /** What somebody should look at while the crossing goes on. */
  readonly alarms?: readonly string[];
  /** By alarm: RFC 3339 UTC since when it holds, as the report heard of it. */
  readonly alarms_since?: Readonly<Record<string, string>>;
  /** By camera: whether it can be believed; left out by an older report. */
  readonly cameras?: Readonly<Record<string, CameraView>>;
  readonly link: Link;
  readonly faults: readonly string[];
  readonly reason: Reason;
  readonly cabinet: CabinetHealth;
  readonly mqtt_connected: boolean;
  /** True while control is not heard: everything above is then old. */
  readonly stale: boolean;
  readonly measures: MeasuresView;
}

/** Whether a camera can be believed, why not, and since when that is so. */
export interface CameraView extends CameraHealth {
  readonly state: VisionReport["state"];
  /** RFC 3339 UTC: since when state, belief and faults are these, as the report heard of it. */
  readonly since: string;
}

/** How the crossing does, over the last hour of this run (or since it started). */
export interface MeasuresView {
  readonly since: string;
  /** Waits of people who were served or gave up; null until there is one. */
  readonly wait_mean_s: number | null;
  readonly wait_p95_s: number | null;
  /** Queue delay per vehicle; null without vehicle counts. */
  readonly vehicle_delay_s: number | null;
  readonly walks: number;
  /** Walks that nobody used, as a share of `walks`; null until there is one. */
  readonly empty_greens: number | null;
  readonly red_crossings: number;
  /** Means of wait over the last 12 five-minute spans, oldest first, for a spark line; null where nobody waited. */
  readonly wait_trend_s: readonly (number | null)[];
}

/** One line of the event log. */
export interface EventView {
  readonly v: 1;
  /** Place in the log of this box; goes on counting through restarts. */
  readonly id?: number;
  readonly ts: string;
  readonly boot: string;
  readonly seq: number;
  readonly mono_ms: number;
  readonly class: string;
  readonly name: string;
  readonly code: number | null;
  readonly param: number;
  readonly numbers: Readonly<Record<string, number>>;
  /** Why, in a word, where a number does not say it. */
  readonly cause?: string;
  readonly historical: boolean;
}

/** What a camera saw last, to be drawn over its picture. */
export interface VisionView {
  readonly camera: string;
  readonly state: VisionReport["state"];
  readonly trouble: string | null;
  readonly detections: readonly Detection[];
  readonly people: VisionReport["people"];
  /** Left out by an older report. */
  readonly health?: CameraView;
  readonly fps: number;
  readonly dropped: number;
  readonly ms: VisionReport["ms"];
  /** Number of the picture at `/api/v1/camera/<id>.jpg?n=<picture>`; null while the preview is off. */
  readonly picture: number | null;
  /** Seconds the preview stays on; 0: off. */
  readonly preview_s: number;
}

/** The site file less what is secret, and what this run is. */
export interface SiteView {
  readonly site: Omit<Site, "mqtt" | "http">;
  readonly version: string;
  /** True in `crossing demo`: the page then offers people, cars and things to break. */
  readonly demo: boolean;
}

/** What can be broken in the demo, to watch it cope. */
export type Breakable = "camera-A" | "camera-B" | "modbus" | "cable" | "broker" | "vision" | "edge";

/** Body of `POST /api/v1/demo`; the page's toys. Only with SiteView.demo. */
export type DemoAction =
  | { readonly do: "people"; readonly zone: string; readonly count: number }
  | { readonly do: "cars"; readonly count: number }
  | { readonly do: "button"; readonly zone: string }
  | { readonly do: "break"; readonly what: Breakable; readonly broken: boolean };

/** Answer to `GET /api/v1/demo`: what is broken now. */
export interface DemoView {
  readonly broken: readonly Breakable[];
}

/** What is drawn over a camera's picture: the part of the site file that the zone editor may change. */
export type CameraAreas = Pick<CameraSite, "zones" | "crosswalk" | "lanes">;

/** Answer to `GET /api/v1/zones`: what the site file says now, which may be newer than what runs. */
export interface ZonesView {
  /** Changes with the file: to be sent back with what was drawn. */
  readonly base: string;
  readonly cameras: readonly (CameraAreas & { readonly id: string })[];
  /** Why nothing may be saved: there is no file (the demo), or no token guards the API; null: it may. */
  readonly locked: "no-file" | "no-token" | null;
}

/** Body of `POST /api/v1/zones`: checks what was drawn, and saves it when `save` is true and nothing is wrong. */
export interface ZonesDraft extends CameraAreas {
  readonly camera: string;
  readonly base: string;
  readonly save: boolean;
}

/** Answer to it. What is saved counts from the next start of the crossing. */
export interface ZonesAnswer {
  readonly saved: boolean;
  /** All that is wrong with the site file as it would be; empty: it is good. */
  readonly problems: readonly Problem[];
  readonly base: string;
}
