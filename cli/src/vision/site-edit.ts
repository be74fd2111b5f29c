/** Changes what a site file says of a camera: through the check, and never half-written. */
import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { type CameraSite, type Problem, readSite } from "@crossing/config";
import { withValue } from "./json-edit.ts";

/** What is drawn or calibrated, and nothing else of a camera. */
export type CameraChange = Partial<
  Pick<CameraSite, "zones" | "crosswalk" | "lanes" | "ground" | "landmarks">
>;

/** The file's new text; or all that is wrong with what was wanted, and then nothing may be written. */
export type Edited =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Fractions of a picture are written to a ten-thousandth: a fifth of a pixel in a picture 2000 wide. */
const FRACTION_DIGITS = 4;
const METRE_DIGITS = 3;

/**
 * The text of a site file with a camera changed, after the whole check: fields, names, rules of the profile.
 *
 * Everything that is not changed stays as it was written, byte by byte.
 */
export function editedCamera(text: string, camera: string, change: CameraChange): Edited {
  const before = readSite(text);
  if (!before.ok) return before;
  const at = before.site.cameras.findIndex(({ id }) => id === camera);
  if (at < 0) return { ok: false, problems: [noSuchCamera(camera, before.site.cameras)] };
  const changed = Object.entries(rounded(change)).reduce(
    (now, [key, value]) => withValue(now, ["cameras", at, key], value),
    text,
  );
  const after = readSite(changed);
  if (!after.ok) return after;
  return after.broken.length > 0
    ? { ok: false, problems: after.broken }
    : { ok: true, text: changed };
}

/** A short word that changes with the file: who edits an old one is told so. */
export const fingerprint = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 16);

/** Puts the text in place of the file in one step: a power cut leaves the old file or the new one. Throws when it cannot. */
export function replaceFile(file: string, text: string): void {
  const beside = `${file}.${process.pid}.new`;
  const { mode } = statSync(file);
  try {
    const handle = openSync(beside, "w", mode);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
}

const noSuchCamera = (camera: string, cameras: readonly CameraSite[]): Problem => ({
  path: "cameras",
  value: camera,
  wanted: `one of the cameras ${cameras.map(({ id }) => id).join(", ")}`,
});

type Point = [number, number];

function rounded({ zones, crosswalk, lanes, ground, landmarks }: CameraChange): CameraChange {
  const all = (polygon: Point[]): Point[] => polygon.map(fractions);
  return {
    ...(zones && { zones: zones.map((one) => ({ ...one, polygon: all(one.polygon) })) }),
    ...(crosswalk !== undefined && { crosswalk: crosswalk && all(crosswalk) }),
    ...(lanes && { lanes: lanes.map((one) => ({ ...one, polygon: all(one.polygon) })) }),
    ...(ground && {
      ground: ground.map(({ image, metres }) => ({
        image: fractions(image),
        metres: metres.map((m) => digits(m, METRE_DIGITS)) as Point,
      })),
    }),
    ...(landmarks && { landmarks: landmarks.map((one) => ({ ...one, at: fractions(one.at) })) }),
  };
}

const fractions = ([x, y]: Point): Point => [
  digits(x, FRACTION_DIGITS),
  digits(y, FRACTION_DIGITS),
];

const digits = (value: number, places: number): number => Number(value.toFixed(places));
