/** Jitter: how late control's ticks come while both cameras are looked at and every core is burnt. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Site } from "@crossing/config";
import { hasFfmpeg, streetClip } from "../../clip.ts";
import { percentile } from "../../measure.ts";
import { missingModel } from "../../model.ts";
import { CROSSING } from "../../running-stack.ts";
import { briskSite } from "../chaos/site.ts";
import { stageLacks } from "../chaos/stage.ts";
import type { Figure, Found, VerifySection } from "../section.ts";
import { type Punctuality, type Way, WAYS, lacksFor, measured } from "./ticks.ts";

const SHORT_S = 12;
const NIGHTLY_S = 600;
/** With SCHED_FIFO, and without. */
const MOST_MS: Readonly<Record<Way, number>> = { fifo: 5, normal: 100 };
const WORDS: Readonly<Record<Way, string>> = {
  fifo: "lateness of ticks under SCHED_FIFO",
  normal: "lateness of ticks where SCHED_FIFO and nice are refused",
};

export const section: VerifySection = {
  name: "jitter",
  async run({ nightly, seconds = nightly ? NIGHTLY_S : SHORT_S, say }) {
    const lack = lacks();
    if (lack !== null) return found(WAYS.map((way) => rowOf(way, lack, nightly)));
    const folder = mkdtempSync(join(tmpdir(), "crossing-jitter-"));
    try {
      const site = briskSite();
      const clips = await clipsOf(site, folder);
      const figures: Figure[] = [];
      // In a short run the first way alone: it only shows that the measurement works.
      for (const way of nightly ? WAYS : WAYS.slice(0, 1)) {
        const missing = lacksFor(way);
        const is = missing ?? (await measured({ way, site, clips, seconds, folder, say }));
        figures.push(rowOf(way, is, nightly));
      }
      return found(figures);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function lacks(): string | null {
  if (!existsSync(CROSSING)) return "not built: npm run build";
  if (!hasFfmpeg()) return "no ffmpeg on this machine";
  return stageLacks() ?? missingModel();
}

async function clipsOf(site: Site, folder: string): Promise<Readonly<Record<string, string>>> {
  const clips: Record<string, string> = {};
  for (const camera of site.cameras) clips[camera.id] = await streetClip(site, camera, folder);
  return clips;
}

/** A short run is too short for one tick in a thousand, and its machine is anybody's: then nothing is demanded. */
function rowOf(way: Way, is: Punctuality | string, nightly: boolean): Figure {
  const must = nightly ? `p99.9 <= ${MOST_MS[way]} ms` : "-";
  if (typeof is === "string") return [WORDS[way], must, is, null];
  const { late_ms, policy, cpus_busy } = is;
  const [p50, p999] = [percentile(late_ms, 0.5), percentile(late_ms, 0.999)];
  const most = Math.max(...late_ms);
  const ms = (value: number): string => value.toFixed(1);
  const words =
    `p99.9 ${ms(p999)} ms, median ${ms(p50)} ms, most ${ms(most)} ms of ${late_ms.length} ticks ` +
    `(the kernel says ${policy}; cores ${Math.round(cpus_busy * 100)} % busy)`;
  return [WORDS[way], must, words, nightly ? p999 <= MOST_MS[way] && policy === way : null];
}

const found = (figures: readonly Figure[]): Found => ({
  title: "Jitter: the loop keeps its time on a machine that is worn out",
  figures,
  notes: [
    "`crossing run` with the clips of both cameras in real time, the edge model looking at them, and one burning process for each core; lateness of every tick against its absolute deadline, from the recording.",
    "Where SCHED_FIFO is refused: without CAP_SYS_NICE, with a real-time limit of 0, so that control runs as everybody else does.",
  ],
});
