/** What a report was made from, so that anybody can make it again and see that it is the same. */
import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { Site } from "@crossing/config";
import type { Origin, ReportDemand } from "@crossing/dashboard/report";
import { DEMAND_KINDS, type DemandKind } from "@crossing/simulator";
import { version } from "../places.ts";
import { seedsInWords } from "../simulation/seeds.ts";
import { type Study, jobOf } from "../simulation/study.ts";

/** What was said on the command line beside the street. */
export interface ReportChoice {
  readonly site?: string;
  readonly policy?: string;
  readonly lang: "zh" | "en";
  readonly date?: string;
  readonly best: boolean;
}

/** The usual step: not said. */
const DT_S = 0.5;

/** How far vehicles are known in the simulated street unless it is said. */
const LOOKAHEAD_S = 15;

/** Hashes are of the data themselves, so a renamed file is the same file. */
export function originOf(choice: ReportChoice, site: Site, study: Study): Origin {
  const { demand, options, seeds } = study;
  const job = jobOf(site, seeds[0]!, study);
  const { seeing, hours, dt_s, warm_up_s } = job;
  const settings = { seeds, hours, dt_s, warm_up_s, seeing, best: choice.best, version: version() };
  return {
    version: version(),
    command: commandOf(choice, study),
    hashes: {
      site: hashOf(site),
      demand: hashOf(demand.spec),
      all: hashOf([site, demand.spec, settings]),
    },
    seeds,
    hours,
    warm_up_s: warm_up_s ?? Math.min(300, hours * 360),
    dt_s,
    lookahead_s: seeing.lookahead_s ?? LOOKAHEAD_S,
    seeing: options.seeing ?? null,
    date: choice.date ?? null,
  };
}

/** Who came, in the words that a report has. */
export function demandIn({ demand, options }: Study): ReportDemand {
  const time_of_day_s = demand.spec.time_of_day_s ?? null;
  const told = (source: ReportDemand["source"], file: string | null): ReportDemand => ({
    source,
    kind: null,
    file: file === null ? null : basename(file),
    time_of_day_s,
  });
  const { counts, arrivals, demand: said = "poisson" } = options;
  if (counts !== undefined) return told("counts", counts);
  if (arrivals !== undefined) return told("arrivals", arrivals);
  const kind = kindOf(said);
  if (kind !== undefined) return { ...told("rates", null), kind };
  return told("spec", said.trimStart().startsWith("{") ? null : said);
}

/** A kind of demand by its name, which may be said of one or of many. */
const kindOf = (name: string): DemandKind | undefined =>
  (Object.keys(DEMAND_KINDS) as DemandKind[]).find((kind) => kind === name || kind === `${name}s`);

const hashOf = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex");

/** The command with everything that matters for what it gives, in one order; where the file goes does not. */
function commandOf(choice: ReportChoice, { options, seeds }: Study): string {
  const said: readonly (readonly [string, string | number | undefined])[] = [
    ["site", choice.site],
    ["policy", choice.policy],
    ["hours", options.hours],
    ["people", options.people],
    ["cars", options.cars],
    ["demand", options.demand],
    ["counts", options.counts],
    ["arrivals", options.arrivals],
    ["seeing", options.seeing],
    ["lookahead", options.lookahead],
    ["dt", options.dt === DT_S ? undefined : options.dt],
    ["warm-up", options.warmUp],
    ["seeds", seedsInWords(seeds).replaceAll(", ", ",")],
    ["lang", choice.lang],
    ["date", choice.date],
  ];
  const words = said.flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${quoted(String(value))}`],
  );
  return ["crossing report", ...words, ...(choice.best ? [] : ["--no-best"])].join(" ");
}

const quoted = (value: string): string =>
  /^[\w./:,+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
