/** Which files are mutated, and which tests must notice. */

/** One file with the exact tests that stand for it, fastest first. */
export interface Mutated {
  readonly file: string;
  readonly tests: readonly string[];
}

const CORE = ["survivors-interval", "survivors-control", "sequence", "control"].map(coreTest);
const LINE = ["survivors-line", "tenure", "last-check", "driver"].map(lineTest);

/** The order is that of danger: whoever has little time begins at the top. */
export const SCOPE: readonly Mutated[] = [
  { file: "controller/src/core/interlock.ts", tests: ["controller/test/interlock.test.ts"] },
  { file: "controller/src/core/interval.ts", tests: [coreTest("survivors-interval")] },
  { file: "controller/src/core/countdown.ts", tests: [coreTest("survivors-interval")] },
  { file: "controller/src/core/heads.ts", tests: [coreTest("survivors-interval")] },
  {
    file: "signal-driver/src/safe-pair.ts",
    tests: [lineTest("safe-pair"), lineTest("survivors-safe-pair")],
  },
  { file: "controller/src/core/demand.ts", tests: [...CORE, coreTest("pulses")] },
  { file: "controller/src/core/control.ts", tests: [...CORE, coreTest("ladder")] },
  { file: "controller/src/core/evidence.ts", tests: CORE },
  { file: "controller/src/core/ladder.ts", tests: [coreTest("control"), coreTest("ladder")] },
  { file: "controller/src/core/health.ts", tests: [coreTest("zone-health")] },
  { file: "controller/src/core/health/zone.ts", tests: [coreTest("zone-health")] },
  { file: "controller/src/core/health/crossing.ts", tests: [coreTest("zone-health")] },
  { file: "controller/src/core/step.ts", tests: [...CORE, coreTest("pulses")] },
  { file: "config/src/modbus-codec.ts", tests: [lineTest("modbus-map"), lineTest("driver")] },
  { file: "signal-driver/src/strict-port.ts", tests: [lineTest("strict-line")] },
  { file: "signal-driver/src/command.ts", tests: LINE },
  { file: "signal-driver/src/read-back.ts", tests: LINE },
  { file: "signal-driver/src/tenure.ts", tests: LINE },
  { file: "signal-driver/src/takeover.ts", tests: [lineTest("survivors-line")] },
];

function coreTest(name: string): string {
  return `controller/test/${name}.test.ts`;
}

function lineTest(name: string): string {
  return `signal-driver/test/${name}.test.ts`;
}
