/** What the eyes tell: counts for control, pictures and their making for people. */
import type { LaneInput, Stamped, ZoneInput } from "./messages.ts";
import type { Instant } from "./units.ts";

/** vision -> control: what one camera sees. At most a few hundred bytes. */
export interface Observation extends Stamped {
  readonly type: "observation";
  readonly camera: string;
  /** When the frame was taken, as nearly as the source tells. */
  readonly frameAt: Instant;
  readonly zones: Readonly<Record<string, ZoneInput>>;
  /** People on the carriageway; null when this camera does not see it. */
  readonly crossing: number | null;
  /** Vehicles in the picture. */
  readonly vehicles: number;
  /** Of the lanes that this camera sees: as the eyes tell them; `passages` counts since this eye opened. */
  readonly lanes: readonly LaneInput[];
  /** How far ahead the lanes' `eta_s` see, s; left out when no lane is seen. */
  readonly lookahead_s?: number;
  /** People seen to step off the kerb since this eye opened; left out when the carriageway is not seen. */
  readonly steppedOff?: number;
  /** Seconds until the last person on the carriageway is off it at the pace seen; left out when unknown. */
  readonly clearsIn_s?: number;
  /** Whether what this camera tells may be believed; left out: nobody checked. */
  readonly health?: CameraHealth;
}

/** What can be wrong with a camera's picture, judged by its content. */
export type CameraFault =
  | "lost"
  | "frozen"
  | "black"
  | "dark"
  | "overexposed"
  | "blurred"
  | "covered"
  | "moved"
  | "noisy"
  | "striped"
  | "colour-lost"
  | "low-rate"
  | "wrong-size"
  | "stale-clock";

/** Whether a camera can be believed right now, and what speaks against it. */
export interface CameraHealth {
  /** False: control takes the camera for blind. Some faults only warn. */
  readonly believed: boolean;
  readonly faults: readonly CameraFault[];
}

/** A box in fractions 0..1 of the frame, `[left, top, right, bottom]`. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** What a detector found: a person, or any vehicle (car, bus, truck and motorcycle are pooled). */
export interface Detection {
  readonly kind: "person" | "vehicle";
  readonly box: Box;
  readonly score: number;
}

/** vision -> edge: what the eyes did, for people to look at. Never goes to control. */
export interface VisionReport extends Stamped {
  readonly type: "vision-report";
  readonly camera: string;
  readonly state: "ok" | "starting" | "lost";
  /** One sentence for the operator when the state is not ok. */
  readonly trouble: string | null;
  readonly detections: readonly Detection[];
  /** Confirmed people: feet point in fractions, where they are, and how long they have been there. */
  readonly people: readonly {
    readonly id: number;
    readonly x: number;
    readonly y: number;
    readonly where: string | null;
    readonly wait_s: number;
    /** Place on the ground, metres in the crossing's frame; left out without a calibration. */
    readonly at_m?: readonly [x: number, y: number];
    readonly speed_m_per_s?: number;
  }[];
  readonly health?: CameraHealth;
  readonly fps: number;
  readonly dropped: number;
  /** Age of the oldest frame that the counts rest on, ms; left out while a part was never looked at. */
  readonly age_ms?: number;
  readonly ms: {
    readonly decode: number;
    readonly pre: number;
    readonly infer: number;
    readonly post: number;
  };
}

/** vision -> edge, only while an operator has switched the preview on: one picture. */
export interface Picture extends Stamped {
  readonly type: "picture";
  readonly camera: string;
  /** Base64 of a JPEG. */
  readonly jpeg: string;
}

/** edge -> vision: show pictures until `until`; a moment in the past switches them off. */
export interface PreviewSwitch {
  readonly type: "preview";
  readonly until: Instant;
}
