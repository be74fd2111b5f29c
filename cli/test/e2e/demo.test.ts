/** The demo as a visitor meets it: it starts, copes with what is broken, and leaves nothing behind. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DemoAction, DemoView, StateView } from "@crossing/config";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PILOT_SITE } from "../../src/places.ts";
import { alive, familyOf } from "./family.ts";
import { CROSSING, type Program, start } from "./program.ts";

const PATIENCE_MS = 90_000;
/** A crossing that reaches nobody and runs all the same. */
const ALONE_DIR = mkdtempSync(join(tmpdir(), "crossing-alone-"));
const NOBODY = ["--modbus", "127.0.0.1:9", "--mqtt", "mqtt://127.0.0.1:9"];
const RUN_ALONE = ["run", PILOT_SITE, ...NOBODY, "--http", "127.0.0.1:0", "--log-dir", ALONE_DIR];
const isPage = (line: string): boolean => line.startsWith("page and API");

afterAll(() => rmSync(ALONE_DIR, { recursive: true, force: true }));

describe("crossing demo", () => {
  let demo: Program;
  let page = "";

  beforeAll(async () => {
    demo = start(process.execPath, [...CROSSING, "demo", "--port", "0", "--people", "600"]);
    await settles(() => Promise.resolve(demo.said.includes("Ctrl-C ends it.")));
    page = /page\s+(\S+)/.exec(demo.out.join("\n"))![1]!;
  }, PATIENCE_MS);
  afterAll(() => demo.signal("SIGKILL"));

  const state = async (): Promise<StateView> =>
    (await (await fetch(`${page}/api/v1/state`)).json()) as StateView;
  const act = async (action: DemoAction): Promise<DemoView> => {
    const answer = await fetch(`${page}/api/v1/demo`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(action),
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as DemoView;
  };
  /** Waits until `holds`; the page may be away meanwhile. */
  const settles = async (holds: () => Promise<boolean>): Promise<void> => {
    const deadline = performance.now() + PATIENCE_MS;
    while (!(await holds().catch(() => false))) {
      if (performance.now() > deadline) throw new Error(`never:\n${demo.story()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const seen = async (holds: (now: StateView) => boolean): Promise<void> =>
    settles(async () => holds(await state()));

  test("every address is on loopback and is printed", () => {
    expect(demo.out.map((line) => line.split(/\s+/)[0])).toEqual(["page", "modbus", "mqtt"]);
    for (const line of demo.out) expect(line).toContain("127.0.0.1:");
  });

  test(
    "the cabinet shows what the crossing asks for",
    async () => {
      await seen(({ link, shown }) => link === "up" && shown?.vehicle === "green");
      expect(await state()).toMatchObject({ interval: "vehicle-green", vehicle: "green" });
    },
    PATIENCE_MS,
  );

  test(
    "a silent cabinet is noticed, and taken back when it answers again",
    async () => {
      const view = await act({ do: "break", what: "modbus", broken: true });
      expect(view.broken).toContain("modbus");
      await seen(({ link, mode }) => link === "lost" && mode === "withdrawn");
      await act({ do: "break", what: "modbus", broken: false });
      await seen(({ link }) => link === "up");
    },
    PATIENCE_MS,
  );

  test(
    "with its cable out the cabinet goes its own way and an alarm says so; with it in again control comes back",
    async () => {
      await act({ do: "break", what: "cable", broken: true });
      await seen(({ link, level, alarms = [] }) => {
        return link === "lost" && level === 4 && alarms.includes("link-lost");
      });
      await act({ do: "break", what: "cable", broken: false });
      await seen(({ link, shown }) => link === "up" && shown?.vehicle === "flashing-yellow");
      await seen(({ alarms = [], shown, mode }) => {
        const taken = mode !== "withdrawn" && shown?.vehicle === "green";
        return taken && !alarms.includes("link-lost");
      });
    },
    PATIENCE_MS,
  );

  test(
    "without its broker the crossing goes on, and reports again when the broker is back",
    async () => {
      await act({ do: "break", what: "broker", broken: true });
      await seen((now) => !now.mqtt_connected && now.link === "up");
      await act({ do: "break", what: "broker", broken: false });
      await seen((now) => now.mqtt_connected);
    },
    PATIENCE_MS,
  );

  test(
    "dead eyes and a dead report are started again, while control runs on",
    async () => {
      const { boot } = await state();
      await act({ do: "break", what: "vision", broken: true });
      await settles(async () => demo.said.some((line) => line.startsWith("vision: ended")));
      await act({ do: "break", what: "edge", broken: true });
      await settles(async () => demo.said.some((line) => line.startsWith("edge: ended")));
      await seen((now) => now.link === "up" && !now.stale);
      expect((await state()).boot).toBe(boot);
      await settles(async () => {
        const view = (await (await fetch(`${page}/api/v1/demo`)).json()) as DemoView;
        return view.broken.length === 0;
      });
    },
    PATIENCE_MS,
  );

  test(
    "Ctrl-C ends it with nothing left running",
    async () => {
      const family = familyOf(demo.pid);
      expect(family.length).toBeGreaterThanOrEqual(6);
      demo.signal("SIGINT");
      expect(await demo.ended).toBe(130);
      expect(alive(family)).toEqual([]);
    },
    PATIENCE_MS,
  );
});

test.concurrent.each([
  ["while they are being loaded", () => true],
  ["at work", (said: readonly string[]) => said.some(isPage)],
] as const)(
  "children end by themselves when their supervisor is killed %s",
  async (_age, ready) => {
    const members = 3;
    const parent = start(process.execPath, [...CROSSING, ...RUN_ALONE]);
    const deadline = performance.now() + PATIENCE_MS;
    while (
      (familyOf(parent.pid).length < members || !ready(parent.said)) &&
      performance.now() < deadline
    )
      await new Promise((resolve) => setTimeout(resolve, 20));
    const family = familyOf(parent.pid);
    expect(family.length).toBeGreaterThanOrEqual(members);
    parent.signal("SIGKILL");
    while (alive(family).length > 0 && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(alive(family)).toEqual([]);
  },
  PATIENCE_MS,
);
