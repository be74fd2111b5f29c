/** `crossing vision`: the eyes at a desk and at the kerb; `count` counts the people of a video, as the controller would. */
import { join } from "node:path";
import type { Command } from "commander";
import { EXIT, type Exit, Refusal } from "../exit.ts";
import type { Counter } from "../program.ts";
import { whole } from "./numbers.ts";
import { addCalibrate } from "./vision-calibrate.ts";
import { addPreview } from "./vision-preview.ts";
import { addWalkTest } from "./vision-walk-test.ts";

interface CountOptions {
  readonly site?: string;
  readonly camera?: string;
  readonly detector?: string;
  readonly model?: string;
  readonly every: number;
  readonly json?: boolean;
}

const EXAMPLES = `
Every decoded frame of the file is counted, as fast as it goes. Without a site the whole picture is one zone.

Examples:
  $ crossing vision count people.mp4
  $ crossing vision count people.mp4 --site mill-lane.json --camera A --json | jq .people`;

export function addVision(program: Command, counter: Counter): void {
  const vision = program
    .command("vision")
    .description("the eyes: count, preview, calibrate, walk-test");
  vision
    .command("count")
    .description("count the people in a video, frame by frame")
    .argument("<video>", "a video file")
    .option("--site <site.json>", "use the zones of this site file")
    .option("--camera <zone>", "which camera of the site it is (default: the first)")
    .option("--detector <name>", "a model of the models folder, by name (default: the usual one)")
    .option("--model <file>", "a model file")
    .option("--every <n>", "only each n-th frame", whole(1, 1_000_000), 1)
    .option("--json", "one JSON line a frame")
    .addHelpText("after", EXAMPLES)
    .action(async (video: string, options: CountOptions) => count(video, options, counter));
  addPreview(vision, counter);
  addCalibrate(vision, counter);
  addWalkTest(vision, counter);
}

async function count(video: string, options: CountOptions, { desk }: Counter): Promise<void> {
  const { VisionError, countVideo, modelsFolder } = await import("@crossing/vision");
  const { countLine } = await import("../count-line.ts");
  const { goodSite } = await import("../site-file.ts");
  const { detector } = options;
  const named = detector === undefined ? undefined : join(modelsFolder(), `${detector}.onnx`);
  const model = options.model ?? named;
  const lines = countVideo({
    file: video,
    every: options.every,
    ...(options.site === undefined ? {} : { site: goodSite(options.site) }),
    ...(options.camera === undefined ? {} : { camera: options.camera }),
    ...(model === undefined ? {} : { model }),
  });
  try {
    for await (const line of lines) {
      const text = options.json ? JSON.stringify(line) : countLine(line);
      if (text !== null) desk.out(text);
    }
  } catch (error) {
    if (error instanceof VisionError) throw new Refusal(EXIT_OF[error.kind], error.message);
    throw error;
  }
}

/** A wrong file is the caller's, a missing tool the machine's, a bad model ours to report. */
const EXIT_OF: Readonly<Record<"input" | "tool" | "model", Exit>> = {
  input: EXIT.usage,
  tool: EXIT.missingTool,
  model: EXIT.failed,
};
