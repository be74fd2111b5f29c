/** Site files: whatever is in one, it is refused with the paths that are wrong, or it can be planned and decided by. */
import { type Inputs, type Site, formatProblem, instant, readSite } from "@crossing/config";
import { initialState, planOf, step } from "@crossing/controller";
import fc from "fast-check";
import { anyJson, mutatedJson, noJson } from "../nasty.ts";
import { must, plainTarget } from "../target.ts";
import { PILOT_JSON } from "./pilot.ts";

const LONGEST_SENTENCE = 2000;

export const siteFiles = plainTarget(
  {
    name: "site files",
    fed: "the pilot's file with parts changed, any JSON, and what is none",
    inControl: false,
  },
  fc.oneof({ weight: 8, arbitrary: mutatedJson(PILOT_JSON) }, anyJson, noJson),
  (text) => {
    const read = readSite(text);
    if (read.ok) return planned(read.site);
    must(read.problems.length > 0, "a file that is refused says what is wrong");
    for (const problem of read.problems) {
      must(problem.wanted !== "", "a problem says what is wanted");
      must(formatProblem("a.json", problem).length <= LONGEST_SENTENCE, "a problem is a sentence");
    }
  },
);

/** A site that is accepted can be decided by for a minute. */
function planned(site: Site): void {
  const plan = planOf(site);
  let state = initialState(plan, instant(0));
  for (let at = 0; at < 60_000; at += 1000)
    state = step(plan, state, inputsOf(site), instant(at)).state;
}

const inputsOf = ({ zones }: Site): Inputs => ({
  zones: Object.fromEntries(zones.map(({ id }) => [id, { waiting: 1 }])),
  buttons: {},
  crossing: 0,
  lanes: [],
  lookahead_s: 0,
  shown: null,
  link: "up",
  requests: [],
});
