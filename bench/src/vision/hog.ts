/** OpenCV's HOG people detector, in Debian's Python. */
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Clip, ClipName } from "./clips.ts";
import { kept } from "./kept.ts";
import type { PeerFound, Scored } from "./peer.ts";

// From source and when built: the program is not compiled.
const PROGRAM = fileURLToPath(new URL("../../../bench/src/vision/hog.py", import.meta.url));
const PYTHON = "/usr/bin/python3";

/** Its window is 128 pixels high: small people are enlarged for it, or it finds none. */
export const ENLARGED: Readonly<Record<ClipName, number>> = { pets: 2.5, tud: 1 };
/** It takes a second for a large frame: one in so many is looked at. */
const EVERY: Readonly<Record<ClipName, number>> = { pets: 5, tud: 3 };

/** Why it cannot be asked here; null: it can. */
export function missingHog(): string | null {
  const { status } = spawnSync(PYTHON, ["-c", "import cv2"]);
  return status === 0 ? null : "no OpenCV for Python: apt install python3-opencv";
}

/** What a round of looking gave. */
export interface HogRound {
  readonly ms: number;
  readonly frames: readonly (readonly Scored[])[];
}

/** A HOG program that has read its frames, and looks at all of them each time it is asked. */
export interface Hog {
  look(): Promise<HogRound>;
  end(): void;
}

export interface HogFrames {
  readonly file: string;
  readonly enlarged: number;
  readonly every: number;
  readonly most: number;
}

/** Starts it; throws when it ends before it is ready. */
export async function startHog({ file, enlarged, every, most }: HogFrames): Promise<Hog> {
  const words = [PROGRAM, file, String(enlarged), String(every), String(most)];
  const child = spawn(PYTHON, words, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("hog.py ended before it answered");
    return value;
  };
  await next();
  return {
    async look() {
      child.stdin.write("look\n");
      return JSON.parse(await next()) as HogRound;
    },
    end: () => child.stdin.end(),
  };
}

/** What it finds in a clip; minutes the first time. */
export const hogFound = ({ name, file }: Clip): Promise<PeerFound> =>
  kept(["hog 1", readFileSync(PROGRAM), readFileSync(file)], async () => {
    const every = EVERY[name];
    const most = Number.MAX_SAFE_INTEGER;
    const hog = await startHog({ file, enlarged: ENLARGED[name], every, most });
    try {
      return { every, frames: (await hog.look()).frames };
    } finally {
      hog.end();
    }
  });
