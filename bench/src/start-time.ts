/** How long a newcomer waits: `npm start` in a fresh copy, from the command to the first live page. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { once } from "node:events";
import { type Family, canWatch, startFamily } from "./family.ts";
import { livePage } from "./live-page.ts";
import { type Row, notHere, rounded } from "./measure.ts";
import type { Bench } from "./measurements.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const INSTALL_MS = 600_000;
const PATIENCE_MS = 180_000;
const START_S = 60;
const END_MS = 2000;

const HOW =
  "The files that git knows are copied into a new folder and `npm ci` is run there (not counted); then from `npm start` until GET / answers with the page " +
  "and the event stream has sent a state that is not old, each with Ctrl-C to the whole group afterwards. ";
const FIRST = {
  what: "`npm start` after `npm ci`, to the first live page",
  must: `<= ${START_S} s`,
  how: `${HOW}First time: nothing is built, and the model is fetched by npm, perhaps from its cache, and converted.`,
};
const AGAIN = {
  what: "`npm start` the second time",
  must: `<= ${START_S} s`,
  how: `${HOW}Second time: everything is there.`,
};
const END = {
  what: "Ctrl-C ends it with nothing left running",
  must: `<= ${END_MS / 1000} s`,
  how: `${HOW}Processes are known by a word in their environment that all descendants inherit.`,
};

export async function measureStart({ folder, say }: Bench): Promise<readonly Row[]> {
  const rows = [FIRST, AGAIN, END];
  if (!canWatch()) return notHere(rows, "needs Linux, for its /proc");
  const files = filesOfGit();
  if (files === null) return notHere(rows, "needs git and a clone, to know what a fresh copy is");
  const copy = join(folder, "copy");
  for (const file of files) cpSync(join(ROOT, file), join(copy, file), { recursive: true });
  say("npm ci in a fresh copy ...");
  if (!(await install(copy))) return notHere(rows, "npm ci did not succeed in a fresh copy");
  say("npm start, the first time ...");
  const first = await oneStart(copy, say);
  const model = hasModel(copy)
    ? "model fetched and converted"
    : "without a model: it could not be fetched";
  say("npm start, the second time ...");
  const again = await oneStart(copy, say);
  const ends = [first.end_ms, again.end_ms];
  return [
    { ...FIRST, is: `${rounded(first.start_s)} s (${model})`, ok: first.start_s <= START_S },
    { ...AGAIN, is: `${rounded(again.start_s)} s`, ok: again.start_s <= START_S },
    {
      ...END,
      is: ends.map(endWords).join(", then "),
      ok: ends.every((ms) => ms !== null && ms <= END_MS),
    },
  ];
}

const endWords = (ms: number | null): string =>
  ms === null ? "something was left" : `${rounded(ms / 1000, 2)} s`;

/** Files of the working tree that are or would be committed; null outside a clone. */
function filesOfGit(): readonly string[] | null {
  const words = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const { status, stdout } = spawnSync("git", words, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) return null;
  return stdout.split("\0").filter((file) => file !== "" && existsSync(join(ROOT, file)));
}

async function install(copy: string): Promise<boolean> {
  const family = startFamily("npm", ["ci"], { cwd: copy, stdio: ["ignore", "ignore", "ignore"] });
  const timer = setTimeout(() => family.end(), INSTALL_MS);
  const [code] = await once(family.program, "close");
  clearTimeout(timer);
  return code === 0;
}

const hasModel = (copy: string): boolean => {
  const models = join(copy, "models");
  return existsSync(models) && readdirSync(models).some((file) => file.endsWith(".onnx"));
};

interface Start {
  readonly start_s: number;
  /** null: something was left after much longer than allowed. */
  readonly end_ms: number | null;
}

async function oneStart(copy: string, say: (line: string) => void): Promise<Start> {
  const began = performance.now();
  const family = startFamily("npm", ["start"], { cwd: copy, stdio: ["ignore", "pipe", "pipe"] });
  family.program.stderr!.on("data", (chunk: Buffer) => say(chunk.toString().trimEnd()));
  try {
    await livePage(await pageOf(family), PATIENCE_MS);
    const start_s = (performance.now() - began) / 1000;
    return { start_s, end_ms: await family.interrupt(END_MS * 5) };
  } finally {
    family.end();
  }
}

/** The address that the demo prints. */
function pageOf({ program }: Family): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(
      () => reject(new Error("npm start printed no address of a page")),
      PATIENCE_MS,
    );
    program.stdout!.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const url = /^page\s+(\S+)$/m.exec(said)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      resolve(url);
    });
    program.on("close", (code) => {
      clearTimeout(late);
      reject(new Error(`npm start ended with exit code ${String(code)} before there was a page`));
    });
  });
}
