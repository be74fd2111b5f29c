/** Who comes in a simulation, as it is said on the command line. */
import type { Site } from "@crossing/config";
import {
  DEMAND_KINDS,
  type DemandKind,
  type DemandSpec,
  countsDemand,
  demandKind,
} from "@crossing/simulator";
import { arrivalsOf } from "../arrivals-file.ts";
import { EXIT, Refusal } from "../exit.ts";
import { dataOf, textOfFile } from "./data.ts";
import { demandMisfits } from "./demand-shape.ts";

/** What was said: a file of counts, a file of arrivals, or a kind of demand with its flows. */
export interface DemandOptions {
  readonly people?: number;
  readonly cars?: number;
  readonly hours?: number;
  readonly demand?: string;
  readonly counts?: string;
  readonly arrivals?: string;
}

/** Demand as data, how long it lasts, and the street it is about. */
export interface ChosenDemand {
  readonly spec: DemandSpec;
  readonly hours: number;
  /** From the site of a plan to the street that arrivals of a file are about; the site itself otherwise. */
  readonly streetOf: (site: Site) => Site;
  /** Everybody is known one by one and counts: no warm-up unless it is asked for. */
  readonly listed: boolean;
  /** In a few words, for people. */
  readonly words: string;
}

const PEOPLE_PER_H = 60;
const VEHICLES_PER_H = 1200;
/** Other spellings of kinds of demand. */
const ALSO: Readonly<Record<string, DemandKind>> = { platoon: "platoons" };

/** The demand that was asked for at `site`; throws a Refusal when it cannot be meant. */
export function demandOfChoice(options: DemandOptions, site: Site): ChosenDemand {
  refuseTwo(options);
  if (options.arrivals !== undefined) return listed(options.arrivals, options, site);
  if (options.counts !== undefined) return counted(options.counts, options, site);
  return drawn(options);
}

function refuseTwo({ demand, counts, arrivals, people, cars }: DemandOptions): void {
  const rates = people ?? cars;
  const said = Object.entries({ demand, counts, arrivals }).filter(([, value]) => value);
  const file = arrivals ?? counts;
  const clash = file !== undefined && rates !== undefined ? ["people or cars"] : [];
  const names = [...said.map(([name]) => name), ...clash];
  if (names.length < 2) return;
  throw new Refusal(
    EXIT.usage,
    `${names.map((name) => `--${name}`).join(" and ")}: each says who comes; leave out all but one`,
  );
}

function listed(file: string, { hours }: DemandOptions, site: Site): ChosenDemand {
  const arrivals = arrivalsOf(file, site);
  return {
    spec: arrivals.spec,
    hours: hours ?? arrivals.hours,
    streetOf: arrivals.streetOf,
    listed: true,
    words: `arrivals of ${file}`,
  };
}

function counted(file: string, { hours }: DemandOptions, site: Site): ChosenDemand {
  const read = countsDemand(textOfFile(file), site);
  if (!read.ok)
    throw new Refusal(EXIT.usage, read.problems.map((problem) => `${file}: ${problem}`).join("\n"));
  return {
    spec: read.spec,
    hours: hours ?? read.hours,
    streetOf: itself,
    listed: false,
    words: `counts of ${file}`,
  };
}

function drawn({ people, cars, hours = 1, demand = "poisson" }: DemandOptions): ChosenDemand {
  const rates = { people_per_h: people ?? PEOPLE_PER_H, vehicles_per_h: cars ?? VEHICLES_PER_H };
  const kind = ALSO[demand] ?? demand;
  const spec = isKind(kind) ? demandKind(kind, rates, hours) : specOf(demand);
  const flows = `${rates.people_per_h} people/h, ${rates.vehicles_per_h} vehicles/h`;
  return {
    spec,
    hours,
    streetOf: itself,
    listed: false,
    words: isKind(kind) ? `${kind}, ${flows}` : "demand as given",
  };
}

const itself = (site: Site): Site => site;

const isKind = (name: string): name is DemandKind => Object.hasOwn(DEMAND_KINDS, name);

function specOf(text: string): DemandSpec {
  const value = dataOf("--demand", text, Object.keys(DEMAND_KINDS));
  const problems = demandMisfits(value);
  if (problems.length === 0) return value as unknown as DemandSpec;
  throw new Refusal(
    EXIT.usage,
    [...problems.map((problem) => `--demand: ${problem}`), `for instance ${EXAMPLE}`].join("\n"),
  );
}

const EXAMPLE =
  '{"people":[{"kind":"poisson","per_h":60}],"vehicles":{"kind":"poisson","per_h":1200}}';
