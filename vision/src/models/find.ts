/** Where the model is. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { VisionError } from "../vision-error.ts";

/** File name of the default model, without its ending. */
export const MODEL_NAME = "ssdlite-mobilenetv2-300";

/** The project's folder for models: not part of the repository, made by `npm run models:build`. */
export const modelsFolder = (): string =>
  fileURLToPath(new URL("../../../models", import.meta.url));

/**
 * Path of the ONNX file to use: `wanted`, else the environment's CROSSING_MODEL, else the default model.
 *
 * Throws a VisionError of kind `model` that says what to do when there is no such file.
 */
export function findModel(wanted?: string): string {
  const named = wanted ?? process.env["CROSSING_MODEL"];
  const path = named ?? join(modelsFolder(), `${MODEL_NAME}.onnx`);
  if (existsSync(path)) return path;
  const advice =
    named === undefined
      ? "run npm run models:build (with --tarball <file> where there is no registry)"
      : "check the path, or leave it out to use the default model";
  throw new VisionError("model", `${path}: no model there; ${advice}`);
}
