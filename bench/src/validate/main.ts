/**
 * `npm run validate [-- --write] [--quick]`: holds the simulated street against theory, and against SUMO where it is.
 *
 * Prints the page; `--write` puts it into docs/validation.md. `--quick`: one demand and two seeds. Exit 0, 1 when a
 * limit is broken, 2 for a word that is none. About a second of SUMO for each plan, demand and seed.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Site, readSite } from "@crossing/config";
import { machine } from "../machine.ts";
import { isKept } from "./check.ts";
import { type Case, compare } from "./comparison.ts";
import { type WithSumo, page } from "./page.ts";
import { plansOf } from "./plans.ts";
import { swaps } from "./ranking.ts";
import { carQueue, ourDischarge } from "./saturation.ts";
import { makeNet } from "./sumo-net.ts";
import { sumoDischarge } from "./sumo-run.ts";
import { AS_SHIPPED, COMPARABLE } from "./sumo-types.ts";
import { sumoVersion } from "./sumo.ts";
import { delayChecks, waitChecks } from "./theory-delay.ts";
import { measuredLane, queueChecks } from "./theory-queue.ts";
import { verdicts } from "./verdict.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const HOURS = 1;
const DEMANDS = [
  { people_per_h: 60, vehicles_per_h: 600 },
  { people_per_h: 60, vehicles_per_h: 1200 },
  { people_per_h: 200, vehicles_per_h: 1800 },
];
const CROWDED = [{ people_per_h: 600, vehicles_per_h: 2400 }];
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

process.on("SIGINT", () => process.exit(130));
process.exit(validate(process.argv.slice(2)));

function validate(words: readonly string[]): number {
  const strange = words.find((word) => word !== "--write" && word !== "--quick");
  if (strange !== undefined) return (say(`${strange}: wanted --write or --quick`), 2);
  const before = machine();
  const site = pilot();
  const lane = measuredLane(site);
  const theory = [...queueChecks(site, lane), ...delayChecks(site, lane), ...waitChecks(site)];
  const sumo = besideSumo(site, words.includes("--quick"));
  const text = page({ machine: before, theory, sumo });
  console.log(text);
  if (words.includes("--write")) writeFileSync(join(ROOT, "docs/validation.md"), text);
  return theory.every(isKept) && (sumo === null || agrees(sumo.cases)) ? 0 : 1;
}

/** Whether all figures are within their limits, and the plans in the same order but for chance. */
function agrees(cases: readonly Case[]): boolean {
  const rates = [...new Set(cases.map((one) => one.rates))];
  const swapped = rates
    .map((each) => cases.filter((one) => one.rates === each))
    .flatMap((these) => [...swaps(these, (f) => f.delay_s), ...swaps(these, (f) => f.pedWait_s)]);
  return (
    cases.flatMap(verdicts).every(({ kept }) => kept) && !swapped.some(({ certain }) => certain)
  );
}

function besideSumo(site: Site, quick: boolean): WithSumo | null {
  const version = sumoVersion();
  if (version === null) {
    say("no sumo and netconvert here: only theory (Debian: apt-get install sumo)");
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), "crossing-validate-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const net = makeNet(site, folder);
  const seeds = quick ? SEEDS.slice(0, 2) : SEEDS;
  const common = { site, seeds, end_s: HOURS * 3600, say };
  const sumo = { folder, net, types: COMPARABLE };
  const fixed = plansOf(site).slice(0, 3);
  const queue = carQueue(site);
  return {
    version,
    seeds: seeds.length,
    hours: HOURS,
    discharge: { ours: ourDischarge(site, queue), sumo: sumoDischarge(sumo, queue) },
    cases: compare({ ...common, sumo, demands: quick ? DEMANDS.slice(1, 2) : DEMANDS }),
    crowded: quick ? [] : compare({ ...common, sumo, demands: CROWDED }),
    asShipped: compare({
      ...common,
      sumo: { ...sumo, types: AS_SHIPPED },
      demands: DEMANDS.slice(1, 2),
      plans: fixed,
    }),
  };
}

function pilot(): Site {
  const file = join(ROOT, "config/sites/yudaihe-beixiaoyuan.json");
  const reading = readSite(readFileSync(file, "utf8"));
  if (!reading.ok) throw new Error(`${file} is not in order; run: crossing check ${file}`);
  return reading.site;
}

function say(line: string): void {
  process.stderr.write(`validate: ${line}\n`);
}
