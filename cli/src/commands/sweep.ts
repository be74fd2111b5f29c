/** `crossing sweep`: many plans on the same arrivals, and those that no other beats. */
import type { Command } from "commander";
import { EXIT } from "../exit.ts";
import type { Counter } from "../program.ts";
import { type StreetOptions, addStreetOptions, handsOf } from "../simulation/options.ts";
import type { Study } from "../simulation/study.ts";
import type { SweptPoint } from "../sweep/front.ts";
import type { SweptPlans } from "../sweep/plans.ts";
import type { Swept } from "../sweep/sweep.ts";
import { type Varied, variedOf } from "../sweep/vary.ts";

interface SweepOptions extends StreetOptions {
  readonly vary: readonly Varied[];
  readonly out: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Any path of the site file can be varied; every combination is run on every seed. Ranges: 0.5..8:*2 doubles,
2..4:+0.5 adds. Each finished run is one line of --out: Ctrl-C loses only the runs it breaks into, and the same
command goes on from there. Plans that break a rule are run and marked RULE, and never on the front.

Examples:
  $ crossing sweep mill-lane.json --vary timing.max_wait_s=45,60,90 --vary weights.ped_second=0.5..8:*2
  $ crossing sweep mill-lane.json --vary policy.name=puffin,marginal,push-button --demand rush --seeds 10
  $ crossing sweep mill-lane.json --vary policy.horizon_s=10..40:+10 --counts tuesday.csv --out tuesday.jsonl
  $ crossing sweep mill-lane.json --vary timing.walk_min_s=5..10 --json | jq '.plans[] | select(.front)'`;

const SEEDS = [1, 2, 3, 4, 5];

export function addSweep(program: Command, counter: Counter): void {
  const command = program
    .command("sweep")
    .description("run every combination of values, and show which plans no other beats")
    .argument("<site.json>", "the site file")
    .requiredOption("--vary <path=values>", "a path of the site file and what to try", alsoVaried)
    .option("--out <file>", "where finished runs are kept, as JSON lines", "sweep.jsonl");
  addStreetOptions(command)
    .option("--all", "every plan in the table, not only the front")
    .option("--json", "one JSON object")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: SweepOptions) => sweep(file, options, counter));
}

const alsoVaried = (text: string, before: readonly Varied[] | undefined): readonly Varied[] => [
  ...(before ?? []),
  variedOf(text),
];

async function sweep(file: string, options: SweepOptions, { desk, end }: Counter): Promise<void> {
  const { interruption } = await import("../interruption.ts");
  const { demandOfChoice } = await import("../simulation/demand-choice.ts");
  const { planOfChoice } = await import("../simulation/plan-choice.ts");
  const { pointsOf } = await import("../sweep/front.ts");
  const { plansOf } = await import("../sweep/plans.ts");
  const { openResults } = await import("../sweep/results-file.ts");
  const { swept } = await import("../sweep/sweep.ts");

  const base = planOfChoice({ site: file, anyway: true }).site;
  const study: Study = {
    demand: demandOfChoice(options, base),
    options,
    seeds: options.seeds ?? SEEDS,
  };
  const plans = plansOf(base, options.vary);
  for (const line of plans.leftOut) desk.say(line);
  const results = openResults(options.out);
  const stop = new AbortController();
  void interruption().then(() => stop.abort());
  const made = await swept(plans.plans, {
    study,
    results,
    hands: handsOf(options),
    stop: stop.signal,
  });
  desk.say(keptLine(made, options.out));
  if (stop.signal.aborted) return end(EXIT.interrupted);
  const points = pointsOf(plans.plans, made.runs);
  for (const line of await toldOf(points, plans, { study, options })) desk.out(line);
}

function keptLine({ wanted, found, made }: Swept, out: string): string {
  const before = found > 0 ? `, ${found} of them from before` : "";
  const done = found + made;
  if (done === wanted) return `${wanted} runs are in ${out}${before}`;
  return `interrupted: ${done} of ${wanted} runs are kept in ${out}${before}; the same command goes on from there`;
}

async function toldOf(
  points: readonly SweptPoint[],
  { leftOut }: SweptPlans,
  { study, options }: { readonly study: Study; readonly options: SweepOptions },
): Promise<readonly string[]> {
  const { demand, seeds } = study;
  if (options.json) {
    const plans = points.map(({ values, broken, figures, front }) => ({
      values,
      broken,
      figures,
      front,
    }));
    const { hours, words } = demand;
    return [JSON.stringify({ demand: words, hours, seeds, plans, left_out: leftOut })];
  }
  const { frontLines } = await import("../sweep/front-lines.ts");
  const { seedsInWords } = await import("../simulation/seeds.ts");
  return [
    `${demand.words}; ${Number(demand.hours.toFixed(2))} h, seeds ${seedsInWords(seeds)}; mean ± 95 % interval`,
    ...frontLines(points, options.all === true),
  ];
}
