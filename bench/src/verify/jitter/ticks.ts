/** The ticks of a crossing on a machine whose cores are burnt. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Site } from "@crossing/config";
import { until } from "../../patience.ts";
import { ticksBetween } from "../../ticks.ts";
import { type Stage, setStage } from "../chaos/stage.ts";

/** How control may run: before everybody else, or like everybody else. */
export type Way = "fifo" | "normal";
export const WAYS: readonly Way[] = ["fifo", "normal"];

/** What was measured. */
export interface Punctuality {
  /** Of every tick; a timer may also come a little early. */
  readonly late_ms: readonly number[];
  /** What the kernel says of control. */
  readonly policy: Way | "other";
  /** Share of all cores that was busy meanwhile, by whomever. */
  readonly cpus_busy: number;
}

export interface TicksOptions {
  readonly way: Way;
  readonly site: Site;
  readonly clips: Readonly<Record<string, string>>;
  readonly seconds: number;
  readonly folder: string;
  readonly say: (line: string) => void;
}

const SEEING_MS = 90_000;
const WARM_UP_MS = 5000;
const BURN = "for (;;) {}";
/** What keeps a process from being put before others. */
const HUMBLE: readonly string[] =
  "prlimit --rtprio=0:0 setpriv --bounding-set=-sys_nice --inh-caps=-sys_nice".split(" ");

/** Why this way cannot be measured here; null: it can. */
export function lacksFor(way: Way): string | null {
  const [command, ...words] =
    way === "fifo" ? ["chrt", "--fifo", "20", "true"] : [...HUMBLE, "true"];
  const { status, stderr, error } = spawnSync(command, words, { encoding: "utf8" });
  if (status === 0) return null;
  return `${command}: ${error?.message ?? stderr.trim()}`;
}

/** Starts the crossing, burns every core, and gives the ticks of so many seconds. Throws when nobody sees in time. */
export async function measured(options: TicksOptions): Promise<Punctuality> {
  const { way, site, clips, seconds, folder, say } = options;
  const record = join(folder, `${way}.jsonl`);
  const under = way === "fifo" ? [] : HUMBLE;
  const stage = await setStage({ site, cabinet: "virtual", clips, under, record, say });
  const burners: ChildProcess[] = [];
  const end = (): void => burners.forEach((one) => one.kill("SIGKILL"));
  process.on("exit", end);
  let span: { readonly from: bigint; readonly to: bigint; readonly busy: number };
  let policy: Punctuality["policy"];
  try {
    await until("both cameras to be decoded", SEEING_MS, () => (sees(stage, site) ? true : null));
    for (const _ of cpus())
      burners.push(spawn(process.execPath, ["-e", BURN], { stdio: "ignore" }));
    await sleep(WARM_UP_MS);
    span = await during(seconds * 1000);
    policy = policyOf(stage.pids("control")[0]);
  } finally {
    end();
    process.off("exit", end);
    // The recording is whole when everything has ended.
    await stage.close();
  }
  const ticks = await ticksBetween(record, span.from, span.to);
  say(`${way}: ${ticks.length} ticks`);
  return { late_ms: ticks.map(({ late_ms }) => late_ms), policy, cpus_busy: span.busy };
}

const sees = (stage: Stage, site: Site): boolean =>
  stage.pids("ffmpeg").length >= site.cameras.length && stage.pids("control").length === 1;

async function during(
  ms: number,
): Promise<{ readonly from: bigint; readonly to: bigint; readonly busy: number }> {
  const [from, before] = [process.hrtime.bigint(), worked()];
  await sleep(ms);
  const [to, after] = [process.hrtime.bigint(), worked()];
  return { from, to, busy: (after.busy - before.busy) / (after.all - before.all) };
}

/** Time of all cores since the start of the machine, ms. */
function worked(): { readonly busy: number; readonly all: number } {
  const times = cpus().map((cpu) => cpu.times);
  const all = times.reduce((sum, t) => sum + t.user + t.nice + t.sys + t.irq + t.idle, 0);
  return { all, busy: all - times.reduce((sum, t) => sum + t.idle, 0) };
}

/** Field 41 of stat: 0 is like everybody else, 1 is SCHED_FIFO; field 19 is nice. */
function policyOf(pid: number | undefined): Punctuality["policy"] {
  if (pid === undefined) return "other";
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [nice, policy] = [Number(fields[19 - 3]), Number(fields[41 - 3])];
  if (policy === 1) return "fifo";
  return policy === 0 && nice === 0 ? "normal" : "other";
}
