/** Videos for the cameras of a site: people who wait at the first kerb, as the drawn street shows them. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Site } from "@crossing/config";
import { createStreet, drawView, viewOf } from "@crossing/simulator";

const FPS = 10;
const DT_S = 1 / FPS;
const VEHICLES_GO = { vehicle: "green", ped: "dont-walk" } as const;

/** Writes `seconds` of what camera number `index` sees into `file`, MPEG-4 by ffmpeg. */
export async function drawVideo(
  site: Site,
  index: number,
  file: string,
  seconds: number,
): Promise<void> {
  const view = viewOf(site, site.cameras[index]!);
  const size = `${view.width}x${view.height}`;
  const raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", String(FPS), "-i", "-"];
  const encoded = ["-c:v", "mpeg4", "-q:v", "3", "-pix_fmt", "yuv420p", file];
  const ffmpeg = spawn("ffmpeg", ["-v", "error", "-y", ...raw, ...encoded], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  const ended = once(ffmpeg, "close");
  for (const scene of scenes(site, seconds)) {
    const picture = Buffer.from(drawView(view, scene));
    if (!ffmpeg.stdin.write(picture)) await once(ffmpeg.stdin, "drain");
  }
  ffmpeg.stdin.end();
  await ended;
}

/** Three people walk up and wait; the video begins when all of them stand. */
function* scenes(site: Site, seconds: number): Generator<Parameters<typeof drawView>[1]> {
  const street = createStreet({ site, seed: 3 });
  const first = site.zones[0]!.id;
  street.addPeople(first, 3);
  for (let t = 0; t < 60 && street.truth().zones[first]!.waiting.length < 3; t += DT_S)
    street.step(DT_S, VEHICLES_GO);
  for (let t = 0; t < seconds; t += DT_S) {
    street.step(DT_S, VEHICLES_GO);
    yield {
      t_s: street.t_s(),
      people: street.people(),
      vehicles: street.vehicles(),
      shown: VEHICLES_GO,
      bollards: "red",
    };
  }
}
