import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const TESTS = ["*/test/**/*.test.ts", "*/test/**/*.test.tsx"];

/**
 * Tests with programs, lines, networks, browsers or much memory in them: each file has a process of its own. So has a
 * file whose helpers tidy up after each test: vitest hears of that only when the helper is imported.
 */
const ALONE = [
  "bench/test/**/*.test.ts",
  "cli/test/e2e/**/*.test.ts",
  "dashboard/test/**/*page.test.ts",
  "signal-driver/test/**/*.test.ts",
  "simulator/test/{cabinet,hand-over}.test.ts",
  "telemetry/test/**/*.test.ts",
  "vision/test/**/*.test.ts",
];

/** The longest files, longest first: begun last, one of them would keep everybody waiting. */
const LONG = [
  "cli/test/e2e/accept.test.ts",
  "vision/test/health.test.ts",
  "bench/test/explore.test.ts",
  "cli/test/e2e/camera-to-city.test.ts",
  "vision/test/accuracy.test.ts",
  "cli/test/e2e/demo.test.ts",
  "cli/test/e2e/degraded.test.ts",
  "bench/test/spin.test.ts",
  "dashboard/test/page.test.ts",
  "vision/test/rtsp.test.ts",
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
  return (project.name === "alone" ? 0 : 100) + (long < 0 ? LONG.length : long);
}

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    // One more than the machine that checks has cores: some files mostly wait for a cabinet, a stream or a start.
    maxWorkers: 3,
    // Only against what hangs: a busy machine takes its time, and no test is about that.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: "alone", include: ALONE } },
      // What is imported once serves all files of a process.
      {
        extends: true,
        test: {
          name: "together",
          include: TESTS,
          exclude: [...configDefaults.exclude, ...ALONE],
          isolate: false,
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["controller/src/core/**/*.ts"],
      thresholds: { "controller/src/core/**/*.ts": { lines: 100, branches: 100 } },
    },
  },
});
