import { defineConfig } from "vitest/config";
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
  "vision/test/accuracy.test.ts",
  "vision/test/health.test.ts",
  "cli/test/e2e/degraded.test.ts",
  "cli/test/e2e/camera-to-city.test.ts",
  "cli/test/e2e/demo.test.ts",
  "bench/test/spin.test.ts",
  "bench/test/explore.test.ts",
  "dashboard/test/page.test.ts",
  "dashboard/test/report-page.test.ts",
  "bench/test/planted.test.ts",
  "vision/test/rtsp.test.ts",
  "bench/test/validate.test.ts",
];

/** Long files first; then those of one project together, so that a process may go on with the next file. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted].sort((a, b) => turnOf(a) - turnOf(b));
  }
}

function turnOf({ moduleId, project }: TestSpecification): number {
  const long = LONG.findIndex((name) => moduleId.endsWith(name));
  if (long >= 0) return long;
  return LONG.length + (project.name === "alone" ? 0 : 1);
}

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: TESTS,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: "alone", include: ALONE } },
      // What is imported once serves all files of a process.
      { extends: true, test: { name: "together", exclude: ALONE, isolate: false } },
    ],
    coverage: {
      provider: "v8",
      include: ["controller/src/core/**/*.ts"],
      thresholds: { "controller/src/core/**/*.ts": { lines: 100, branches: 100 } },
    },
  },
});
