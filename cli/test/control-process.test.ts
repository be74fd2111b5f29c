/** What the control process is made of: nothing in it may make a tick wait. */
import { fork } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { PILOT_SITE, ROOT } from "../src/places.ts";
import { goodSite } from "../src/site-file.ts";

const dir = mkdtempSync(join(tmpdir(), "crossing-control-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Imports of a source file that are there at run time. */
const imported = (file: string): readonly string[] =>
  [...readFileSync(file, "utf8").matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from\s+"([^"]+)"/gm)]
    .map((found) => found[1]!)
    .concat(
      [...readFileSync(file, "utf8").matchAll(/^import\s+"([^"]+)"/gm)].map((found) => found[1]!),
    );

const DOORS: Readonly<Record<string, string>> = {
  "@crossing/config": "config/src/index.ts",
  "@crossing/controller": "controller/src/core/index.ts",
  "@crossing/controller/loop": "controller/src/loop/index.ts",
  "@crossing/signal-driver": "signal-driver/src/index.ts",
};

/** Every file of ours that the program loads, and of each foreign module who imports it. */
function loadedBy(program: string) {
  const files = new Set<string>();
  const foreign = new Map<string, Set<string>>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const name of imported(file)) {
      const door = DOORS[name];
      if (door !== undefined) visit(join(ROOT, door));
      else if (name.startsWith(".")) visit(join(dirname(file), name));
      else foreign.set(name, (foreign.get(name) ?? new Set()).add(relative(ROOT, file)));
    }
  };
  visit(program);
  return { files, foreign };
}

const { files, foreign } = loadedBy(join(ROOT, "cli/src/process/control.ts"));

test("the walk over the sources has found what is known to be there", () => {
  const names = [...files].map((file) => relative(ROOT, file));
  expect(names).toContain("controller/src/core/step.ts");
  expect(names).toContain("signal-driver/src/strict-port.ts");
  expect([...foreign.keys()]).toContain("node:net");
});

test("control is made of core, loop, driver and link, and of no room beside them", () => {
  const rooms = new Set([...files].map((file) => relative(ROOT, file).split("/")[0]));
  expect(rooms).toEqual(new Set(["cli", "config", "controller", "signal-driver"]));
});

test("control imports nothing that talks HTTP or MQTT, looks names up, starts programs or infers", () => {
  expect([...foreign.keys()].toSorted()).toEqual([
    "node:crypto",
    "node:fs",
    "node:fs/promises",
    "node:net",
    "node:path",
    "zod",
  ]);
});

test("the disk is touched by the latch, whose file is written beside the tick, and to clear a socket's name at the start", () => {
  const users = new Set([...(foreign.get("node:fs") ?? []), ...foreign.get("node:fs/promises")!]);
  expect([...users].toSorted()).toEqual(["cli/src/link/server.ts", "cli/src/process/latch.ts"]);
});

const BUILT = join(ROOT, "cli/dist/process/control.js");
const lack = existsSync(BUILT) ? "" : " (skipped: not built, npm run build)";
/** Says what Node has loaded of its own when the process ends. */
const WATCHER = `data:text/javascript,${encodeURIComponent(
  `import { writeFileSync } from "node:fs";
   process.on("exit", () => writeFileSync(process.env.LOADED, JSON.stringify(process.moduleLoadList)));`,
)}`;

test.skipIf(lack !== "")(
  `a control that ticks and dials a cabinet has loaded no name server, no HTTP, no TLS${lack}`,
  async () => {
    const args = {
      site: goodSite(PILOT_SITE),
      socket: join(dir, "c.sock"),
      record: false,
      latchFile: null,
      adapter: null,
    };
    const loaded = join(dir, "loaded.json");
    const child = fork(BUILT, [JSON.stringify(args)], {
      execArgv: ["--import", WATCHER],
      env: { ...process.env, LOADED: loaded },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    // Three beats are more than ten completed ticks.
    let beats = 0;
    child.on("message", () => {
      beats += 1;
      if (beats === 3) child.kill("SIGTERM");
    });
    await new Promise((resolve) => {
      child.on("exit", resolve);
    });
    expect(beats).toBeGreaterThanOrEqual(3);
    const list = JSON.parse(readFileSync(loaded, "utf8")) as readonly string[];
    const own = list.map((entry) => entry.replace(/^NativeModule /, ""));
    expect(own).toContain("net");
    const banned = ["dns", "dns/promises", "http", "https", "http2", "tls", "sqlite", "inspector"];
    expect(own.filter((name) => banned.includes(name))).toEqual([]);
  },
);
