import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: ["*/test/**/*.test.ts", "*/test/**/*.test.tsx"],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["controller/src/core/**/*.ts"],
      thresholds: { "controller/src/core/**/*.ts": { lines: 100, branches: 100 } },
    },
  },
});
