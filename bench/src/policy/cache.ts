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

/** By job, the hash of the code it depends on: our rule's files do not matter to its peers, nor any policy to the optimum. */
function versionsOf(): (job: Job) => string {
  // The code that runs: sources or what was built of them.
  const tree = import.meta.url.endsWith(".ts") ? "src" : "dist";
  const street = hash(
    ...textsIn(join(ROOT, "simulator", tree, "point")),
    ...["chance", "behaviour"].flatMap((name) => textsIn(join(ROOT, "simulator", tree), name)),
    ...textsIn(join(ROOT, "bench", tree, "policy"), "streams"),
    ...textsIn(join(ROOT, "bench", tree, "policy"), "sites"),
    ...["site", "behaviour", "with-policy"].flatMap((name) =>
      textsIn(join(ROOT, "config", tree), name),
    ),
    readFileSync(join(ROOT, "config/sites/yudaihe-beixiaoyuan.json"), "utf8"),
  );
  const core = join(ROOT, "controller", tree, "core");
  const ours = hash(street, ...textsIn(core));
  const peers = hash(street, ...textsIn(core, "", "marginal"));
  return (job) => {
    if (job.kind === "best") return street;
    return job.variant.policy.name === "marginal" ? ours : peers;
  };
}

/** The program texts in a folder whose path has `like` in it, and `unlike` not. */
function textsIn(folder: string, like = "", unlike = "\0"): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|js)$/.test(file) && !file.endsWith(".d.ts"))
    .filter((file) => file.includes(like) && !file.includes(unlike))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8"));
}

function hash(...texts: readonly string[]): string {
  const sum = createHash("sha256");
  for (const text of texts) sum.update(text).update("\0");
  return sum.digest("hex").slice(0, 32);
}
