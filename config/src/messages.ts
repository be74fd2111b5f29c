/**
 * What rooms and processes hand each other: plain data, snake_case where it leaves the program.
 *
 * Between processes every record is small (control never handles more than 4 kB), latest wins,
 * and each carries a sequence number, a monotonic stamp and a time to live: `Stamped`.
 */
import type { Observation, Picture, PreviewSwitch, VisionReport } from "./eyes.ts";
import type { Duration, Instant } from "./units.ts";

export type * from "./eyes.ts";

/** What a vehicle head shows. */
export type VehicleIndication =
  | "green"
  | "yellow"
  | "red"
  | "red-yellow"
  | "flashing-yellow"
  | "dark";

/** What a pedestrian head shows. `flashing-walk` is the clearance indication, drawn as the rule profile says. */
export type PedIndication = "walk" | "flashing-walk" | "dont-walk" | "dark";

/** What all heads of the crossing show together. */
export interface Indications {
  readonly vehicle: VehicleIndication;
  readonly ped: PedIndication;
}

/** A time in which nothing shown changes. */
export type Interval =
  | "start-up"
  | "vehicle-green"
  | "yellow-change"
  | "red-clearance"
  | "walk"
  | "ped-clearance"
  | "buffer"
  | "red-yellow"
  | "fault-flash";

/** The lit posts at the kerb: what they show. */
export type Bollards = "green" | "red" | "dark";

/** Which sentence the voice speaks, by name; the words are in the site file. */
export type Prompt = "cross" | "wait";

/** How much of the crossing is controlled, and by what evidence. */
export type Mode = "normal" | "partial" | "no-vision" | "withdrawn" | "fault";

/**
 * What the crossing has settled on while parts of it cannot be believed: 0 normal, 1 partial vision, 2 no vision,
 * 3 withdrawn and listening, 4 no link, 5 a latched fault. The mode says by what evidence this tick was decided; the
 * level goes down slower than that, and up slower still (docs/decisions/0019).
 */
export type Level = 0 | 1 | 2 | 3 | 4 | 5;

/** Why a waiting zone, or the view of the carriageway, is not believed. */
export type ZoneDoubt = "unseen" | "always-on" | "never-on" | "erratic";
export type CrossingDoubt = "unseen" | "inactive";

/** Why the level is what it is. */
export type LevelCause =
  | "all-believed"
  | `zone-${ZoneDoubt}`
  | `crossing-${CrossingDoubt}`
  | "restart"
  | "time-jump"
  | "withdrawn"
  | "link-lost"
  | "link-mismatch"
  | "link-refused"
  | "fault";

/** One side where people wait, as the core is told about it; times in seconds. */
export interface ZoneInput {
  /** People standing there now. */
  readonly waiting: number;
  /** How long each of them has waited, longest first; left out when only a count is known. */
  readonly waits_s?: readonly number[];
  /** Seconds until each person seen walking up will be at the kerb. */
  readonly approaching_s?: readonly number[];
  /** How many of those who wait are children, old or disabled, as far as is seen. */
  readonly vulnerable?: number;
}

/** One vehicle lane, as the core is told about it. */
export interface LaneInput {
  readonly id: string;
  /** Vehicles standing before the stop line; null when nobody knows. */
  readonly queue: number | null;
  /** Seconds until each vehicle that is seen but not queued reaches the stop line at free flow. */
  readonly eta_s: readonly number[];
  /** Vehicles past the stop line since the last step. */
  readonly passages: number;
}

/** Whether what the core asks for is what the street sees. */
export type Link = "up" | "lost" | "mismatch" | "refused";

/**
 * Something a person or a machine asks of the core. One more input on the next tick; the core may refuse.
 *
 * `withdraw` hands the crossing to the cabinet's own plan until `resume`. None of these can shorten a safety time.
 */
export type Request = "ped-call" | "clear-fault" | "withdraw" | "resume";

/** All the core may know in one tick. */
export interface Inputs {
  /** By zone id; null: the zone's detector is dead, so somebody is assumed to be there. */
  readonly zones: Readonly<Record<string, ZoneInput | null>>;
  /** By zone id; true while pressed or registered. A zone left out has no button. */
  readonly buttons: Readonly<Record<string, boolean>>;
  /** People on the carriageway; null when unknown. */
  readonly crossing: number | null;
  readonly lanes: readonly LaneInput[];
  /** How far ahead `eta_s` sees. 0: not at all. */
  readonly lookahead_s: number;
  /** What the heads really show, read back; null when nobody knows. */
  readonly shown: Indications | null;
  readonly link: Link;
  readonly requests: readonly Request[];
  /** Local seconds since midnight, for programmes by time of day; left out when nobody knows. */
  readonly time_of_day_s?: number;
}

/**
 * Why the crossing does what it does: a code and its numbers. Sentences are made from it by `explain`
 * in controller/core, so logs and messages are free of language.
 */
export interface Reason {
  readonly code: ReasonCode;
  readonly numbers: Readonly<Record<string, number>>;
}

