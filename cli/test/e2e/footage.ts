/** What the cameras of the end-to-end test look at: a real video when there is one, else a drawn one. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Site } from "@crossing/config";
import { drawVideo } from "./drawn-video.ts";

/** A site with a video file for each of its cameras, in their order. */
export interface Footage {
  readonly site: Site;
  readonly videos: readonly string[];
}

/**
 * The plaza of PETS 2009 (S2.L1) when the folder in CROSSING_MEDIA has it, with each half of the picture as a zone;
 * else three people at the first kerb of the drawn street.
 */
export async function footageFor(site: Site, dir: string): Promise<Footage> {
  const plaza = join(process.env["CROSSING_MEDIA"] ?? dir, "pets09-s2l1/frames-0001-0400.mp4");
  if (existsSync(plaza)) return { site: onThePlaza(site), videos: site.cameras.map(() => plaza) };
  const videos = site.cameras.map(({ id }) => join(dir, `${id}.mp4`));
  await Promise.all(videos.map((file, index) => drawVideo(site, index, file, 4)));
  return { site, videos };
}

/** Nobody walks in the sky: a crosswalk that is always seen empty. */
const SKY: Site["cameras"][number]["crosswalk"] = [
  [0.4, 0],
  [0.6, 0],
  [0.6, 0.08],
  [0.4, 0.08],
];

const onThePlaza = (site: Site): Site => ({
  ...site,
  cameras: site.cameras.map((camera, index) => ({
    ...camera,
    zones: [{ zone: site.zones[index]!.id, polygon: half(index) }],
    crosswalk: SKY,
  })),
});

function half(index: number): [number, number][] {
  const left = index / 2;
  return [
    [left, 0.2],
    [left + 0.5, 0.2],
    [left + 0.5, 1],
    [left, 1],
  ];
}
