/** `crossing vision calibrate`: from marked points to metres on the street. */
import type { CameraSite, Site } from "@crossing/config";
import { type Command, InvalidArgumentError } from "commander";
import { EXIT, type Exit } from "../exit.ts";
import type { Counter } from "../program.ts";
import type { PictureSize } from "../vision/annotation.ts";
import type { Calibration } from "../vision/calibration.ts";
import type { GroundPoints } from "../vision/points.ts";

interface CalibrateOptions {
  readonly site: string;
  readonly camera?: string;
  readonly points: readonly string[];
  readonly pixels?: PictureSize;
  readonly from?: string;
  readonly picture: boolean;
  readonly out?: string;
  readonly write?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Mark six points or more that you can measure on the ground: corners of the crosswalk's bars, kerb stones, manhole
covers; spread them wide, no three in a line. x runs along the road to the right of somebody who crosses from zone 1
to zone 2 and is 0 in the middle of the crosswalk; y runs across the road and is 0 at the kerb of zone 1.
Points are u,v=x,y: u and v in fractions of the picture from left and top (or pixels, with --pixels).
A grid of metres is drawn over the camera's picture: look at it. --write puts ground and landmarks into the site file.

Examples:
  $ crossing vision calibrate --site mill-lane.json --camera A --points points.csv
  $ crossing vision calibrate --site mill-lane.json --camera A --points 0.28,0.64=2,0 0.60,0.59=-2,0 ... --write
  $ crossing vision calibrate --site mill-lane.json --points points.csv --pixels 1920x1080 --from still.mp4`;

/** Adds the command to `crossing vision`. */
export function addCalibrate(vision: Command, counter: Counter): void {
  vision
    .command("calibrate")
    .description("find the ground in a camera's picture from measured points")
    .requiredOption("--site <site.json>", "the site file")
    .option("--camera <id>", "which camera (default: the first)")
    .requiredOption("--points <points...>", "u,v=x,y; or a .csv or .json file of them")
    .option("--pixels <w>x<h>", "u and v are pixels of a picture of this size", pixels)
    .option("--from <source>", "take pictures from here (default: the site file's source)")
    .option("--no-picture", "no grid picture and no landmarks: only sums")
    .option("--out <file>", "the grid picture (default: calibration-<camera>.jpg)")
    .option("--write", "put ground and landmarks into the site file, through the check")
    .option("--json", "one JSON object")
    .addHelpText("after", EXAMPLES)
    .action(async (options: CalibrateOptions) => calibrateCamera(options, counter));
}

function pixels(text: string): PictureSize {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  if (width === undefined) throw new InvalidArgumentError("wanted <width>x<height>, as 1920x1080.");
  return { width: Number(width), height: Number(height) };
}

/** Pictures from which landmarks are chosen: far enough apart for people and vehicles to move on. */
const PICTURES = { count: 12, gap_ms: 900 };

async function calibrateCamera(options: CalibrateOptions, { desk, end }: Counter): Promise<void> {
  const { goodSite } = await import("../site-file.ts");
  const { cameraOfChoice } = await import("../vision/camera-choice.ts");
  const { calibrate } = await import("../vision/calibration.ts");
  const { readPoints } = await import("../vision/points.ts");
  const site = goodSite(options.site);
  const camera = cameraOfChoice(site, options);
  const ground = readPoints(options.points, options.pixels ?? null);
  const calibration = calibrate(ground, camera, site);
  if (!calibration.ok) {
    for (const line of linesOf(calibration, options.json === true)) desk.out(line);
    return end(EXIT.failed);
  }
  const seen = options.picture ? await look({ site, camera, ground }, options) : null;
  if (seen !== null) desk.say(`${seen.file}: look whether the grid lies on the road`);
  for (const line of linesOf(calibration, options.json === true, seen)) desk.out(line);
  const landmarks = seen === null || seen.landmarks.length === 0 ? {} : seen;
  if (!options.write) return desk.say("nothing was written; --write puts it into the site file");
  end(await written(options.site, camera.id, { ground, landmarks }, desk.say));
}

interface Marked {
  readonly site: Site;
  readonly camera: CameraSite;
  readonly ground: GroundPoints;
}

interface Looked {
  /** The grid picture. */
  readonly file: string;
  readonly landmarks: CameraSite["landmarks"];
}

/** Takes pictures, draws the grid over the last of them, and chooses landmarks. */
async function look({ site, camera, ground }: Marked, options: CalibrateOptions): Promise<Looked> {
  const { landmarksOf } = await import("@crossing/vision");
  const { gridPicture } = await import("../vision/annotation.ts");
  const { takePictures } = await import("../vision/camera-pictures.ts");
  const { drawCamera, isDrawn } = await import("../vision/drawn-camera.ts");
  const { drawnOver, jpegOfRgb, writeOut } = await import("../vision/pictures.ts");
  const file = options.out ?? `calibration-${camera.id}.jpg`;
  const drawn = isDrawn(camera) ? await drawCamera(site, camera) : null;
  try {
    const pictures = await takePictures(drawn?.camera ?? camera, PICTURES);
    const last = pictures.at(-1)!;
    const grid = gridPicture({ ground }, { size: last, length_m: site.crossing.length_m });
    writeOut(file, await drawnOver(await jpegOfRgb(last.rgb, last), grid));
    return { file, landmarks: [...landmarksOf(pictures)] };
  } finally {
    await drawn?.stop();
  }
}

interface Change {
  readonly ground: GroundPoints;
  readonly landmarks: { readonly landmarks?: CameraSite["landmarks"] };
}

async function written(
  file: string,
  camera: string,
  { ground, landmarks: { landmarks } }: Change,
  say: (line: string) => void,
): Promise<Exit> {
  const { readFileSync } = await import("node:fs");
  const { formatProblem } = await import("@crossing/config");
  const { editedCamera, replaceFile } = await import("../vision/site-edit.ts");
  const change = { ground, ...(landmarks === undefined ? {} : { landmarks }) };
  const edited = editedCamera(readFileSync(file, "utf8"), camera, change);
  if (!edited.ok) {
    for (const problem of edited.problems) say(formatProblem(file, problem));
    return EXIT.ruleBroken;
  }
  replaceFile(file, edited.text);
  const marks = landmarks === undefined ? "" : ` and ${landmarks.length} landmarks`;
  say(
    `${file}: ground of camera ${camera} from ${ground.length} points${marks} written; it counts from the next start`,
  );
  return EXIT.ok;
}

function linesOf(
  calibration: Calibration,
  json: boolean,
  seen: Looked | null = null,
): readonly string[] {
  if (json) {
    const looked = seen === null ? {} : { picture: seen.file, landmarks: seen.landmarks.length };
    return [JSON.stringify({ ...calibration, ...looked })];
  }
  if (!calibration.ok) {
    const which = calibration.points.map((at) => at + 1).join(" and ");
    return [`${which === "" ? "points" : `points ${which}`}: ${calibration.problem}`];
  }
  const { points, worst_m, pixel_m, warnings } = calibration;
  return [
    "point      u       v        x       y   off by  by the others",
    ...points.map(({ image: [u, v], metres: [x, y], residual_m, alone_m }, at) =>
      [
        String(at + 1).padStart(5),
        u.toFixed(4).padStart(7),
        v.toFixed(4).padStart(7),
        x.toFixed(2).padStart(8),
        y.toFixed(2).padStart(7),
        `${residual_m.toFixed(2)} m`.padStart(8),
        (alone_m === null ? "-" : `${alone_m.toFixed(2)} m`).padStart(13),
      ].join(" "),
    ),
    `worst ${worst_m.toFixed(2)} m` +
      (pixel_m === null
        ? ""
        : `; a pixel of a picture 640 wide covers ${pixel_m.near.toFixed(3)} to ${pixel_m.far.toFixed(3)} m`),
    ...(seen === null ? [] : [`${seen.landmarks.length} landmarks found`]),
    ...warnings.map((warning) => `warning: ${warning}`),
  ];
}
