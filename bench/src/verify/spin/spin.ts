/** Runs docs/model/crossing.pml in SPIN: model to C, C to a checker, the checker to its end. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Case } from "./cases.ts";

const run = promisify(execFile);

const MODEL = fileURLToPath(new URL("../../../../docs/model/crossing.pml", import.meta.url));

/** What the checker answered. */
export interface Answer {
  /** 0: nothing of what was asked about can happen. The checker stops at the first. */
  readonly errors: number;
  readonly states: number;
  /** Steps on the longest path that was tried. */
  readonly depth: number;
  /** The assertion or cycle that was found, in the checker's words; empty without errors. */
  readonly found: string;
  /** Every reachable state was seen: neither depth nor memory ran out. Of no meaning with errors. */
  readonly whole: boolean;
}

/** Why models cannot be checked on this machine; null when they can. */
export async function missingTool(): Promise<string | null> {
  for (const [tool, how] of [
    ["spin", "-V"],
    ["gcc", "--version"],
  ] as const) {
    try {
      await run(tool, [how]);
    } catch {
      return `${tool} is not installed (Debian package ${tool}); the model of the crossing is not checked`;
    }
  }
  return null;
}

/** Checks one case, in a folder of its own that is gone afterwards. Throws when the model does not compile. */
export async function check(one: Case): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), "crossing-spin-"));
  try {
    const within = { cwd: folder, maxBuffer: 1 << 24 };
    await run("spin", ["-a", ...one.defines.map((word) => `-D${word}`), MODEL], within);
    const lively = one.method === "liveness";
    // Not optimised: for most cases the compiler takes longer than the checker.
    await run(
      "gcc",
      [
        "-O0",
        "-w",
        lively ? "-DNFAIR=3" : "-DSAFETY",
        `-DMEMLIM=${MEMORY_MB}`,
        "-o",
        "pan",
        "pan.c",
      ],
      within,
    );
    const { stdout } = await run(
      join(folder, "pan"),
      [...(lively ? ["-a", "-f"] : []), `-m${DEPTH}`],
      within,
    );
    return answerOf(stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Longer than any path of the largest case; a path that is cut off makes the answer not `whole`. */
const DEPTH = 6_000_000;

const MEMORY_MB = 6000;

/** The checker's page, read. Throws when it is none. */
export function answerOf(page: string): Answer {
  const counts = /depth reached (\d+), errors: (\d+)/.exec(page);
  const states = /(\d+(?:\.\d+)?(?:e\+\d+)?) states, stored/.exec(page);
  if (counts === null || states === null) throw new Error(`spin: no result in:\n${page}`);
  return {
    errors: Number(counts[2]),
    states: Number(states[1]),
    depth: Number(counts[1]),
    found: /^pan:1: (.*)$/m.exec(page)?.[1] ?? "",
    whole: !/max search depth too small|out of memory|reached -DMEMLIM|Search not completed/.test(
      page,
    ),
  };
}
