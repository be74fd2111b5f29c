/** Co-simulation: a line that is wrong is answered with an error, and the last lamps hold. */
import { createCosim } from "@crossing/simulator";
import fc from "fast-check";
import { anyJson, mutatedJson, noJson } from "../nasty.ts";
import { must, plainTarget } from "../target.ts";
import { PILOT } from "./pilot.ts";

const HELLO = {
  type: "hello",
  protocol: "crossing-cosim/1",
  dt_s: 0.5,
  site: { lanes: 4, crossing_length_m: 15, walk_min_s: 7, weights: {}, flows: {} },
};
const OBS = {
  type: "obs",
  t_s: 1,
  zones: { A: { waiting: 2, waits_s: [3, 1], approaching_s: [2], vulnerable: 1 }, B: null },
  buttons: { A: true },
  crossing: 1,
  lanes: [{ id: "W0", queue: 2, eta_s: [1, 4], passages: 1 }],
  lookahead_s: 15,
  shown: { vehicle: "green", ped: "dont-walk" },
  time_of_day_s: 3600,
};
const WORDS = ["ready", "lamps", "error"];

const lines = fc.array(
  fc.oneof({ weight: 8, arbitrary: mutatedJson(OBS) }, mutatedJson(HELLO), anyJson, noJson),
  { minLength: 1, maxLength: 12 },
);

export const cosimLines = plainTarget(
  {
    name: "co-simulation lines",
    fed: "hello and obs lines with parts changed, any JSON, and what is none",
    inControl: false,
  },
  fc.record({ greeted: fc.boolean(), lines }),
  ({ greeted, lines }) => {
    const cosim = createCosim(PILOT);
    if (greeted) cosim.line(JSON.stringify(HELLO));
    for (const line of lines) {
      const ended = cosim.ended;
      const answers = cosim.line(line);
      must(!ended || answers.length === 0, "nothing is answered after the end");
      for (const answer of answers) {
        const { type } = JSON.parse(answer) as { readonly type: string };
        must(WORDS.includes(type), `an answer is ${WORDS.join(", ")}`);
      }
    }
  },
);
