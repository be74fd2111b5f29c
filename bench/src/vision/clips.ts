/** The real clips with known truth. They are research data and not part of the project. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Site, readSite } from "@crossing/config";
import { type Frames, type PixelBox, readTruth } from "./truth.ts";

/** One clip by name. */
export interface Clip {
  readonly name: ClipName;
  readonly what: string;
  readonly file: string;
  readonly truth: Frames;
  /** Where people walk whom nobody boxed, pixels; null: everybody is boxed. */
  readonly unboxed: PixelBox | null;
}

export type ClipName = "pets" | "tud";

type Kept = Pick<Clip, "what" | "unboxed"> & { readonly folder: string; readonly video: string };

const CLIPS: Readonly<Record<ClipName, Kept>> = {
  pets: {
    what: "PETS 2009 S2.L1",
    folder: "pets09-s2l1",
    video: "frames-0001-0400.mp4",
    // The far path, top left: no box of the truth ever stands there, but people do.
    unboxed: [0, 0, 200, 100],
  },
  tud: { what: "TUD Stadtmitte", folder: "tud-stadtmitte", video: "clip.mp4", unboxed: null },
};

/** All names. */
export const CLIP_NAMES = Object.keys(CLIPS) as readonly ClipName[];

/** What is said where there are no clips. */
export const NO_CLIPS = "no clips; set CROSSING_MEDIA to the folder that holds them";

/** The clip, from the folder that CROSSING_MEDIA names; null when it is not there. */
export function clipOf(name: ClipName): Clip | null {
  const { what, folder, video, unboxed } = CLIPS[name];
  const media = process.env["CROSSING_MEDIA"] ?? "";
  const file = join(media, folder, video);
  const truth = join(media, folder, "gt.txt");
  if (media === "" || !existsSync(file) || !existsSync(truth)) return null;
  return { name, what, file, truth: readTruth(readFileSync(truth, "utf8")), unboxed };
}

/** The site file that goes with the PETS clip: its zones are the polygons that people are counted in. */
export function petsSite(): Site {
  const file = fileURLToPath(new URL("../../sites/pets09-s2l1.json", import.meta.url));
  const reading = readSite(readFileSync(file, "utf8"));
  if (!reading.ok) throw new Error(`${file} is not in order; run: crossing check ${file}`);
  return reading.site;
}
