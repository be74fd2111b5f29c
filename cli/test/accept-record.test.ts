/** What an acceptance leaves behind, and how it is begun: the record, a real cabinet, the command line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Site, readSite } from "@crossing/config";
import { createOnlooker } from "@crossing/signal-driver";
import { startCabinet } from "@crossing/simulator/cabinet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accept } from "../src/accept/accept.ts";
import type { Hands } from "../src/accept/hands.ts";
import { acceptancePage } from "../src/accept/page.ts";
import {
  type Acceptance,
  type Done,
  openSteps,
  outcomeOf,
  withDone,
} from "../src/accept/record.ts";
import { STEPS } from "../src/accept/steps.ts";
import { monotonic } from "../src/clock.ts";
import { PILOT_SITE } from "../src/places.ts";
import { PASSPORT, cableTo, withoutWatchdog } from "./accept-rig.ts";
import { told } from "./desk.ts";

const read = readSite(readFileSync(PILOT_SITE, "utf8"));
if (!read.ok) throw new Error("the pilot's site file is damaged");
const SITE: Site = read.site;

describe("the record", () => {
  const done = (step: number, verdict: Done["verdict"]): Done => ({
    step,
    verdict,
    why: "<why>",
    figures: { watchdog_s: 1.5 },
    seen: ["0.1 s  cabinet remote"],
    at: "2026-06-01T00:00:00.000Z",
  });
  const empty: Acceptance = {
    type: "acceptance",
    site: SITE.id,
    name: SITE.name,
    cabinet: "127.0.0.1:502 unit 1, direct-lamps",
    version: "0",
    begun: "2026-06-01T00:00:00.000Z",
    done: [],
  };
  const all = STEPS.reduce((record, { number }) => withDone(record, done(number, "pass")), empty);

  test("is accepted only when all twenty steps passed", () => {
    expect(outcomeOf(all)).toBe("accepted");
    expect(outcomeOf(withDone(all, done(12, "impossible")))).toBe("signed-for");
    expect(outcomeOf(withDone(all, done(7, "skipped")))).toBe("incomplete");
    expect(outcomeOf(withDone(withDone(all, done(7, "skipped")), done(2, "fail")))).toBe(
      "rejected",
    );
    expect(outcomeOf(empty)).toBe("incomplete");
  });

  test("goes on with what was skipped or missed, and not with what failed", () => {
    const some = [done(1, "pass"), done(2, "fail"), done(3, "skipped"), done(4, "missed")];
    const open = openSteps(some.reduce(withDone, empty)).map(({ number }) => number);
    expect(open).toEqual([3, 4, ...STEPS.slice(4).map(({ number }) => number)]);
  });

  test("is a page with a line for each step, nothing in it run or fetched", () => {
    const page = acceptancePage(withDone(all, done(2, "fail")));
    expect(page.match(/<tr class=/g)).toHaveLength(20);
    expect(page).toContain("NOT ACCEPTED");
    expect(page).toContain("&#60;why&#62;");
    expect(page).not.toMatch(/<script|https?:/);
  });
});

describe("with a real cabinet on Modbus TCP", () => {
  const nobody: Hands = {
    ready: async () => "ready",
    now: async () => {},
    undo: async () => {},
    restore: async () => {},
    close: () => {},
  };
  const record: Acceptance = {
    type: "acceptance",
    site: SITE.id,
    name: SITE.name,
    cabinet: "",
    version: "",
    begun: "",
    done: [],
  };

  test("the right cabinet passes; the same with its watchdog off fails whatever is asked", async () => {
    const cabinet = await startCabinet({ host: "127.0.0.1", port: 0, unit: 1 });
    const cable = await cableTo(cabinet.address.port);
    const address = { ...SITE.cabinet, host: "127.0.0.1", port: cable.port, timeout_ms: 2000 };
    const run = async (steps: readonly number[]): Promise<readonly Done[]> => {
      const onlooker = createOnlooker(address, monotonic);
      const after = await accept({
        site: SITE,
        steps: STEPS.filter(({ number }) => steps.includes(number)),
        record,
        windows: { box: async () => null, cabinet: onlooker, resume: async () => {} },
        hands: nobody,
        walkTests: {},
        say: () => {},
        keep: () => {},
      });
      onlooker?.close();
      return after.done;
    };
    try {
      expect(await run([1])).toMatchObject([
        { verdict: "pass", figures: { watchdog_max_ms: PASSPORT.watchdog_max_ms } },
      ]);
      cable.change(withoutWatchdog);
      const off = { verdict: "fail", why: expect.stringContaining("watchdog") };
      expect(await run([1, 2, 6, 10])).toMatchObject([off, off, off, off]);
      // Whoever accepts a site only reads.
      expect([...cable.functions]).toEqual([3]);
    } finally {
      await cable.close();
      await cabinet.close();
    }
  });
});

describe("the command line", () => {
  let dir = "";
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "accept-"));
    writeFileSync(join(dir, "there.json"), "{}");
    writeFileSync(
      join(dir, "other.json"),
      JSON.stringify({ type: "acceptance", site: "x", done: [] }),
    );
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test.each([
    ["a step that there is not", ["--steps", "1,21"], 2, /step numbers from 1 to 20/],
    ["a record that is there already", ["--out", "there.json"], 2, /go on with --resume/],
    ["a record that is none", ["--resume", "there.json"], 2, /not the record of an acceptance/],
    ["a record of another site", ["--resume", "other.json"], 2, /of site x, not yudaihe/],
    ["a box that is not there", ["--http", "127.0.0.1:9"], 4, /the box does not answer/],
  ] as const)("%s is told so", async (_name, [option, value], code, message) => {
    const given = value.endsWith(".json") ? join(dir, value) : value;
    const out = option === "--http" ? ["--out", join(dir, "new.json")] : [];
    const { exit, said } = await told("accept", PILOT_SITE, option, given, ...out);
    expect({ exit, said }).toEqual({ exit: code, said: expect.stringMatching(message) });
  });
});
