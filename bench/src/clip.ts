/** A video of the simulated street, as a traffic camera would deliver it: the bench's own film. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type CameraSite, type Indications, type Site, instant } from "@crossing/config";
import { initialState, planOf, step } from "@crossing/controller";
import { type Street, createStreet, drawView, inputsOf, viewOf } from "@crossing/simulator";

export const CLIP_FPS = 10;
export const CLIP_FRAMES = 300;
/** People need this long to come into sight of an empty street, s. */
const BEFORE_S = 60;
// As cameras send it: H.264 without frames that wait for later ones, a key frame every two seconds.
const ENCODER = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-bf", "0", "-g", "20"];

/** Whether there is an ffmpeg to render and to decode with. */
export const hasFfmpeg = (): boolean => spawnSync("ffmpeg", ["-version"]).status === 0;

/**
 * Half a minute of one camera, 640x480, ten frames a second, with the real core switching the heads.
 *
 * The same each time; rendered into `folder` once. Gives the path.
 */
export async function streetClip(site: Site, camera: CameraSite, folder: string): Promise<string> {
  const file = join(folder, `street-${camera.id}.mp4`);
  if (!existsSync(file)) await render(site, camera, file);
  return file;
}

async function render(site: Site, camera: CameraSite, file: string): Promise<void> {
  const view = viewOf(site, camera);
  const street = createStreet({ site, seed: 7, rates: { people_per_h: 400, vehicles_per_h: 900 } });
  const move = switched(site, street);
  for (let frame = 0; frame < BEFORE_S * CLIP_FPS; frame++) move();
  const input = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", `${view.width}x${view.height}`];
  const output = [...ENCODER, "-pix_fmt", "yuv420p", "-y", file];
  const ffmpeg = spawn(
    "ffmpeg",
    ["-v", "error", ...input, "-r", String(CLIP_FPS), "-i", "pipe:0", ...output],
    { stdio: ["pipe", "ignore", "inherit"] },
  );
  const ended = once(ffmpeg, "close");
  for (let frame = 0; frame < CLIP_FRAMES; frame++) {
    const shown = move();
    const scene = { t_s: street.t_s(), people: street.people(), vehicles: street.vehicles() };
    const rgb = drawView(view, { ...scene, shown, bollards: "dark" });
    // The view paints into the same bytes again: ffmpeg gets its own.
    if (!ffmpeg.stdin.write(Buffer.from(rgb))) await once(ffmpeg.stdin, "drain");
  }
  ffmpeg.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`ffmpeg could not write ${file} (exit ${String(code)})`);
}

/** One frame's time of the street under the real core, on virtual time; gives what the heads show. */
function switched(site: Site, street: Street): () => Indications {
  const plan = planOf(site);
  let state = initialState(plan, instant(0));
  let shown: Indications = { vehicle: "red", ped: "dont-walk" };
  return () => {
    const next = step(plan, state, inputsOf(street, { shown }), instant(street.t_s() * 1000));
    state = next.state;
    shown = { vehicle: next.outputs.vehicle, ped: next.outputs.ped };
    street.step(1 / CLIP_FPS, shown);
    return shown;
  };
}
