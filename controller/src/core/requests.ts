/** What may be asked of the core from outside, and what it answers. */
import type { Request } from "@crossing/config";
import { mayClear } from "./control.ts";
import type { State } from "./state.ts";

/**
 * Whether the core will act on a request in this state, and why or why not.
 *
 * Nothing that may be asked can shorten a minimum or a clearance, or light anything: a call asks for walk, and
 * a withdrawal waits for the vehicle green in which nothing is promised and the minimum is over.
 */
export function answer(state: State, request: Request): { accepted: boolean; why: string } {
  switch (request) {
    case "ped-call":
      return { accepted: true, why: "the call is kept until walk" };
    case "withdraw":
      return state.withdrawn
        ? { accepted: false, why: "control is already withdrawn" }
        : {
            accepted: true,
            why: "control goes to the cabinet when vehicle green has had its minimum",
          };
    case "resume":
      return state.withdrawn || state.ladder.pinned !== null
        ? { accepted: true, why: "control begins from what the heads show" }
        : { accepted: false, why: "control is not withdrawn" };
    case "clear-fault":
      return mayClear(state)
        ? { accepted: true, why: "the fault is cleared" }
        : { accepted: false, why: refusal(state) };
  }
}

const refusal = ({ fault }: State): string =>
  fault === null
    ? "no fault is latched"
    : "wait until the heads flash: the fault sequence is running";
