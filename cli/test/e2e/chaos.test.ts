/** A handful of the nightly chaos: the crossing as it is installed, and its processes killed under it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../src/places.ts";
import { missing } from "./parts.ts";
import { start } from "./program.ts";

const VERIFY = join(ROOT, "bench/dist/verify/main.js");
const lack =
  missing(["mosquitto"]) ?? (existsSync(VERIFY) ? null : "(skipped: not built: npm run build)");

const PATIENCE_MS = 240_000;
/** What must hold in every run, however slow the machine: the first words of the figure. */
const HOLDS = [
  "killed by SIGKILL",
  "lamps lit together",
  "intervals out of order or cut short",
  "acknowledged events that the log lost",
  "deeds upon vision, edge, disk, broker",
  "every process runs at the end",
];

type Figure = readonly [what: string, must: string, is: string, ok: boolean | null];
interface Found {
  readonly figures: readonly Figure[];
  readonly notes: readonly string[];
}

describe.skipIf(lack !== null)(
  `edge, vision and control killed by SIGKILL, control in a walk ${lack ?? ""}`,
  () => {
    let figures: readonly Figure[] = [];
    let wrong: readonly string[] = [];

    beforeAll(async () => {
      const verify = start(process.execPath, [VERIFY, "--only", "chaos", "--json"]);
      // Exit 1: something took longer than it may; on a machine that is anybody's only the figures below are demanded.
      const code = await verify.ended;
      if (code !== 0 && code !== 1) throw new Error(verify.story());
      const [chaos] = JSON.parse(verify.out.join("\n")) as [{ readonly found: Found }];
      ({ figures } = chaos.found);
      wrong = chaos.found.notes.filter((note) => note.startsWith("Found:"));
    }, PATIENCE_MS);

    test.each(HOLDS)("%s: kept", (words) => {
      const figure = figures.find(([what]) => what.startsWith(words));
      expect({ wrong, is: figure?.[2], kept: figure?.[3] }).toMatchObject({
        wrong: [],
        kept: true,
      });
    });

    test("control is back, and the crossing is led again", () => {
      const back = figures.filter(([what]) => /listens again|is led again/.test(what));
      expect(back.map(([, , is]) => is)).toEqual([
        expect.stringMatching(/^p99 \d/),
        expect.stringMatching(/^p99 \d/),
      ]);
    });
  },
);
