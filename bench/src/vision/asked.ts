/** What the command line asks for. */
import { parseArgs } from "node:util";
import { CLIP_NAMES, type ClipName } from "./clips.ts";
import { PART_NAMES, type PartName, USUAL_PARTS } from "./parts.ts";

export interface Asked {
  readonly parts: readonly PartName[];
  readonly clips: readonly ClipName[];
  /** ONNX file of the accuracy rows; the one that ships when not given. */
  readonly model: string | undefined;
  /** Look at each n-th frame only, and hold what was told until the next. */
  readonly every: number;
  /** How long two cameras are watched; null: 2 minutes, or 60 for the hour. */
  readonly minutes: number | null;
  readonly json: boolean;
  readonly write: boolean;
  /** A folder outside git for annotated pictures of the clips; none are made when not given. */
  readonly pictures: string | undefined;
}

const USAGE = `--only ${PART_NAMES.join(",")} --clip ${CLIP_NAMES.join(",")} --model <file.onnx> --every <n> --minutes <n> --pictures <folder> --json --write`;

/** All that was asked, or what is wrong with it. */
export function askedBy(argv: readonly string[]): Asked | { readonly trouble: string } {
  const words = wordsOf(argv);
  if (words === null) return { trouble: `${argv.join(" ")}: wanted ${USAGE}` };
  const { only, clip, model, json, write, pictures } = words;
  const every = Number(words.every);
  const minutes = words.minutes === undefined ? null : Number(words.minutes);
  if (!Number.isInteger(every) || every < 1)
    return { trouble: `--every ${words.every}: wanted a whole number from 1` };
  if (minutes !== null && !(minutes > 0))
    return { trouble: `--minutes ${words.minutes}: wanted a number above 0` };
  const parts = only === undefined ? USUAL_PARTS : named(PART_NAMES, only);
  const clips = clip === undefined ? CLIP_NAMES : named(CLIP_NAMES, clip);
  if (parts === null) return { trouble: `--only ${only}: wanted any of ${PART_NAMES.join(", ")}` };
  if (clips === null) return { trouble: `--clip ${clip}: wanted any of ${CLIP_NAMES.join(", ")}` };
  const asShips = clip === undefined && model === undefined && every === 1;
  if (write && !asShips)
    return {
      trouble: "--write wants all clips and the model as it ships, so that the page is true",
    };
  return { parts, clips, model, every, minutes, json, write, pictures };
}

/** The names that a list with commas gives; null when one is not known. */
function named<Name extends string>(known: readonly Name[], list: string): readonly Name[] | null {
  const wanted = list.split(",");
  const found = known.filter((name) => wanted.includes(name));
  return found.length === wanted.length ? found : null;
}

const OPTIONS = {
  only: { type: "string" },
  clip: { type: "string" },
  model: { type: "string" },
  every: { type: "string", default: "1" },
  minutes: { type: "string" },
  pictures: { type: "string" },
  json: { type: "boolean", default: false },
  write: { type: "boolean", default: false },
} as const;

function wordsOf(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values;
  } catch {
    return null;
  }
}
