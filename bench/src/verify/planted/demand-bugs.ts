/** Bugs in who is served, what is shown of it, and what is believed. */
import type { Bug } from "./bug.ts";

export const DEMAND_BUGS: readonly Bug[] = [
  {
    name: "a press counts only while the button is down",
    file: "controller/src/core/demand.ts",
    find: "was.pressedAt ?? (pressed ? now : null)",
    put: "pressed ? now : null",
    harm: "who presses once and waits is never served",
    by: {
      file: "controller/test/sequence.test.ts",
      test: "a press in the minimum green is remembered and served when the green gaps out",
    },
  },
  {
    name: "a zone that cannot be seen is no call",
    file: "controller/src/core/demand.ts",
    find: "confirmed: true,",
    put: "confirmed: was.confirmed,",
    harm: "with a dead camera nobody is served",
    by: {
      file: "controller/test/sequence.test.ts",
      test: "a zone that cannot be seen is served as if somebody were there",
    },
  },
  {
    name: "a call stays after the walk that answers it",
    file: "controller/src/core/demand.ts",
    find: "served ? null : (before.latchedAt ?? requested)",
    put: "before.latchedAt ?? requested",
    harm: "vehicles are stopped again and again for nobody",
    by: {
      file: "controller/test/control.test.ts",
      test: "an assumed call is served once and not for ever",
    },
  },
  {
    name: "the longest wait is counted from before the last walk",
    file: "controller/src/core/demand.ts",
    find: "servedAt !== null && servedAt > arrived ? servedAt : arrived",
    put: "arrived",
    harm: "one person who stands at the kerb holds the crossing at its maximum wait",
    by: {
      file: "controller/test/sequence.test.ts",
      test: "who stands there and lets walk go by does not hold the crossing at its maximum wait",
    },
  },
  {
    name: "seconds are rounded to the nearest",
    file: "controller/src/core/countdown.ts",
    find: "Math.ceil(ms / 1000)",
    put: "Math.round(ms / 1000)",
    harm: "a countdown reaches its end half a second early",
    by: {
      file: "controller/test/ladder-invariants.test.ts",
      test: "marginal with a countdown and fixed clearance: a sound minute breaks none",
    },
  },
  {
    name: "the countdown goes on in a fault",
    file: "controller/src/core/countdown.ts",
    find: "plan.countdown === 0 || state.fault !== null ||",
    put: "plan.countdown === 0 ||",
    harm: "people are promised a walk that will not come",
    by: {
      file: "controller/test/survivors-interval.test.ts",
      test: "the displays show nothing, in a fault",
    },
  },
  {
    name: "an interval begins when it is asked for, not when it is seen",
    file: "controller/src/core/heads.ts",
    find: 'readonly Heads[] = ["behind", "there"]',
    put: "readonly Heads[] = []",
    harm: "a slow line shortens yellow and clearance at the lamps",
    by: {
      file: "controller/test/withdrawal.test.ts",
      test: "who pressed or stood there before the line was lost is not forgotten, and waits no longer for it",
    },
  },
  {
    name: "a road that cannot be seen is an empty road: ?? 0",
    file: "controller/src/core/evidence.ts",
    find: "emptySince: inputs.crossing === 0 ?",
    put: "emptySince: (inputs.crossing ?? 0) === 0 ?",
    harm: "with a dead camera people get the shortest clearance",
    by: {
      file: "controller/test/sequence.test.ts",
      test: "clearance runs to its maximum when the road cannot be seen",
    },
  },
  {
    name: "a zone that nobody ever leaves is believed",
    file: "controller/src/core/health.ts",
    find: 'new Set(["unseen", "always-on", "erratic"])',
    put: 'new Set(["unseen", "erratic"])',
    harm: "a stuck detector is served as if it saw",
    by: {
      file: "controller/test/zone-health.test.ts",
      test: "a zone that is always on is doubted after three minutes and two services that nobody who stood there used",
    },
  },
  {
    name: "control comes back a second after the line",
    file: "controller/src/core/ladder.ts",
    find: "HOLD_OFF = seconds(10)",
    put: "HOLD_OFF = seconds(1)",
    harm: "a line that flaps switches the heads back and forth",
    by: {
      file: "controller/test/ladder.test.ts",
      test: "at boot it listens for ten seconds, then takes control when vehicles have green",
    },
  },
  {
    name: "the flap guard counts, and holds nothing",
    file: "controller/src/core/ladder.ts",
    find: "now < pinned.until && pinned.level >= level;",
    put: "now < pinned.until && pinned.level > 5;",
    harm: "a crossing that fails every minute is taken every minute",
    by: {
      file: "controller/test/ladder.test.ts",
      test: "the flap guard down, up and down again within ten minutes stays down for half an hour, and says so",
    },
  },
];
