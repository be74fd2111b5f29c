/** Makes sure that a network is what its sidecar says, before anybody believes a box of it. */
import type { ModelFiles, Sidecar } from "../models/sidecar.ts";
import { VisionError, wordsOf } from "../vision-error.ts";
import type { Feed, Network, Output } from "./engines/engine.ts";
import { type Opened, networkOf } from "./engines/session.ts";
import type { Answer, Candidate } from "./layouts/layout.ts";
import { LAYOUT } from "./layouts/layouts.ts";

/** A network that was tried once, and reads its own answers. */
export interface Reading {
  readonly network: Network;
  /** Everything in the answer to what the feeds hold now, in fractions of the input; best not first. */
  readonly read: (
    answer: Readonly<Record<string, Output>>,
    scoreMin: number,
  ) => readonly Candidate[];
}

/**
 * Checks inputs, outputs, shapes and scores of a network by running it once on what `feed` holds.
 *
 * Throws a VisionError of kind `model` that names the sidecar's key to correct.
 */
export async function readingOf(
  opened: Opened,
  { sidecar }: Pick<ModelFiles, "sidecar">,
  feed: Feed,
): Promise<Reading> {
  const wrong = (found: string): VisionError =>
    new VisionError("model", `sidecar of ${sidecar.name}: ${found}; correct the sidecar`);
  const about = networkOf(opened, []);
  const trouble = wrongInput(about, feed) ?? wrongOutputs(about, sidecar);
  if (trouble !== null) throw wrong(trouble);
  const network = networkOf(opened, [feed, ...furtherFeeds(about, sidecar)]);
  const first = await network.run().catch((thrown: unknown) => {
    throw wrong(`the network does not run on its input: ${wordsOf(thrown).slice(0, 300)}`);
  });
  const names = Object.entries(sidecar.outputs);
  const shapes = Object.fromEntries(names.map(([word, name]) => [word, first[name]!.shape]));
  const read = LAYOUT[sidecar.layout].reader(sidecar, shapes);
  if (typeof read === "string") throw wrong(`outputs: ${read}`);
  const answerOf = (outputs: Readonly<Record<string, Output>>): Answer =>
    Object.fromEntries(names.map(([word, name]) => [word, outputs[name]!.values]));
  const odd = oddOne(read(answerOf(first), LEAST), sidecar);
  if (odd !== null) throw wrong(unbelievable(odd, sidecar));
  return { network, read: (outputs, scoreMin) => believable(read(answerOf(outputs), scoreMin)) };
}

/** More things than a crop can show: who compares each with each must come to an end. */
const MOST = 1000;

/**
 * What can be a box: with numbers in it, not miles away, and a score that is one; the best thousand. A network that is
 * fed with noise may answer anything.
 */
export function believable(all: readonly Candidate[]): readonly Candidate[] {
  const can = all.filter(({ score, box }) => isBelievable(score, box));
  return can.length <= MOST ? can : can.sort((a, b) => b.score - a.score).slice(0, MOST);
}

/** So low that on any picture some boxes pass. */
const LEAST = 1e-6;
/** Boxes may stick out of the picture, but not for miles: those are in another unit than the layout's. */
const FAR = 8;

/** A box that cannot be, or one of many that are all smaller than a pixel; null: all is well. */
function oddOne(all: readonly Candidate[], { input }: Sidecar): Candidate | null {
  const odd = all.find(({ score, box }) => !isBelievable(score, box));
  const pixel = 1 / Math.max(input.width, input.height);
  const dots = all.length > 0 && all.every(({ box }) => box[2] - box[0] < pixel);
  return odd ?? (dots ? all[0]! : null);
}

const isBelievable = (score: number, box: Candidate["box"]): boolean =>
  score >= 0 && score <= 1.001 && box.every((side) => Math.abs(side) <= FAR);

const unbelievable = ({ score, box }: Candidate, { layout }: Sidecar): string =>
  `layout = ${layout}: score ${score.toPrecision(3)}, box ${box.map((side) => side.toPrecision(3)).join(", ")} ` +
  `(fractions of the input) cannot be; this network writes its answers differently`;

function wrongInput({ inputs }: Network, feed: Feed): string | null {
  const port = inputs.find(({ name }) => name === feed.name);
  const known = inputs.map(({ name }) => name).join(", ");
  if (port === undefined) return `input.name = ${feed.name}: the graph has only ${known}`;
  if (port.type !== feed.type)
    return `input.type = ${feed.type}: the graph wants ${port.type} for ${feed.name}`;
  const fits =
    port.shape.length === feed.shape.length &&
    port.shape.every((length, at) => typeof length !== "number" || length === feed.shape[at]);
  if (fits) return null;
  return (
    `input.width, input.height and input.planes make [${feed.shape.join(", ")}]: ` +
    `the graph wants [${port.shape.join(", ")}]`
  );
}

function wrongOutputs({ outputs }: Network, sidecar: Sidecar): string | null {
  const wanted = LAYOUT[sidecar.layout].outputs(sidecar);
  const known = outputs.map(({ name }) => name);
  for (const word of wanted) {
    const name = sidecar.outputs[word];
    if (name === undefined)
      return `outputs.${word} is missing: layout ${sidecar.layout} reads ${wanted.join(", ")}`;
    if (!known.includes(name))
      return `outputs.${word} = ${name}: the graph has only ${known.join(", ")}`;
  }
  const extra = Object.keys(sidecar.outputs).find((word) => !wanted.includes(word));
  return extra === undefined
    ? null
    : `outputs.${extra}: layout ${sidecar.layout} reads only ${wanted.join(", ")}`;
}

/** What some exported networks ask besides the picture: its size, and how it was scaled. */
function furtherFeeds({ inputs }: Network, { name, input }: Sidecar): readonly Feed[] {
  const size = [input.width, input.height] as const;
  return inputs
    .filter((port) => port.name !== input.name)
    .map((port): Feed => {
      const shape = [1, 2];
      if (port.name === "orig_target_sizes" && port.type === "int64")
        return { name: port.name, type: "int64", shape, values: BigInt64Array.from(size, BigInt) };
      if (port.name === "im_shape")
        return {
          name: port.name,
          type: "float32",
          shape,
          values: Float32Array.of(size[1], size[0]),
        };
      if (port.name === "scale_factor")
        return { name: port.name, type: "float32", shape, values: Float32Array.of(1, 1) };
      throw new VisionError(
        "model",
        `${name}: the graph also wants ${port.name} (${port.type}): export it with the picture as its only input`,
      );
    });
}
