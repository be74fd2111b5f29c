/** What the supervisor and its children tell each other. Small, rare, and never needed to switch a lamp. */
import type { DemoAction, DemoView } from "@crossing/config";

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

/** What children may say to the supervisor. */
export type ChildMessage = PageReady | DemoAsked;
/** What the supervisor may say to children. */
export type SupervisorMessage = DemoSeen | StreetAdd | CameraCut | CabinetMute;

/** Whether something that came over the message channel is one of ours. */
export const isChildMessage = (value: unknown): value is ChildMessage =>
  typeof value === "object" &&
  value !== null &&
  "type" in value &&
  (value.type === "page-ready" || value.type === "demo-asked");
