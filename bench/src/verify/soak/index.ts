/** Soak: an hour of the installed crossing, one camera looking and one that is never there; nothing may grow. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { hasFfmpeg, streetClip } from "../../clip.ts";
import { median } from "../../measure.ts";
import { missingModel } from "../../model.ts";
import { CROSSING } from "../../running-stack.ts";
import type { Who } from "../chaos/cast.ts";
import { briskSite } from "../chaos/site.ts";
import { type Stage, setStage, stageLacks } from "../chaos/stage.ts";
import type { Figure, Found, VerifySection } from "../section.ts";
import { writeFullLog } from "./full-log.ts";
import { slopePerHour } from "./slope.ts";
import { type Seen, seenNow } from "./watched.ts";

/** A quarter of an hour to settle, and one real hour. */
const WHOLE_S = 4500;
/** This share of the time is for settling. */
const WARM_UP = 0.2;
const SAMPLES = 360;
/** What a process may grow by in an hour, MB. */
const GROWS_MB: Readonly<Partial<Record<Who, number>>> = {
  control: 0.5,
  supervisor: 2,
  vision: 2,
  edge: 2,
};
const WATCHED = Object.keys(GROWS_MB) as readonly Who[];

export const section: VerifySection = {
  name: "soak",
  async run({ nightly, seconds = WHOLE_S, say }) {
    const lack = nightly ? lacks() : "only in the nightly run: it takes an hour and a quarter";
    if (lack !== null)
      return found(
        WATCHED.map((who): Figure => [...wordsOf(who), lack, null]),
        0,
      );
    return found(figuresOf(await soaked(seconds, say), seconds), seconds);
  },
};

function lacks(): string | null {
  if (!existsSync(CROSSING)) return "not built: npm run build";
  if (!hasFfmpeg()) return "no ffmpeg on this machine";
  return stageLacks() ?? missingModel();
}

/** A process at a moment, s after the warm-up began. */
interface Sample extends Seen {
  readonly who: Who;
  readonly s: number;
}

async function soaked(seconds: number, say: (line: string) => void): Promise<readonly Sample[]> {
  const folder = mkdtempSync(join(tmpdir(), "crossing-soak-"));
  const site = briskSite();
  const camera = site.cameras[0]!;
  const clips = { [camera.id]: await streetClip(site, camera, folder) };
  const logDir = join(folder, "log");
  writeFullLog(logDir);
  const stage = await setStage({ site, cabinet: "virtual", clips, logDir, say });
  const samples: Sample[] = [];
  const began = performance.now();
  const pause_s = Math.max(1, seconds / SAMPLES);
  try {
    for (let n = 1; n * pause_s <= seconds; n += 1) {
      await sleep(began + n * pause_s * 1000 - performance.now());
      samples.push(...look(stage, (performance.now() - began) / 1000));
    }
  } finally {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return samples.filter(({ s }) => s >= seconds * WARM_UP);
}

const look = (stage: Stage, s: number): readonly Sample[] =>
  WATCHED.flatMap((who) =>
    stage.pids(who).flatMap((pid) => {
      const seen = seenNow(pid);
      return seen === null ? [] : [{ ...seen, who, s }];
    }),
  );

function figuresOf(samples: readonly Sample[], seconds: number): readonly Figure[] {
  return WATCHED.flatMap((who) => {
    const its = samples.filter((sample) => sample.who === who);
    return [growthOf(who, its, seconds), flatOf(who, its)];
  });
}

/** Demanded of a whole run only: in minutes a heap has not settled. */
function growthOf(who: Who, its: readonly Sample[], seconds: number): Figure {
  const slope = slopePerHour(its.map(({ s, rss_mb }) => ({ s, value: rss_mb })));
  const own = slopePerHour(its.map(({ s, own_mb }) => ({ s, value: own_mb })));
  const heap = slopePerHour(its.map(({ s, heap_mb }) => ({ s, value: heap_mb })));
  const level = median(its.map(({ rss_mb }) => rss_mb));
  const is = `${slope.toFixed(2)} MB an hour, at ${level.toFixed(0)} MB; without programs read in ${own.toFixed(2)}, of which the C library ${heap.toFixed(2)}`;
  const [what, must] = wordsOf(who);
  return seconds < WHOLE_S ? [what, "-", is, null] : [what, must, is, slope < GROWS_MB[who]!];
}

const wordsOf = (who: Who): readonly [what: string, must: string] => [
  `growth of ${who}`,
  `< ${GROWS_MB[who]} MB an hour`,
];

/** The usual number in the last third against that in the first; somebody who asks for a page has a file open meanwhile. */
function flatOf(who: Who, its: readonly Sample[]): Figure {
  const third = Math.ceil(its.length / 3);
  const [first, last] = [its.slice(0, third), its.slice(-third)];
  const grown = (["fds", "threads"] as const).map(
    (what) => median(last.map((one) => one[what])) - median(first.map((one) => one[what])),
  );
  const runs = new Set(its.map(({ pid }) => pid)).size;
  const files = median(last.map(({ fds }) => fds));
  const threads = median(last.map((one) => one.threads));
  return [
    `files and threads of ${who}, and its runs`,
    "none more, one run",
    `${files} files (${signed(grown[0]!)}), ${threads} threads (${signed(grown[1]!)}), ${runs} run${runs === 1 ? "" : "s"}`,
    grown.every((more) => more <= 0) && runs === 1,
  ];
}

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value));

const found = (figures: readonly Figure[], seconds: number): Found => ({
  title: "Soak: nothing grows",
  figures,
  notes: [
    `\`crossing run\` for ${(seconds / 60).toFixed(0)} minutes with the clip of one camera in real time; the other camera is never there, and is tried again and again.`,
    "The event log is as a box has it after weeks: all events that are kept in memory were there before the start.",
    `Growth is the Theil-Sen slope of resident memory after the first ${WARM_UP * 100} % of the time.`,
  ],
});
