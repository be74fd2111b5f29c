/**
 * The watchdog chain of a box, with systemd-notify as on one and a stand-in for systemd:
 * completed tick -> supervisor -> systemd. (Tick -> heartbeat -> cabinet is the driver's test, watchdog.test.ts there.)
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PILOT_SITE, ROOT } from "../../src/places.ts";
import { until } from "../until.ts";
import { familyOf } from "./family.ts";
import { CROSSING, type Program, start } from "./program.ts";

const PYTHON = "/usr/bin/python3";
const has = (name: string): boolean => spawnSync(name, ["--version"]).status === 0;
const lack = ["systemd-notify", PYTHON].filter((name) => !has(name));
const skipped = lack.length === 0 ? "" : `(skipped: this machine has no ${lack.join(", no ")})`;

const PATIENCE_MS = 120_000;
/** As in the unit: a beat every quarter of it at most, so one a second here. */
const WATCHDOG_USEC = "4000000";

describe.skipIf(skipped !== "")(`the watchdog chain ${skipped}`, () => {
  const dir = mkdtempSync(join(tmpdir(), "crossing-chain-"));
  const socket = join(dir, "notify");
  let systemd: Program;
  let crossing: Program;

  beforeAll(async () => {
    systemd = start(PYTHON, [join(ROOT, "cli/test/notify_socket.py"), socket]);
    await until(() => systemd.out.includes("listening"));
    const nowhere = ["--modbus", "127.0.0.1:1", "--http", "127.0.0.1:0"];
    const args = [...CROSSING, "run", PILOT_SITE, ...nowhere, "--log-dir", join(dir, "log")];
    crossing = start(process.execPath, args, { NOTIFY_SOCKET: socket, WATCHDOG_USEC });
  }, PATIENCE_MS);

  afterAll(() => {
    for (const pid of familyOf(crossing.pid)) spawnSync("kill", ["-KILL", String(pid)]);
    crossing.signal("SIGKILL");
    systemd.signal("SIGKILL");
    rmSync(dir, { recursive: true, force: true });
  });

  const beats = (): number => systemd.out.filter((word) => word === "WATCHDOG=1").length;
  const controls = (): readonly number[] => familyOf(crossing.pid).filter(isControl);

  test(
    "systemd hears READY once control has completed a tick, and then beats",
    async () => {
      await until(() => beats() >= 3, PATIENCE_MS);
      expect(systemd.out.filter((word) => word === "READY=1")).toHaveLength(1);
      const words = systemd.out.filter((word) => word !== "BARRIER=1");
      expect(words.slice(0, 3)).toEqual(["listening", "READY=1", "WATCHDOG=1"]);
    },
    PATIENCE_MS,
  );

  test(
    "a control that hangs gives no beat; it is killed, and the beats go on with the next",
    async () => {
      const [hung] = controls();
      process.kill(hung!, "SIGSTOP");
      // What was on its way when it stopped still arrives: two looks and the shell.
      const atMost = beats() + 3;
      await until(
        () => crossing.said.includes("control: runs and says nothing; killed"),
        PATIENCE_MS,
      );
      expect(beats()).toBeLessThanOrEqual(atMost);
      const then = beats();
      await until(() => beats() > then + 1, PATIENCE_MS);
      expect(controls()).not.toContain(hung);
      expect(systemd.out.filter((word) => word === "READY=1")).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  test(
    "a supervisor that hangs gives none either: that is systemd's to end",
    async () => {
      crossing.signal("SIGSTOP");
      const atMost = beats() + 2;
      await new Promise((resolve) => {
        setTimeout(resolve, 5000);
      });
      expect(beats()).toBeLessThanOrEqual(atMost);
      const then = beats();
      crossing.signal("SIGCONT");
      await until(() => beats() > then, PATIENCE_MS);
      expect(crossing.said.filter((line) => line.endsWith("nothing; killed"))).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  test(
    "the end is said",
    async () => {
      crossing.signal("SIGTERM");
      expect(await crossing.ended).toBe(0);
      await until(() => systemd.out.includes("STOPPING=1"));
    },
    PATIENCE_MS,
  );
});

const isControl = (pid: number): boolean => {
  try {
    return /process\/control\.[jt]s/.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"));
  } catch {
    return false;
  }
};
