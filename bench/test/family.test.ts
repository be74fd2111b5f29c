import { describe, expect, test, vi } from "vitest";
import { canWatch, startFamily } from "../src/family.ts";

const STILL = { stdio: "ignore" } as const;

/** Settles at the first look that finds so many: a program is known by its environment only once it has begun. */
const members = (family: ReturnType<typeof startFamily>, count: number): Promise<void> =>
  vi.waitFor(() => expect(family.pids()).toHaveLength(count), { timeout: 20_000, interval: 50 });

describe.skipIf(!canWatch())(
  "a program with its descendants (skipped without Linux's /proc)",
  () => {
    test("that ends at Ctrl-C leaves nobody, and the time is told", async () => {
      const family = startFamily("sh", ["-c", "sleep 60; sleep 60"], STILL);
      await members(family, 2);
      expect(family.memory_mb()).toBeGreaterThan(0);
      expect(await family.interrupt(20_000)).toBeGreaterThan(0);
      expect(family.pids()).toEqual([]);
    });

    test("one of whom is deaf to Ctrl-C is found out, and ended by force", async () => {
      // What a shell ignores, what it starts ignores too.
      const family = startFamily("sh", ["-c", "trap '' INT; sleep 60 & wait"], STILL);
      await members(family, 2);
      expect(await family.interrupt(300)).toBeNull();
      family.end();
      await members(family, 0);
    });
  },
);
