/** The demo as a visitor meets it: it starts, copes with what is broken, and leaves nothing behind. */
import { join } from "node:path";
import type { DemoAction, DemoView, StateView } from "@crossing/config";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../src/places.ts";
import { alive, familyOf } from "./family.ts";
import { type Program, start } from "./program.ts";

const FROM_SOURCE = ["--import", "tsx", "--conditions=source", join(ROOT, "cli/src/main.ts")];
const PATIENCE_MS = 90_000;

describe("crossing demo", () => {
  let demo: Program;
  let page = "";

  beforeAll(async () => {
    demo = start(process.execPath, [...FROM_SOURCE, "demo", "--port", "0", "--people", "600"]);
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

test(
  "children end by themselves when their supervisor is killed",
  async () => {
    const demo = start(process.execPath, [...FROM_SOURCE, "demo", "--port", "0"]);
    const deadline = performance.now() + PATIENCE_MS;
    while (!demo.said.includes("Ctrl-C ends it.") && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 100));
    const family = familyOf(demo.pid);
    expect(family.length).toBeGreaterThanOrEqual(6);
    demo.signal("SIGKILL");
    while (alive(family).length > 0 && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(alive(family)).toEqual([]);
  },
  PATIENCE_MS,
);
