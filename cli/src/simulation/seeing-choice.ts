/** How well the street is seen in a simulation, as it is said on the command line. */
import type { Site } from "@crossing/config";
import { NOISY_DETECTORS, type Quality } from "@crossing/simulator";
import { EXIT, Refusal } from "../exit.ts";
import { dataOf } from "./data.ts";
import { type Fields, misfits } from "./shape.ts";

/** Names for `--seeing`, with what each means. */
export const SEEING_KINDS = {
  perfect: "as it is, vehicles 15 s ahead",
  noisy: "arrival times 15 % off, 10 % of vehicles and people unseen, phantoms 2 % of the time",
  blind: "cameras dead: only buttons and loops tell",
} as const;

type SeeingKind = keyof typeof SEEING_KINDS;

/** Longer than any run, s. */
const FOR_EVER_S = 1e9;

/** The quality of `--seeing` (a name, JSON, or a file of JSON) and `--lookahead`, which has the last word. */
export function seeingOf(
  seeing: string | undefined,
  lookahead_s: number | undefined,
  site: Site,
): Quality {
  const quality = seeing === undefined ? {} : named(seeing, site);
  return lookahead_s === undefined ? quality : { ...quality, lookahead_s };
}

function named(seeing: string, site: Site): Quality {
  if (isKind(seeing)) return qualityOf(seeing, site);
  const value = dataOf("--seeing", seeing, Object.keys(SEEING_KINDS));
  const problems = misfits(value, QUALITY);
  if (problems.length === 0) return value;
  throw new Refusal(EXIT.usage, problems.map((problem) => `--seeing: ${problem}`).join("\n"));
}

const isKind = (name: string): name is SeeingKind => Object.hasOwn(SEEING_KINDS, name);

function qualityOf(kind: SeeingKind, { zones }: Site): Quality {
  switch (kind) {
    case "perfect":
      return {};
    case "noisy":
      return { noise: NOISY_DETECTORS };
    case "blind":
      return {
        outages: [...zones.map(({ id }) => `zone:${id}`), "crossing"].map((detector) => ({
          detector,
          from_s: 0,
          to_s: FOR_EVER_S,
        })),
      };
  }
}

const RATES: Fields = {
  "spotty?": "number",
  "dropped?": "number",
  "held?": "number",
  "late?": "number",
  "missed?": "number",
};

const QUALITY: Fields = {
  "lookahead_s?": "number",
  "approach_s?": "number",
  "crossing?": "switch",
  "queues?": "switch",
  "waits?": "switch",
  "noise?": {
    "eta_error?": "number",
    "vehicles_unseen?": "number",
    "people_unseen?": "number",
    "phantoms?": "number",
    "phantom_s?": "number",
  },
  "errors?": { "zones?": RATES, "lanes?": RATES, "crossing?": RATES },
  "outages?": [{ detector: "text", from_s: "number", to_s: "number" }],
};
