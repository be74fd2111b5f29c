/**
 * `npm run bench:branches [-- --hours 300]`: what the single decisions of the default policy are worth.
 *
 * Prints, for decisions near the point of indifference, what the policy reckoned and what came of it both ways. Exit 0, 2
 * for words that mean nothing.
 */
import { parseArgs } from "node:util";
import { chanceOf } from "@crossing/simulator";
import { machine, machineWords } from "../machine.ts";
import { SCENARIOS } from "../policy/scenarios.ts";
import { type Branch, branchesOf } from "./branch.ts";
import { table } from "./table.ts";

/** Hours of their own: not those that policies are judged by. */
const SEEDS_FROM = 500_000;
const SHARE = 0.3;

process.exitCode = run();

function run(): number {
  const hours = hoursAsked();
  if (hours === null) {
    console.error("bench:branches: wanted --hours and a number from 1 to 10000");
    return 2;
  }
  const chance = chanceOf(SEEDS_FROM, "hours");
  const found: Branch[] = [];
  for (let hour = 0; hour < hours; hour++) {
    const scenario = SCENARIOS[chance.below(SCENARIOS.length)]!;
    found.push(...branchesOf({ ...scenario.hours[0]!, seed: SEEDS_FROM + hour }, SHARE));
    if (process.stderr.isTTY) process.stderr.write(`\rbench:branches: ${hour + 1} of ${hours}`);
  }
  console.log(`${machineWords(machine())}\n\n${hours} hours\n\n${table(found)}`);
  return 0;
}

function hoursAsked(): number | null {
  try {
    const { values } = parseArgs({ options: { hours: { type: "string", default: "300" } } });
    const hours = Number(values.hours);
    return Number.isInteger(hours) && hours >= 1 && hours <= 10_000 ? hours : null;
  } catch {
    return null;
  }
}
