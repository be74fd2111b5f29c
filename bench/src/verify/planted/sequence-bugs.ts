/** Bugs in the order of the lamps, in the interlock and in taking and leaving control. */
import type { Bug } from "./bug.ts";

export const SEQUENCE_BUGS: readonly Bug[] = [
  {
    name: "min green ends a second early",
    file: "controller/src/core/interval.ts",
    find: "elapsed(since, now) >= plan.vehicleMinGreen;",
    put: "elapsed(since, now) >= plan.vehicleMinGreen - 1000;",
    harm: "vehicles lose a second of the green they are always given",
    by: {
      file: "controller/test/survivors-interval.test.ts",
      test: "an interval ends green at its minimum, when walk was due before, and not a millisecond before",
    },
  },
  {
    name: "yellow change may end in the tick in which it begins",
    file: "controller/src/core/interval.ts",
    find: "timed >= plan.yellow ?",
    put: "timed >= 0 ?",
    harm: "drivers get no yellow and brake into red",
    by: {
      file: "controller/test/sequence.test.ts",
      test: "a press in the minimum green is remembered and served when the green gaps out",
    },
  },
  {
    name: "walk lasts a tick longer than it was given: > for >=",
    file: "controller/src/core/interval.ts",
    find: "timed >= state.walkFor ?",
    put: "timed > state.walkFor ?",
    harm: "a fixed programme drifts, and countdowns end before walk does",
    by: {
      file: "controller/test/sequence.test.ts",
      test: "a press in the minimum green is remembered and served when the green gaps out",
    },
  },
  {
    name: "clearance ends at its minimum or when the road is empty: || for &&",
    file: "controller/src/core/interval.ts",
    find: "timed >= plan.clearance.min && empty)",
    put: "(timed >= plan.clearance.min || empty))",
    harm: "vehicles are let go while people are on the road",
    by: {
      file: "controller/test/sequence.test.ts",
      test: "a press in the minimum green is remembered and served when the green gaps out",
    },
  },
  {
    name: "the road is taken for empty after one look",
    file: "controller/src/core/interval.ts",
    find: "milliseconds(1000)",
    put: "milliseconds(0)",
    harm: "one missed person ends the clearance",
    by: {
      file: "controller/test/sequence.test.ts",
      test: "clearance waits for the last one across",
    },
  },
  {
    name: "after a service the buffer takes its length from another field",
    file: "controller/src/core/interval.ts",
    find: "timed >= plan.buffer ?",
    put: "timed >= plan.redYellow ?",
    harm: "vehicles start while the last people step onto the kerb",
    by: {
      file: "controller/test/sequence.test.ts",
      test: "a press in the minimum green is remembered and served when the green gaps out",
    },
  },
  {
    name: "a latched fault lets walk begin once more",
    file: "controller/src/core/interval.ts",
    find: '(afterRed ?? "walk")',
    put: '"walk"',
    harm: "the crossing keeps working after a conflict",
    by: {
      file: "controller/test/faults.test.ts",
      test: "a fault in vehicle green ends it through yellow and red",
    },
  },
  {
    name: "a yellow that is found shown is not run again",
    file: "controller/src/core/interval.ts",
    find: '  if (shown.vehicle === "yellow") return "yellow-change";\n',
    put: "",
    harm: "control is taken by going from yellow to all red at once",
    by: {
      file: "controller/test/control.test.ts",
      test: "whatever the heads show, nothing is cut short: a yellow runs again in full",
    },
  },
  {
    name: "a flashing walk counts as don't walk",
    file: "controller/src/core/interlock.ts",
    find: '((ped === "walk" || ped === "flashing-walk") && vehicle',
    put: '(ped === "walk" && vehicle',
    harm: "the interlock would let vehicles go during ped clearance",
    by: {
      file: "controller/test/interlock.test.ts",
      test: "of all 576 changes none lights vehicles and people together",
    },
  },
  {
    name: "green may go straight to red",
    file: "controller/src/core/interlock.ts",
    find: 'green: ["green", "yellow"]',
    put: 'green: ["green", "yellow", "red"]',
    harm: "drivers get no yellow",
    by: {
      file: "controller/test/interlock.test.ts",
      test: "a vehicle green ends only through yellow, and a walk only through its clearance",
    },
  },
  {
    name: "after a jump of time the old demand is kept: a restart that resets nothing",
    file: "controller/src/core/control.ts",
    find: "  since: now,\n  demand: assumedDemand(plan, now),",
    put: "  since: now,\n  demand: state.demand,",
    harm: "whoever waited before a restart waits for ever",
    by: {
      file: "controller/test/control.test.ts",
      test: "when more than a second passes between two ticks, it is a restart and not elapsed time",
    },
  },
  {
    name: "time that runs backwards is taken for time",
    file: "controller/src/core/control.ts",
    find: "since > plan.maxStep || since < 0",
    put: "since > plan.maxStep",
    harm: "minimums are reckoned from the future and last for hours",
    by: {
      file: "controller/test/control.test.ts",
      test: "when time runs backwards, it is a restart and not elapsed time",
    },
  },
  {
    name: "a withdrawal drops the call",
    file: "controller/src/core/control.ts",
    find: "demand: assuming(state, now),",
    put: "demand: state.demand,",
    harm: "people who pressed before a withdrawal are forgotten",
    by: {
      file: "controller/test/withdrawal.test.ts",
      test: "who pressed or stood there before the line was lost is not forgotten, and waits no longer for it",
    },
  },
  {
    name: "a withdrawal does not wait for the walk that was promised",
    file: "controller/src/core/control.ts",
    find: 'interval === "vehicle-green" && walkAt === null && timed',
    put: 'interval === "vehicle-green" && timed',
    harm: "a countdown to walk breaks off",
    by: {
      file: "controller/test/survivors-control.test.ts",
      test: "a withdrawal after walk was promised waits for that walk: its countdown does not break off",
    },
  },
  {
    name: "a fault may be cleared while the heads move",
    file: "controller/src/core/control.ts",
    find: 'fault !== null && (interval === "fault-flash" || !inControl)',
    put: "fault !== null",
    harm: "the fault sequence is broken off in the middle of a service",
    by: {
      file: "controller/test/control.test.ts",
      test: 'asked to clear-fault in {"fault":{"code":"fault","numbers":{}},"inControl":true}, the core answers false and says why',
    },
  },
  {
    name: "control is taken with a conflict on the heads",
    file: "controller/src/core/control.ts",
    find: "permits(shown, shown) && permits",
    put: "permits",
    harm: "the controller joins in where vehicles and people already conflict",
    by: {
      file: "controller/test/survivors-control.test.ts",
      test: "vehicles that flash yellow beside walk are a conflict, though clearance could follow: control is not taken",
    },
  },
];
