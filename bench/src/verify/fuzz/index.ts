/** Nothing from outside crashes or hangs us: every door is fed with what it may not expect, each in a process of its own. */
import type { VerifySection } from "../section.ts";
import { foundIn } from "./figures.ts";
import { runTarget } from "./process.ts";
import { TARGETS } from "./targets/targets.ts";

const SHORT_S = 12;
const NIGHTLY_S = 1800;

export const section: VerifySection = {
  name: "fuzz",
  async run({ nightly, seconds = nightly ? NIGHTLY_S : SHORT_S, seed, say }) {
    const each = seconds / TARGETS.length;
    const all = [];
    for (const target of TARGETS) {
      const fuzzed = await runTarget(target, {
        seed,
        runs: Number.MAX_SAFE_INTEGER,
        seconds: each,
      });
      say(`${fuzzed.target}: ${fuzzed.inputs} inputs, ${fuzzed.found.length} found`);
      for (const one of fuzzed.found) say(one);
      all.push({ target, fuzzed });
    }
    return foundIn(all, seed);
  },
};
