/** Options that every command with a simulation in it has, spelt and explained once. */
import { availableParallelism } from "node:os";
import type { Command } from "commander";
import { between, whole } from "../commands/numbers.ts";
import type { DemandOptions } from "./demand-choice.ts";
import { seedsOf } from "./seeds.ts";

/** What was said of the street: who comes, and how well it is seen. */
export interface StreetOptions extends DemandOptions {
  readonly seeing?: string;
  readonly lookahead?: number;
  readonly dt: number;
  readonly warmUp?: number;
  readonly seeds?: readonly number[];
  readonly jobs?: number;
}

/** Adds who comes, how it is seen, and how long it is looked at. */
export const addStreetOptions = (command: Command): Command =>
  command
    .option("--hours <h>", "how long people and vehicles arrive (default: 1)", between(0.01, 1000))
    .option("--people <per hour>", "people who want to cross (default: 60)", between(0, 3000))
    .option("--cars <per hour>", "vehicles, all lanes together (default: 1200)", between(0, 4000))
    .option("--demand <kind>", "poisson, platoons, bus, school or rush; JSON, or a file of it")
    .option("--counts <csv>", "traffic counts: from,to,people_a,people_b,vehicles (or veh_<lane>)")
    .option("--arrivals <file>", "arrivals from a file of JSON lines instead of drawn ones")
    .option("--seeing <quality>", "perfect, noisy or blind; JSON, or a file of it")
    .option("--lookahead <s>", "how far ahead vehicles are known", between(0, 120))
    .option("--dt <s>", "length of a step", between(0.05, 5), 0.5)
    .option("--warm-up <s>", "left out of the measures at the beginning", between(0, 36_000))
    .option("--seeds <list>", "days of chance: 1..10, 4,7,12, or 10 for the first ten", seedsOf)
    .option("--jobs <n>", "processes at once (default: one for each core)", whole(1, 256));

/** How many processes a command may use. */
export const handsOf = ({ jobs }: StreetOptions): number => jobs ?? availableParallelism();
