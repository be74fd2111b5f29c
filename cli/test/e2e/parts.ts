/** The real other side: programs of other people, when this machine has them. */
import { spawnSync } from "node:child_process";
import { VisionError, findModel } from "@crossing/vision";

const PYTHON = "/usr/bin/python3";

/** What a test may need of the machine. */
type Part = "ffmpeg" | "mosquitto" | "pymodbus" | "model";

/** Which of these the machine does not have, as a sentence for a skipped test; null: it has all of them. */
export function missing(parts: readonly Part[]): string | null {
  const absent = parts.filter((part) => !HAS[part]()).map((part) => WORDS[part]);
  return absent.length === 0 ? null : `(skipped: this machine has no ${absent.join(", no ")})`;
}

const WORDS: Readonly<Record<Part, string>> = {
  ffmpeg: "ffmpeg",
  mosquitto: "mosquitto and mosquitto_sub",
  pymodbus: "python3-pymodbus",
  model: "model (npm run models:build)",
};

const HAS: Readonly<Record<Part, () => boolean>> = {
  ffmpeg: () => runs("ffmpeg", ["-version"]),
  mosquitto: () =>
    (runs("mosquitto", ["-h"]) || runs("/usr/sbin/mosquitto", ["-h"])) &&
    runs("mosquitto_sub", ["--help"]),
  pymodbus: () => runs(PYTHON, ["-c", "import pymodbus"]),
  model: hasModel,
};

/** Whether a program is there; what it thinks of its arguments does not matter to most of them. */
function runs(name: string, args: readonly string[]): boolean {
  const { error, status } = spawnSync(name, args, { stdio: "ignore" });
  return error === undefined && (name !== PYTHON || status === 0);
}

function hasModel(): boolean {
  try {
    findModel();
    return true;
  } catch (error) {
    if (error instanceof VisionError) return false;
    throw error;
  }
}
