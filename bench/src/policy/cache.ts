/** What was run before, kept by what it depends on: the job, and the text of the code that ran it. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Job, Outcome } from "./jobs.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const FOLDER = join(ROOT, "node_modules/.cache/bench-policy");

/** Outcomes by job. */
export interface Cache {
  get(job: Job): Outcome | null;
  put(job: Job, outcome: Outcome): void;
}

/** The cache of this version of the code. */
export function openCache(): Cache {
  mkdirSync(FOLDER, { recursive: true });
  const versions = versionsOf();
  const fileOf = (job: Job): string =>
    join(FOLDER, `${hash(versions(job), JSON.stringify(job))}.json`);
  return {
    get: (job) => read(fileOf(job)),
    put: (job, outcome) => writeFileSync(fileOf(job), JSON.stringify(outcome)),
  };
}

function read(file: string): Outcome | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Outcome;
  } catch {
    return null;
  }
}

/**
 * By job, the hash of the code it depends on. Our rule's files do not matter to its peers, nor any policy or detector
 * to the optimum, nor the search for it to them.
 */
function versionsOf(): (job: Job) => string {
  // The code that runs: sources or what was built of them.
  const tree = import.meta.url.endsWith(".ts") ? "src" : "dist";
  const of = (room: string, take: (file: string) => boolean): readonly string[] =>
    textsIn(join(ROOT, room, tree), take);
  const named = (names: RegExp) => (file: string) => names.test(file);
  const arrivals = [
    ...of("simulator", named(/^(chance|behaviour)\./)),
    ...of("bench", named(/^policy.(streams|sites)\./)),
    ...of("config", named(/^(site|timing-site|behaviour|with-policy)\./)),
    readFileSync(join(ROOT, "config/sites/yudaihe-beixiaoyuan.json"), "utf8"),
  ];
  const point = (skip: RegExp) =>
    of("simulator", (file) => file.startsWith("point") && !skip.test(file));
  const best = hash(...arrivals, ...point(DETECTORS));
  const drive = hash(...arrivals, ...point(SEARCH));
  const core = named(/^core/);
  const ours = hash(drive, ...of("controller", core));
  const peers = hash(
    drive,
    ...of("controller", (file) => core(file) && !file.includes("marginal")),
  );
  return (job) => {
    if (job.kind === "best") return best;
    return job.variant.policy.name === "marginal" ? ours : peers;
  };
}

/** Files of the point-queue street that only the search for the optimum, or only a closed loop, goes by. */
const SEARCH = /(clairvoyant|foreseen|green|service|discharge|plan-run|index)\./;
const DETECTORS = /(sensing|phantoms|watch|watch-countdown|index)\./;

/** The program texts in a folder, of the files to take. */
function textsIn(folder: string, take: (file: string) => boolean): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|js)$/.test(file) && !file.endsWith(".d.ts") && take(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8"));
}

function hash(...texts: readonly string[]): string {
  const sum = createHash("sha256");
  for (const text of texts) sum.update(text).update("\0");
  return sum.digest("hex").slice(0, 32);
}
