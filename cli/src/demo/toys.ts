/** What visitors of the demo may do to the street: add people, and break things to watch it cope. */
import type { Breakable, DemoAction, DemoView } from "@crossing/config";
import type { SupervisorMessage } from "../process/messages.ts";

/** What the toys need of the supervisor. */
export interface ToyRoom {
  send(name: string, message: SupervisorMessage): void;
  kill(name: string): void;
  hold(name: string): void;
  release(name: string): void;
  running(name: string): boolean;
}

/** The toys of one demo. */
export interface Toys {
  act(action: DemoAction): void;
  view(): DemoView;
  /** Tells street and cabinet again what is broken, after one of them was started anew. */
  remind(): void;
}

/** Processes that are broken by killing them; the supervisor starts them again by itself. */
const SELF_HEALING: readonly Breakable[] = ["vision", "edge"];

/** Toys that act through `room`. */
export function createToys(room: ToyRoom): Toys {
  const broken = new Set<Breakable>();

  const apply = (what: Breakable): void => {
    const on = broken.has(what);
    switch (what) {
      case "camera-A":
      case "camera-B":
        return room.send("street", {
          type: "camera-cut",
          camera: what.slice("camera-".length),
          cut: on,
        });
      case "modbus":
        return room.send("cabinet", { type: "cabinet-mute", mute: on });
      case "cable":
        return room.send("cabinet", { type: "cable-cut", cut: on });
      case "broker":
        return on ? room.hold("broker") : room.release("broker");
      case "vision":
      case "edge":
        return on ? room.kill(what) : undefined;
    }
  };
  const setBroken = (what: Breakable, on: boolean): void => {
    if (on) broken.add(what);
    else broken.delete(what);
    apply(what);
    if (SELF_HEALING.includes(what)) broken.delete(what);
  };

  return {
    act(action) {
      if (action.do === "break") setBroken(action.what, action.broken);
      else room.send("street", { type: "street-add", action });
    },
    view: () => ({
      broken: [...broken, ...SELF_HEALING.filter((name) => !room.running(name))],
    }),
    remind() {
      for (const what of broken) if (what !== "broker") apply(what);
    },
  };
}
