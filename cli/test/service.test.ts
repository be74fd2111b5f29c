/** Installing, upgrading and going back, in a folder that stands for the root of a box. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PILOT_SITE, ROOT } from "../src/places.ts";
import { after, before } from "../src/service/gate.ts";
import { install, uninstall } from "../src/service/install.ts";
import { type Job, doAll } from "../src/service/jobs.ts";
import { HOME, type Machine, SITE_FILE, SYSTEM_FILES, machineAt } from "../src/service/machine.ts";
import { belongs, releaseIn } from "../src/service/release.ts";
import { currentSlot, keepTrial, trialIn } from "../src/service/slots.ts";
import { statusLines, statusOf } from "../src/service/status.ts";
import { rollback, upgrade } from "../src/service/upgrade.ts";
import { told } from "./desk.ts";

let root = "";
let machine: Machine;
let home = "";
let node = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "crossing-box-"));
  machine = machineAt(join(root, "box"));
  home = machine.at(HOME);
  // Stands for Node: a hundred megabytes need not be copied in every test.
  node = join(root, "node");
  writeFileSync(node, `#!/bin/sh\nexec ${process.execPath} "$@"\n`);
  chmodSync(node, 0o755);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A built release, as small as may be, whose `check` ends with `checks`. */
function release(version: string, checks = 0): string {
  const from = join(root, `release-${version}`);
  const files: Readonly<Record<string, string>> = {
    "package.json": JSON.stringify({ version, type: "module" }),
    "package-lock.json": JSON.stringify({ packages: { "node_modules/dev": { dev: true } } }),
    "cli/dist/main.js": `process.exit(process.argv[2] === "check" ? ${checks} : 0);`,
    "cli/dist/service/gate.js": "// gate",
    "cli/dist/service/slots.js": "// slots",
    "cli/src/main.ts": "// source",
    "node_modules/zod/index.js": "// zod",
    "node_modules/dev/index.js": "// only for development",
    "bench/dist/main.js": "// stays at home",
    ".git/config": "",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(from, path)), { recursive: true });
    writeFileSync(join(from, path), text);
  }
  cpSync(join(ROOT, "config/deploy"), join(from, "config/deploy"), { recursive: true });
  return from;
}

async function done(jobs: readonly Job[]): Promise<readonly string[]> {
  const said: string[] = [];
  await doAll(jobs, { dryRun: false, say: (line) => said.push(line) });
  return said;
}

const installed = (version = "1.0.0"): Promise<readonly string[]> =>
  done(install({ machine, from: release(version), site: PILOT_SITE, node }));

