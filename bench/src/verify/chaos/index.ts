/** Chaos: the installed crossing with its processes killed and stopped, its line cut, its disk full, its broker gone. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Chance, chanceOf } from "@crossing/simulator";
import { hasFfmpeg, streetClip } from "../../clip.ts";
import { missingModel } from "../../model.ts";
import { CROSSING } from "../../running-stack.ts";
import type { Found, VerifySection } from "../section.ts";
import { type Means, type Planned, deedBy } from "./deeds.ts";
import { foundIn } from "./figures.ts";
import { type Night, night } from "./night.ts";
import { briskSite } from "./site.ts";
import { foreignLacks, stageLacks } from "./stage.ts";

export const section: VerifySection = {
  name: "chaos",
  async run({ nightly, seconds, seed, say }) {
    const lack = stageLacks() ?? (existsSync(CROSSING) ? null : "not built: npm run build");
    if (lack !== null) return nothing(lack);
    return nightly ? whole(seed, seconds ?? Infinity, say) : few(say);
  },
};

/** A handful at places that matter, for continuous integration. */
const FEW: readonly Planned[] = [
  { deed: { kind: "kill", who: "edge" }, moment: { point: null, after_ms: 0 } },
  { deed: { kind: "kill", who: "vision" }, moment: { point: null, after_ms: 0 } },
  { deed: { kind: "kill", who: "control" }, moment: { point: "walk", after_ms: 500 } },
];

async function few(say: (line: string) => void): Promise<Found> {
  const common = { site: briskSite(), clips: {}, deeds: () => FEW, until_ms: 60_000, say };
  return foundIn([await night({ ...common, cabinet: "virtual" })], false);
}

const DEEDS = { virtual: 150, foreign: 110 } as const;
const LONGEST_MS = 60_000;
const BROKERLESS_MS = 180_000;

/** Both cabinets at once, each with a crossing of its own; for `seconds` of real time. */
async function whole(seed: number, seconds: number, say: (line: string) => void): Promise<Found> {
  const folder = mkdtempSync(join(tmpdir(), "crossing-clips-"));
  try {
    const site = briskSite();
    const seeing = hasFfmpeg() && missingModel() === null;
    const clips: Record<string, string> = {};
    if (seeing)
      for (const camera of site.cameras) clips[camera.id] = await streetClip(site, camera, folder);
    const cabinets = (["virtual", "foreign"] as const).filter(
      (cabinet) => cabinet === "virtual" || foreignLacks() === null,
    );
    const nightOf = (cabinet: (typeof cabinets)[number]): Promise<Night> => {
      const means = { ffmpeg: seeing, longest_ms: LONGEST_MS, brokerless_ms: BROKERLESS_MS };
      const chance = chanceOf(seed, `chaos ${cabinet}`);
      const deeds = (here: Pick<Means, "cut" | "disk">): Iterable<Planned> =>
        drawn(DEEDS[cabinet], chance, { ...means, ...here });
      return night({ site, cabinet, clips, deeds, until_ms: seconds * 1000, say });
    };
    const nights = await Promise.all(cabinets.map(nightOf));
    return foundIn(nights, seconds === Infinity);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What every night begins with, so that no seed leaves it out. */
const ALWAYS: readonly Planned[] = [
  { deed: { kind: "cut", for_ms: 4000 }, moment: { point: "walk", after_ms: 1000 } },
  { deed: { kind: "full-disk", for_ms: 12_000 }, moment: { point: "green", after_ms: 0 } },
  {
    deed: { kind: "stop", who: "control", for_ms: 800 },
    moment: { point: "yellow", after_ms: 500 },
  },
  {
    deed: { kind: "stop", who: "control", for_ms: 3000 },
    moment: { point: "clearance", after_ms: 500 },
  },
  {
    deed: { kind: "stop", who: "supervisor", for_ms: 12_000 },
    moment: { point: "walk", after_ms: 0 },
  },
];

function* drawn(count: number, chance: Chance, means: Means): Generator<Planned> {
  const lacking = [...(means.cut ? [] : ["cut"]), ...(means.disk ? [] : ["full-disk"])];
  yield* ALWAYS.filter(({ deed }) => !lacking.includes(deed.kind));
  for (let n = 0; n < count; n += 1) yield deedBy(chance, means);
}

const nothing = (lack: string): Found => ({
  title: "Chaos: real processes, really killed",
  figures: [["kills", ">= 200", lack, null]],
  notes: [],
});
