import { type TestProjectInlineConfiguration, configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const TESTS = ["*/test/**/*.test.ts", "*/test/**/*.test.tsx"];

/** Whole crossings, cameras and streams that must keep up with the clock, and mostly wait: not beside what fills the processor. */
const LIVE = [
  "cli/test/e2e/**/*.test.ts",
  "cli/test/walk-test.test.ts",
  "vision/test/{chaos,eyes,rtsp,video-live}.test.ts",
];

/**
 * Tests with lines, networks, browsers or much memory in them: each file has a process of its own. So has a file whose
 * helpers tidy up after each test: vitest hears of that only when the helper is imported.
 */
const ALONE = [
  "bench/test/**/*.test.ts",
  "dashboard/test/**/*page.test.ts",
  "signal-driver/test/**/*.test.ts",
  "simulator/test/{cabinet,hand-over}.test.ts",
  "telemetry/test/**/*.test.ts",
  "vision/test/**/*.test.ts",
];

/** The longest files, longest first: begun last, one of them would keep everybody waiting. */
const LONG = [
  "cli/test/e2e/accept.test.ts",
  "cli/test/e2e/chaos.test.ts",
  "cli/test/e2e/demo.test.ts",
  "cli/test/e2e/camera-to-city.test.ts",
  "cli/test/e2e/degraded.test.ts",
  "vision/test/health.test.ts",
  "bench/test/explore.test.ts",
  "vision/test/accuracy.test.ts",
  "bench/test/spin.test.ts",
  "dashboard/test/page.test.ts",
  "controller/test/properties.test.ts",
  "cli/test/report.test.ts",
];

/** Files of one project together, so that a process may go on with the next file; of each the longest first. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted].sort((a, b) => turnOf(a) - turnOf(b));
  }
}

function turnOf({ moduleId, project }: TestSpecification): number {
  const long = LONG.findIndex((name) => moduleId.endsWith(name));
  return (project.name === "together" ? 100 : 0) + (long < 0 ? LONG.length : long);
}

type ProjectConfig = NonNullable<TestProjectInlineConfiguration["test"]>;

/** A set of files with what is said of it; all else is as for the others. */
function project(
  name: string,
  { exclude = [], sequence = { groupOrder: 1 }, ...said }: ProjectConfig,
): TestProjectInlineConfiguration {
  const left = [...configDefaults.exclude, ...exclude];
  return { extends: true, test: { name, exclude: left, sequence, ...said } };
}

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    maxWorkers: 2,
    // Only against what hangs: a busy machine takes its time, and no test is about that.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    sequence: { sequencer: LongestFirst },
    // One group after the other: first what waits, more at once than there are cores; then what computes.
    projects: [
      project("live", { include: LIVE, maxWorkers: 3, sequence: { groupOrder: 0 } }),
      project("alone", { include: ALONE, exclude: LIVE }),
      // What is imported once serves all files of a process.
      project("together", { include: TESTS, exclude: [...LIVE, ...ALONE], isolate: false }),
    ],
    coverage: {
      provider: "v8",
      include: ["controller/src/core/**/*.ts"],
      thresholds: { "controller/src/core/**/*.ts": { lines: 100, branches: 100 } },
    },
  },
});
