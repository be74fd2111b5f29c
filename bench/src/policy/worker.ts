/** A process that runs jobs, one after the other, and says what came of each. Ends with its parent. */
import { type Job, outcomeOf } from "./jobs.ts";

process.on("message", (job: Job) => process.send!(outcomeOf(job)));
process.on("disconnect", () => process.exit(0));
