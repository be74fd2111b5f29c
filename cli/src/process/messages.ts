/** What the supervisor and its children tell each other. Small, rare, and never needed to switch a lamp. */
import type { DemoAction, DemoView } from "@crossing/config";
import type { ClockSync } from "./clock-sync.ts";
import type { Scheduling } from "./scheduling.ts";

/** edge -> supervisor: the page and the API answer at `url`. */
export interface PageReady {
  readonly type: "page-ready";
  readonly url: string;
}

/** edge -> supervisor: somebody plays with the demo. */
export interface DemoAsked {
  readonly type: "demo-asked";
  readonly action: DemoAction;
}

/** supervisor -> edge: what is broken now. */
export interface DemoSeen {
  readonly type: "demo-seen";
  readonly view: DemoView;
}

/** supervisor -> street: people, vehicles and presses that somebody added. */
export interface StreetAdd {
  readonly type: "street-add";
  readonly action: Extract<DemoAction, { do: "people" | "cars" | "button" }>;
}

/** supervisor -> street: a camera's cable is pulled, or plugged in again. */
export interface CameraCut {
  readonly type: "camera-cut";
  readonly camera: string;
  readonly cut: boolean;
}

/** supervisor -> cabinet: answer nothing on Modbus, or answer again. */
export interface CabinetMute {
  readonly type: "cabinet-mute";
  readonly mute: boolean;
}

/** supervisor -> cabinet: the cable to the box is pulled, or plugged in again. */
export interface CableCut {
  readonly type: "cable-cut";
  readonly cut: boolean;
}

/** any child -> supervisor: I live. Control says it at the end of a completed tick and at no other time. */
export interface Beat {
  readonly type: "beat";
}

/** supervisor -> edge: how the processes of the box run, for metrics. */
export interface BoxSeen {
  readonly type: "box-seen";
  readonly scheduling: Scheduling;
  /** Starts of each process since the supervisor began. */
  readonly starts: Readonly<Record<string, number>>;
}

/** supervisor -> control: what the machine's time service says of the wall clock. */
export interface ClockSeen {
  readonly type: "clock-seen";
  readonly sync: ClockSync;
}

/** What children may say to the supervisor. */
export type ChildMessage = PageReady | DemoAsked | Beat;
/** What the supervisor may say to children. */
export type SupervisorMessage =
  | DemoSeen
  | StreetAdd
  | CameraCut
  | CabinetMute
  | CableCut
  | BoxSeen
  | ClockSeen;

/** The one beat there is. */
export const BEAT: Beat = { type: "beat" };

/** Whether something that came over the message channel is a sign of life and nothing more. */
export const isBeat = (value: unknown): value is Beat =>
  typeof value === "object" && value !== null && "type" in value && value.type === "beat";

/** Whether something that came over the message channel is one of ours. */
export const isChildMessage = (value: unknown): value is PageReady | DemoAsked =>
  typeof value === "object" &&
  value !== null &&
  "type" in value &&
  (value.type === "page-ready" || value.type === "demo-asked");