describe("installing", () => {
  test("puts programs, gate, unit files and site file where they belong", async () => {
    await installed();
    expect(readlinkSync(join(home, "current"))).toBe("a");
    expect(releaseIn(home, "a")).toMatchObject({ version: "1.0.0" });
    expect(SYSTEM_FILES.filter(([, path]) => !existsSync(machine.at(path)))).toEqual([]);
    expect(readFileSync(machine.at(SITE_FILE), "utf8")).toBe(readFileSync(PILOT_SITE, "utf8"));
    expect(readdirSync(join(home, "gate")).toSorted()).toEqual([
      "gate.js",
      "node",
      "package.json",
      "slots.js",
    ]);
    expect(readdirSync(join(home, "a")).toSorted()).toEqual([
      "bin",
      "cli",
      "config",
      "node_modules",
      "package-lock.json",
      "package.json",
      "release.json",
    ]);
    expect(readdirSync(join(home, "a/cli"))).toEqual(["dist"]);
    expect(readdirSync(join(home, "a/node_modules"))).toEqual(["zod"]);
  });

  test("a second time there is nothing to do", async () => {
    await installed();
    expect(install({ machine, from: release("1.0.0"), site: PILOT_SITE, node })).toEqual([]);
  });

  test("a dry run says all of it and does nothing", async () => {
    const jobs = install({ machine, from: release("1.0.0"), site: PILOT_SITE, node });
    const said: string[] = [];
    await doAll(jobs, { dryRun: true, say: (line) => said.push(line) });
    expect(said).toContain("would write /etc/systemd/system/crossing.service");
    expect(existsSync(join(root, "box"))).toBe(false);
  });

  test("a unit file that somebody edited is put right, and what he wrote is kept beside it", async () => {
    await installed();
    const unit = machine.at("/etc/systemd/system/crossing.service");
    writeFileSync(unit, "[Service]\nWatchdogSec=0\n");
    expect(statusOf(machine).changed).toEqual(["/etc/systemd/system/crossing.service"]);
    await installed();
    expect(statusOf(machine).changed).toEqual([]);
    expect(readFileSync(`${unit}.before`, "utf8")).toContain("WatchdogSec=0");
  });

  test.each([
    ["an installation that was never built", () => join(root, "empty"), PILOT_SITE, /not a built/],
    ["no site file, and none on the box", () => release("1.0.0"), null, /--site/],
  ])("refuses %s", (_what, from, site, why) => {
    expect(() => install({ machine, from: from(), site, node })).toThrow(why);
  });

  test("a bad site file is refused before anything is touched", async () => {
    const bad = join(root, "bad.json");
    writeFileSync(bad, "{}");
    const { exit } = await told("service", "install", "--root", join(root, "box"), "--site", bad);
    expect([exit, existsSync(join(root, "box"))]).toEqual([2, false]);
  });

  test("uninstalling leaves the site file and the log; purging does not", async () => {
    await installed();
    await done(uninstall(machine, false));
    expect([existsSync(home), existsSync(machine.at(SITE_FILE))]).toEqual([false, true]);
    await done(uninstall(machine, true));
    expect(existsSync(machine.at(SITE_FILE))).toBe(false);
    expect(uninstall(machine, true)).toEqual([]);
  });
});

test.each([
  ["cli/dist/main.js", true],
  ["cli/src/main.ts", false],
  ["cli/test/desk.ts", false],
  ["cli/node_modules/x/src/index.js", true],
  ["node_modules/x/src/index.js", true],
  ["node_modules/dev", false],
  ["node_modules/.vite", false],
  ["node_modules/@crossing/bench", false],
  ["config/sites/x.json", true],
  ["dashboard/dist/web/index.html", true],
])("%s goes onto a box: %s", (path, goes) => {
  expect(belongs(path, new Set(["node_modules/dev"]))).toBe(goes);
});

describe("an upgrade", () => {
  test("goes into the other slot and is on trial", async () => {
    await installed();
    await done(upgrade({ machine, from: release("1.1.0"), node }));
    expect(currentSlot(home)).toBe("b");
    expect(trialIn(home)).toEqual({ from: "a", to: "b", starts: 0 });
    expect(statusLines(statusOf(machine)).join("\n")).toMatch(/\* slot b {2}version 1\.1\.0/);
    expect(() => upgrade({ machine, from: release("1.2.0"), node })).toThrow(/on trial/);
  });

  test("that refuses the site file of this box changes nothing that runs", async () => {
    await installed();
    await expect(done(upgrade({ machine, from: release("1.1.0", 3), node }))).rejects.toThrow(
      /nothing was changed/,
    );
    expect([currentSlot(home), trialIn(home)]).toEqual(["a", null]);
  });

  test("stays when control is heard after its start", async () => {
    await installed();
    await done(upgrade({ machine, from: release("1.1.0"), node }));
    before(home);
    let looks = 0;
    const healthy = async (): Promise<boolean> => ++looks === 3;
    expect(await after(home, { healthy, pause: async () => {}, say: () => {} })).toBe(true);
    expect([currentSlot(home), trialIn(home)]).toEqual(["b", null]);
    expect(before(home)).toBe(null);
  });

  test("goes back by itself when control is not heard for a minute", async () => {
    await installed();
    await done(upgrade({ machine, from: release("1.1.0"), node }));
    before(home);
    let looks = 0;
    const healthy = async (): Promise<boolean> => ++looks < 0;
    expect(await after(home, { healthy, pause: async () => {}, say: () => {} })).toBe(false);
    expect([looks, currentSlot(home), trialIn(home)]).toEqual([60, "a", null]);
  });

  test("that dies before it is ready has two starts", async () => {
    await installed();
    await done(upgrade({ machine, from: release("1.1.0"), node }));
    const slots = [1, 2, 3, 4].map(() => {
      before(home);
      return currentSlot(home);
    });
    expect(slots).toEqual(["b", "b", "a", "a"]);
    expect(trialIn(home)).toBe(null);
  });

  test("cut off after any of its steps leaves a release that starts, and a later one works", async () => {
    const steps = await stepsOfAnUpgrade();
    expect(steps).toBe(4);
    for (let cut = 0; cut <= steps; cut++) {
      rmSync(join(root, "box"), { recursive: true, force: true });
      await installed();
      await done(upgrade({ machine, from: release("1.1.0"), node }).slice(0, cut));
      // The power comes back, and the box starts as often as it takes to come to rest.
      for (let start = 0; start < 4; start++) {
        before(home);
        expect([cut, start, releaseIn(home, currentSlot(home)!)]).not.toContain(null);
      }
      expect([cut, trialIn(home)]).toEqual([cut, null]);
      await done(upgrade({ machine, from: release("1.2.0"), node }));
      expect(releaseIn(home, currentSlot(home)!)).toMatchObject({ version: "1.2.0" });
    }
  });

  test("a copy that was cut in the middle is no release to go back to", async () => {
    await installed();
    mkdirSync(join(home, "b/cli"), { recursive: true });
    expect(() => rollback(machine)).toThrow(/no whole release/);
  });

  async function stepsOfAnUpgrade(): Promise<number> {
    await installed();
    return upgrade({ machine, from: release("1.1.0"), node }).length;
  }
});