/** Every reason there is. A new one needs its sentence in both languages: the compiler asks for it. */
export type ReasonCode =
  | "start-up"
  | "rest-no-demand"
  | "confirm-dwell"
  | "hold-min-green"
  | "hold-presence"
  | "extend-vehicle"
  | "gap-out"
  | "max-out"
  | "max-wait"
  | "presence-served"
  | "marginal-hold"
  | "marginal-serve"
  | "outside-window"
  | "cycle-hold"
  | "cycle-serve"
  | "press-awaited"
  | "press-hold"
  | "press-served"
  | "threshold-hold"
  | "threshold-serve"
  | "committed"
  | "yellow-change"
  | "red-clearance"
  | "walk"
  | "walk-held"
  | "clear-fixed"
  | "clear-minimum"
  | "clear-occupied"
  | "clear-empty"
  | "clear-in-doubt"
  | "buffer"
  | "red-yellow"
  | "withdrawn"
  | "link-lost"
  | "link-mismatch"
  | "link-refused"
  | "rejoin"
  | "pinned"
  | "fault";

/** What the core wants the street to show in this tick. */
export interface Outputs extends Indications {
  readonly interval: Interval;
  /** Seconds, rounded up; null: dark. See INTERFACES: vehicle to yellow or to green, pedestrian to walk or to don't-walk. */
  readonly vehicle_countdown_s: number | null;
  readonly ped_countdown_s: number | null;
  readonly bollards: Bollards;
  /** The prompt being spoken now, by zone rule of the site; null: silence. */
  readonly voice: Prompt | null;
  /** The lamp that tells a person that the call is registered, by zone id. */
  readonly call_lamps: Readonly<Record<string, boolean>>;
  readonly reason: Reason;
  readonly mode: Mode;
  /** Left out by what knows no levels. */
  readonly level?: Level;
}

/** What an event is about; the last word of its topic. */
export type EventClass = "signal" | "detector" | "decision" | "fault" | "audit" | "config";

/**
 * Something that changed. `code` is the Purdue hi-resolution event code, null where there is none;
 * `param` is the phase, detector or channel the code speaks of.
 */
export interface EventRecord {
  readonly class: EventClass;
  readonly name: string;
  readonly code: number | null;
  readonly param: number;
  /** Moment on the monotonic clock. */
  readonly at: Instant;
  readonly numbers: Readonly<Record<string, number>>;
  /** Why, in a word, where a number does not say it. */
  readonly cause?: string;
}

/** What every record between processes carries. Older than `ttl` is as good as never sent. */
export interface Stamped {
  readonly seq: number;
  /** CLOCK_MONOTONIC of this machine, the same in all its processes. */
  readonly at: Instant;
  readonly ttl: Duration;
}

/** control -> edge, each tick: everything that was known, decided and shown. */
export interface TraceRecord extends Stamped {
  readonly type: "trace";
  /** Random word of this run of control: sequence numbers start anew with it. */
  readonly boot: string;
  readonly outputs: Outputs;
  readonly inputs: Inputs;
  /** Since when this interval has lasted, s. */
  readonly time_in_interval_s: number;
  /** Longest wait of anybody known to wait, s; 0 when nobody waits. */
  readonly oldest_wait_s: number;
  readonly faults: readonly string[];
  /** What somebody should look at while the crossing goes on; left out: nothing. */
  readonly alarms?: readonly string[];
  /** What the cabinet says it shows; null when it is not heard. */
  readonly shown: Indications | null;
  /** Events not yet acknowledged by edge, oldest first, at most 16. */
  readonly events: readonly NumberedEvent[];
  readonly loop: {
    /** Lateness of this tick against its absolute deadline, ms. */
    readonly late_ms: number;
    /** Cost of the core step, microseconds. */
    readonly step_us: number;
    /** Age of the oldest picture that went into the decision, ms: of each camera its newest; null when blind. */
    readonly perception_age_ms: number | null;
  };
  readonly cabinet: CabinetHealth;
}

/** An event with its place in the run: kept by control until edge says it has it. */
export interface NumberedEvent extends EventRecord {
  readonly seq: number;
}

/** The health of the line to the cabinet, for metrics. Counters since control started. */
export interface CabinetHealth {
  readonly link: Link;
  /** One sentence for the operator when the link is not up. */
  readonly trouble: string | null;
  readonly requests: number;
  readonly timeouts: number;
  readonly violations: number;
  readonly reconnects: number;
  readonly rtt_ms: number | null;
  /** Names of what the cabinet's fault word reports. */
  readonly faults: readonly string[];
}

/** edge -> control: somebody asks. Answered with `RequestResult`. */
export interface RequestRecord extends Stamped {
  readonly type: "request";
  readonly id: string;
  readonly request: Request;
}

/** control -> edge: what became of a request. */
export interface RequestResult {
  readonly type: "request-result";
  readonly id: string;
  readonly accepted: boolean;
  readonly why: string;
}

/** edge -> control: all events up to `seq` of run `boot` are safe. */
export interface EventAck {
  readonly type: "event-ack";
  readonly boot: string;
  readonly seq: number;
}

/** Any record on the line between two processes. */
export type Message =
  | Observation
  | VisionReport
  | Picture
  | PreviewSwitch
  | TraceRecord
  | RequestRecord
  | RequestResult
  | EventAck;

/** Whether a stamped record may still be believed at `now`. One from a future as far away is as wrong as an old one. */
export const fresh = (record: Stamped, now: Instant): boolean =>
  Math.abs(now - record.at) <= record.ttl;
