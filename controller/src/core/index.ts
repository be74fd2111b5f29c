/** The decision: a pure function of plan, state, inputs and time. */
export { type Clearance, type Plan, type PolicyPlan, type Recall, planOf } from "./plan.ts";
export { type State, initialState } from "./state.ts";
export { type Step, step, surrender } from "./step.ts";
export { answer } from "./requests.ts";
export { PED_PHASE, VEHICLE_PHASE } from "./events.ts";
export { type Language, explain } from "./explain.ts";
export { permits } from "./interlock.ts";
export { SHOWN } from "./shown.ts";
export { INVARIANTS, type Invariant, type Transition, check } from "./invariants.ts";
export { alarmsOf } from "./alarms.ts";
