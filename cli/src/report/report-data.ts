/** Everything in a report, from the runs that it needs. */
import { type Site, ruleReport } from "@crossing/config";
import type { BestPossible, ReportData } from "@crossing/dashboard/report";
import { progressOn } from "../simulation/progress.ts";
import { type Study, jobOf } from "../simulation/study.ts";
import { bandOf } from "./band.ts";
import { bestPossible } from "./best.ts";
import { type ReportChoice, demandIn, originOf } from "./origin.ts";
import { type TriedPlan, otherPlans, ownPlan, rulesBroken } from "./plans.ts";
import { rowsOf } from "./rows.ts";
import { type Outcome, outcomesOf, rivalry, rivalsOf } from "./tried.ts";
import { waitCurve } from "./waits.ts";
import { windowOf } from "./window.ts";

/** Makes all runs; tells how far it is on stderr. */
export async function reportData(
  site: Site,
  choice: ReportChoice,
  study: Study,
): Promise<ReportData> {
  const plans = [ownPlan(site), ...otherPlans(site), ...rulesBroken(site)];
  const [own, ...others] = (await outcomesOf(plans, study, site.weights)) as [
    Outcome,
    ...Outcome[],
  ];
  const rivals = rivalsOf(own, others);
  const beside = [own.plan, ...rivals.map(({ plan }) => plan)];
  const street = study.demand.streetOf(site);
  return {
    site: { ...street, lanes: street.lanes.length },
    origin: originOf(choice, site, study),
    demand: demandIn(study),
    plan: own.result,
    others: others.map(({ result }) => result),
    rivals: rivals.map((rival) => rivalry(own, rival)),
    waits: beside.map((plan) => waitCurve(plan, fewSeeds(study), study)),
    bands: bandsOf(beside, study),
    rows: rowsOf(own.runs),
    rules: ruleReport(site),
    best: choice.best ? await bestOf(plans, study) : null,
  };
}

/** Waits are of so many hours in all: more would not be seen in a curve. */
const WAITS_H = 24;

const fewSeeds = ({ seeds, demand }: Study): readonly number[] =>
  seeds.slice(0, Math.max(1, Math.floor(WAITS_H / demand.hours)));

/** The site's own plan, and two others. */
const BANDS = 3;

function bandsOf(plans: readonly TriedPlan[], study: Study): ReportData["bands"] {
  const seed = study.seeds[0]!;
  const window = windowOf(jobOf(plans[0]!.site, seed, study));
  return plans.slice(0, BANDS).map((plan) => bandOf(plan, seed, window, study));
}

/** The point-queue model is driven for so many hours in all. */
const BEST_H = 8;

async function bestOf(plans: readonly TriedPlan[], study: Study): Promise<BestPossible | null> {
  const seeds = study.seeds.slice(0, Math.max(1, Math.floor(BEST_H / study.demand.hours)));
  const progress = progressOn("looking for the best possible");
  const jobs = seeds.map((seed) => jobOf(plans[0]!.site, seed, study));
  return bestPossible({ plans, jobs, onProgress: progress.tell }).finally(progress.close);
}
