/** A night of one crossing: a stage, its deeds, and what was seen of it from outside. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Site } from "@crossing/config";
import type { Who } from "./cast.ts";
import type { Means, Planned } from "./deeds.ts";
import { type SmallDisk, smallDiskOn } from "./disk.ts";
import { type LogFound, eventsIn } from "./events.ts";
import { type Verdict, judged } from "./judge.ts";
import { ours } from "./lamps-now.ts";
import { type Network, makeNetwork } from "./network.ts";
import { type Done, play, tellOf } from "./play.ts";
import { now_ms } from "./record.ts";
import { type Stage, setStage } from "./stage.ts";

export interface NightOptions {
  readonly site: Site;
  readonly cabinet: "virtual" | "foreign";
  readonly clips: Readonly<Record<string, string>>;
  /** The deeds, made when they are wanted: what is possible is known only then. */
  readonly deeds: (means: Pick<Means, "cut" | "disk">) => Iterable<Planned>;
  /** No deed is begun later than this, ms after the start. */
  readonly until_ms: number;
  readonly say: (line: string) => void;
}

/** What was seen. */
export interface Night {
  readonly cabinet: NightOptions["cabinet"];
  readonly done: readonly Done[];
  readonly verdict: Verdict;
  readonly log: LogFound;
  /** Who did not run at the end, or had not come back; empty: all well. */
  readonly absent: readonly string[];
  /** What could not be tried here, a sentence each. */
  readonly skipped: readonly string[];
}

const FIRST_LED_MS = 90_000;
const ALL_BACK_MS = 60_000;
const EVERYBODY: readonly Who[] = ["supervisor", "control", "vision", "edge", "broker", "cabinet"];

export async function night(options: NightOptions): Promise<Night> {
  const folder = mkdtempSync(join(tmpdir(), "crossing-night-"));
  const logDir = join(folder, "log");
  const disk = smallDiskOn(logDir);
  // The foreign cabinet listens on loopback only.
  const network = options.cabinet === "virtual" ? makeNetwork() : "";
  const skipped = [disk, network].filter(
    (one): one is string => typeof one === "string" && one !== "",
  );
  const tools = {
    disk: typeof disk === "string" ? null : disk,
    network: typeof network === "string" ? null : network,
  };
  try {
    return { ...(await seen(options, tools, logDir)), skipped };
  } finally {
    tools.disk?.unmount();
    tools.network?.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function seen(
  { site, cabinet, clips, deeds, until_ms, say }: NightOptions,
  { disk, network }: { readonly disk: SmallDisk | null; readonly network: Network | null },
  logDir: string,
): Promise<Omit<Night, "skipped">> {
  const began = now_ms();
  const where = network === null ? {} : { network };
  const stage = await setStage({ site, cabinet, clips, logDir, ...where, say: () => undefined });
  const done: Done[] = [];
  let absent: readonly string[];
  try {
    if (!(await holds(() => isLed(stage), FIRST_LED_MS)))
      throw new Error(`the crossing was not led at the start: ${stage.said.slice(-5).join("; ")}`);
    for (const planned of deeds({ cut: network !== null, disk: disk !== null })) {
      if (now_ms() - began > until_ms) break;
      const one = await play(planned, { stage, network, disk });
      done.push(one);
      say(`${cabinet}: ${tellOf(one)}`);
      if (one.leading_ms === "never") for (const line of stage.said.slice(-20)) say(`  | ${line}`);
    }
    await holds(() => missingIn(stage).length === 0, ALL_BACK_MS);
    absent = missingIn(stage);
  } finally {
    await stage.close();
  }
  return {
    cabinet,
    done,
    verdict: judged(stage.lamps, site.timing),
    log: eventsIn(logDir),
    absent,
  };
}

const isLed = (stage: Stage): boolean => ours(stage.lamps.at(-1)?.lamps ?? null);

const missingIn = (stage: Stage): readonly string[] => [
  ...EVERYBODY.filter((who) => stage.pids(who).length === 0),
  ...(isLed(stage) ? [] : ["the lead"]),
];

async function holds(what: () => boolean, within_ms: number): Promise<boolean> {
  const began = now_ms();
  while (now_ms() - began < within_ms) {
    if (what()) return true;
    await sleep(100);
  }
  return what();
}
