/** A process that runs simulations for another: one job after the other, until the line to it breaks. */
import { EXIT, type Exit, Refusal } from "../exit.ts";
import { type Job, runJob } from "./job.ts";

/** What a hand is given. */
export interface Order {
  readonly job: Job;
}

/** What it answers: how far it is, and in the end one of the other two. */
export type Answer =
  | { readonly type: "progress"; readonly done: number }
  | { readonly type: "result"; readonly result: ReturnType<typeof runJob> }
  | { readonly type: "failed"; readonly why: string; readonly exit: Exit };

const tell = (answer: Answer): void => {
  process.send?.(answer);
};

process.on("message", ({ job }: Order) => {
  try {
    tell({ type: "result", result: runJob(job, (done) => tell({ type: "progress", done })) });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    tell({ type: "failed", why, exit: error instanceof Refusal ? error.exit : EXIT.failed });
  }
});
process.on("disconnect", () => process.exit(0));
// Ctrl-C in a terminal reaches us as well: whoever gave the order decides when to end.
process.on("SIGINT", () => {});
