/** Which files are mutated, and which tests must notice. */

/** One file with the exact tests that stand for it, fastest first. */
export interface Mutated {
  readonly file: string;
  readonly tests: readonly string[];
}

/**
 * The order is that of danger: whoever has little time begins at the top. The tests are few and close to the file, without
 * a line or a street where one can do without: each mutant is a run of them.
 */
export const SCOPE: readonly Mutated[] = [
  { file: "controller/src/core/interlock.ts", tests: ["controller/test/interlock.test.ts"] },
  { file: "controller/src/core/interval.ts", tests: core("interval") },
  { file: "controller/src/core/countdown.ts", tests: core("interval") },
  { file: "controller/src/core/heads.ts", tests: core("interval") },
  {
    file: "signal-driver/src/safe-pair.ts",
    tests: ["signal-driver/test/safe-pair.test.ts", ...line("safe-pair")],
  },
  { file: "config/src/modbus-codec.ts", tests: ["config/test/survivors-codec.test.ts"] },
  { file: "signal-driver/src/strict-port.ts", tests: line("port") },
  { file: "signal-driver/src/read-back.ts", tests: line("read-back") },
  { file: "signal-driver/src/command.ts", tests: line("command") },
  { file: "signal-driver/src/tenure.ts", tests: line("tenure") },
  { file: "signal-driver/src/takeover.ts", tests: line("tenure", "line") },
  { file: "controller/src/core/evidence.ts", tests: core("evidence") },
  { file: "controller/src/core/health.ts", tests: core("eyes") },
  { file: "controller/src/core/health/record.ts", tests: core("record") },
  { file: "controller/src/core/health/zone.ts", tests: core("zone") },
  { file: "controller/src/core/health/crossing.ts", tests: core("road") },
  { file: "controller/src/core/ladder.ts", tests: core("ladder") },
  { file: "controller/src/core/step.ts", tests: core("step", "shown") },
  { file: "controller/src/core/demand.ts", tests: core("demand", "call", "waits") },
  {
    file: "controller/src/core/time-of-day.ts",
    tests: ["controller/test/time-of-day.test.ts"],
  },
  { file: "controller/src/core/control.ts", tests: core("taking") },
  { file: "controller/src/core/plan.ts", tests: [...core("plan"), "controller/test/plan.test.ts"] },
  { file: "controller/src/core/invariants.ts", tests: core("invariants", "promises") },
  { file: "controller/src/core/shown.ts", tests: core("told") },
  { file: "controller/src/core/voice.ts", tests: core("told") },
  { file: "controller/src/core/traffic.ts", tests: core("traffic") },
  { file: "controller/src/core/adaptive.ts", tests: core("traffic") },
];

function core(...names: readonly string[]): readonly string[] {
  return names.map((name) => `controller/test/survivors-${name}.test.ts`);
}

function line(...names: readonly string[]): readonly string[] {
  return names.map((name) => `signal-driver/test/survivors-${name}.test.ts`);
}
