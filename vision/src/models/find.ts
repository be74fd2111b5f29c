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

/** How exactly a network computes. */
export type Precision = "fp32" | "int8";

/** What the file of a model of this precision is called, after the model's name. */
export const SUFFIX: Readonly<Record<Precision, string>> = { fp32: "", int8: "-int8" };

/**
 * Path of the ONNX file to use: `wanted`, else the environment's CROSSING_MODEL, else the default model.
 *
 * `wanted` is a path that ends in `.onnx`, or the name of a model in the models folder. The int8 variant of a named
 * model is the file with `-int8` after its name; a path is taken as it is.
 * Throws a VisionError of kind `model` that says what to do when there is no such file.
 */
export function findModel(wanted?: string | null, precision: Precision = "fp32"): string {
  const named = wanted ?? process.env["CROSSING_MODEL"];
  const path = named?.endsWith(".onnx")
    ? named
    : join(modelsFolder(), `${named ?? MODEL_NAME}${SUFFIX[precision]}.onnx`);
  if (existsSync(path)) return path;
  const build = precision === "int8" ? "npm run models:build -- --int8" : "npm run models:build";
  const advice =
    named === undefined
      ? `run ${build} (with --tarball <file> where there is no registry)`
      : "give the name of a model in the models folder or the path of an .onnx file, or leave it out to use the default model";
  throw new VisionError("model", `${path}: no model there; ${advice}`);
}
