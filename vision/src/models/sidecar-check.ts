/** Checks a sidecar as it was written and fills in what was left out; says all that is wrong at once. */
import { COCO_80, COCO_91 } from "./coco.ts";
import { type InputFormat, LAYOUTS, type LayoutName, type Sidecar } from "./sidecar.ts";

/** A sidecar, or null with what is wrong: `path = value: what is wanted`. */
export interface Checked {
  readonly sidecar: Sidecar | null;
  readonly wrongs: readonly string[];
}

const KEYS =
  "version layout name sha256 input outputs classes threshold same strides anchors provenance";
const INPUT_KEYS = "name width height type order planes scale mean std letterbox pad";
const CLASS_LISTS: Readonly<Record<string, readonly string[]>> = {
  "coco-80": COCO_80,
  "coco-91": COCO_91,
};
const SIDE_MIN = 16;
const SIDE_MAX = 2048;

/** Reads a sidecar; unknown keys are wrong, as a misspelt one would silently do nothing. */
export function sidecarFrom(raw: unknown): Checked {
  if (!isRecord(raw)) return { sidecar: null, wrongs: ["a sidecar is a JSON object"] };
  if (raw["version"] !== 2)
    return {
      sidecar: null,
      wrongs: [`version = ${shown(raw["version"])}: this program reads version 2`],
    };
  const ask = new Asking(raw);
  ask.knows("", raw, KEYS);
  const sidecar: Sidecar = {
    version: 2,
    layout: ask.oneOf<LayoutName>("layout", LAYOUTS),
    name: ask.text("name"),
    sha256: ask.absent("sha256") ? null : ask.matching("sha256", /^[0-9a-f]{64}$/, "64 hex digits"),
    input: inputOf(ask, raw["input"]),
    outputs: ask.texts("outputs"),
    classes: classesOf(ask, raw["classes"]),
    threshold: ask.number("threshold", { min: 0.01, max: 0.99 }),
    same: ask.number("same", { min: 0.1, max: 1, usual: 0.5 }),
    strides: ask.numbers("strides", { min: 1, usual: [] }),
    anchors: ask.numbers("anchors", { usual: [] }),
    provenance: ask.absent("provenance") ? "" : ask.text("provenance"),
  };
  return ask.wrongs.length > 0 ? { sidecar: null, wrongs: ask.wrongs } : { sidecar, wrongs: [] };
}

function inputOf(ask: Asking, raw: unknown): InputFormat {
  if (isRecord(raw)) ask.knows("input.", raw, INPUT_KEYS);
  const width = ask.pixels("input.width");
  const height = ask.pixels("input.height");
  const letterbox = ask.oneOf("input.letterbox", ["none", "centre", "top-left"] as const, "none");
  if (letterbox === "none" && width !== height)
    ask.wrongs.push(
      `input.width, input.height = ${width}, ${height}: crops are square; choose letterbox centre or top-left for this network`,
    );
  return {
    name: ask.text("input.name"),
    width,
    height,
    type: ask.oneOf("input.type", ["uint8", "float32"] as const),
    order: ask.oneOf("input.order", ["RGB", "BGR"] as const),
    planes: ask.oneOf("input.planes", ["NHWC", "NCHW"] as const),
    scale: ask.number("input.scale", { min: 1e-6, max: 1000, usual: 1 }),
    mean: ask.numbers("input.mean", { length: 3, usual: [0, 0, 0] }),
    std: ask.numbers("input.std", { length: 3, min: 1e-6, usual: [1, 1, 1] }),
    letterbox,
    pad: ask.number("input.pad", { min: 0, max: 255, usual: 114 }),
  };
}

function classesOf(ask: Asking, raw: unknown): readonly string[] {
  const list = typeof raw === "string" ? CLASS_LISTS[raw] : raw;
  const good = Array.isArray(list) && list.every((name) => typeof name === "string");
  if (!good || list.length === 0) {
    ask.wrongs.push(
      `classes = ${shown(raw)}: "coco-80", "coco-91", or a list of names in the network's order`,
    );
    return [];
  }
  if (!list.includes("person"))
    ask.wrongs.push(`classes: no person among ${list.length} classes: a crossing needs one`);
  return list;
}

interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** Asks a record for values by path, and keeps what is wrong. */
class Asking {
  readonly wrongs: string[] = [];
  readonly #raw: Record<string, unknown>;

  constructor(raw: Record<string, unknown>) {
    this.#raw = raw;
  }

  absent(path: string): boolean {
    const value = this.#at(path);
    return value === undefined || value === null;
  }

  knows(path: string, raw: Record<string, unknown>, keys: string): void {
    for (const key of Object.keys(raw))
      if (!keys.split(" ").includes(key))
        this.wrongs.push(`${path}${key}: unknown; known are ${keys}`);
  }

  text(path: string): string {
    return this.matching(path, /./, "a name");
  }

  matching(path: string, pattern: RegExp, wanted: string): string {
    const value = this.#at(path);
    if (typeof value === "string" && pattern.test(value)) return value;
    this.#wrong(path, wanted);
    return "";
  }

  texts(path: string): Readonly<Record<string, string>> {
    const value = this.#at(path);
    const good = isRecord(value) && Object.values(value).every((one) => typeof one === "string");
    if (good) return value as Record<string, string>;
    this.#wrong(path, "an object with the graph's name of each output");
    return {};
  }

  oneOf<T extends string>(path: string, words: readonly T[], usual?: T): T {
    const value = this.#at(path);
    const word = words.find((one) => one === value);
    if (word !== undefined) return word;
    if (value === undefined && usual !== undefined) return usual;
    this.#wrong(path, `one of ${words.join(", ")}`);
    return words[0]!;
  }

  number(path: string, range: Range & { readonly usual?: number }): number {
    const value = this.#at(path);
    if (value === undefined && range.usual !== undefined) return range.usual;
    if (within(value, range)) return value;
    this.#wrong(path, `a number ${range.min} to ${range.max}`);
    return 0;
  }

  pixels(path: string): number {
    const value = this.number(path, { min: SIDE_MIN, max: SIDE_MAX });
    if (!Number.isInteger(value)) this.#wrong(path, "a whole number of pixels");
    return value;
  }

  numbers(
    path: string,
    range: Range & { readonly length?: number; readonly usual?: readonly number[] },
  ): readonly number[] {
    const value = this.#at(path);
    if (value === undefined && range.usual !== undefined) return range.usual;
    const good = Array.isArray(value) && value.every((one) => within(one, range));
    if (good && (range.length === undefined || value.length === range.length)) return value;
    const many = range.length === undefined ? "numbers" : `${range.length} numbers`;
    const from = range.min === undefined ? "" : ` of ${range.min} or more`;
    this.#wrong(path, `${many}${from}`);
    return [];
  }

  #wrong(path: string, wanted: string): void {
    this.wrongs.push(`${path} = ${shown(this.#at(path))}: ${wanted}`);
  }

  #at(path: string): unknown {
    return path
      .split(".")
      .reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), this.#raw);
  }
}

const within = (value: unknown, { min = -Infinity, max = Infinity }: Range): value is number =>
  typeof value === "number" && Number.isFinite(value) && value >= min && value <= max;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const shown = (value: unknown): string =>
  value === undefined ? "missing" : JSON.stringify(value).slice(0, 60);
