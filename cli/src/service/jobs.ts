/** Work on a box as a list that can be shown before it is done. */
import { EXIT, Refusal } from "../exit.ts";
import type { Machine } from "./machine.ts";

/** One thing to do. */
export interface Job {
  /** What it does, in the imperative. */
  readonly what: string;
  readonly run: () => void | Promise<void>;
}

/** How jobs are done. */
export interface Doing {
  readonly dryRun: boolean;
  readonly say: (line: string) => void;
}

/** Does the jobs in order, telling each; with `dryRun` only tells. Rejects at the first that fails. */
export async function doAll(jobs: readonly Job[], { dryRun, say }: Doing): Promise<void> {
  for (const { what, run } of jobs) {
    say(dryRun ? `would ${what}` : what);
    if (!dryRun) await permitted(run);
  }
}

/** A call of the system that must go well; none at all where the root is only a folder. */
export const call = (machine: Machine, program: string, ...args: readonly string[]): Job[] =>
  machine.live
    ? [
        {
          what: `run ${[program, ...args].join(" ")}`,
          run() {
            const code = machine.run(program, args);
            if (code !== 0)
              throw new Refusal(
                EXIT.failed,
                `${program} ${args.join(" ")}: exit code ${code}; its message above says why`,
              );
          },
        },
      ]
    : [];

async function permitted(run: Job["run"]): Promise<void> {
  try {
    await run();
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code !== "EACCES" && code !== "EPERM") throw error;
    throw new Refusal(EXIT.notAllowed, `${path ?? "a file"}: not allowed; run it as root (sudo)`);
  }
}