const GATE = join(ROOT, "cli/dist/service/gate.js");

test.skipIf(!existsSync(GATE))(
  "the gate, as systemd runs it, asks the report of the site whether control is heard",
  async () => {
    await installed();
    await done(upgrade({ machine, from: release("1.1.0"), node }));
    const asked: string[] = [];
    const server = createServer((request, reply) => {
      asked.push(`${request.url} ${request.headers.authorization}`);
      reply.writeHead(asked.length > 1 ? 200 : 503).end();
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as AddressInfo;
    const siteFile = join(root, "site.json");
    const token_file = join(root, "token");
    writeFileSync(token_file, "sixteen-letters-\n");
    writeFileSync(siteFile, JSON.stringify({ http: { host: "127.0.0.1", port, token_file } }));
    const runs = (when: string): Promise<number> =>
      new Promise((resolve) => {
        const gate = spawn(process.execPath, [GATE, when, home, siteFile], { stdio: "ignore" });
        gate.on("exit", (code) => resolve(code ?? -1));
      });
    expect(await runs("before")).toBe(0);
    expect(trialIn(home)).toMatchObject({ starts: 1 });
    expect(await runs("after")).toBe(0);
    expect(asked).toEqual(Array(2).fill("/readyz Bearer sixteen-letters-"));
    expect([currentSlot(home), trialIn(home)]).toEqual(["b", null]);
    server.close();
  },
);

describe("rolling back", () => {
  test("runs what ran before, also in the middle of a trial", async () => {
    await installed();
    await done(upgrade({ machine, from: release("1.1.0"), node }));
    await done(rollback(machine));
    expect([currentSlot(home), trialIn(home)]).toEqual(["a", null]);
    await done(rollback(machine));
    expect(releaseIn(home, currentSlot(home)!)).toMatchObject({ version: "1.1.0" });
  });

  test("a trial that cannot be read does not keep the crossing from starting", async () => {
    await installed();
    writeFileSync(join(home, "trial"), "{ torn");
    expect([trialIn(home), before(home), currentSlot(home)]).toEqual([null, null, "a"]);
    keepTrial(home, { from: "a", to: "b", starts: 0 });
    expect(before(home)).toMatch(/never switched/);
  });
});

test("on a box with nothing installed the commands say what to do", async () => {
  const box = join(root, "box");
  const status = await told("service", "status", "--root", box);
  expect(status).toMatchObject({ exit: 1, out: expect.stringContaining("service install") });
  const back = await told("service", "rollback", "--root", box);
  expect(back).toMatchObject({ exit: 2, said: expect.stringContaining("nothing is installed") });
});
