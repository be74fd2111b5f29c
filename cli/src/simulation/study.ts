/** A study: a few plans, each on the same days of chance. */
import type { Site } from "@crossing/config";
import type { Quality, SimulationResult } from "@crossing/simulator";
import { EXIT, Refusal } from "../exit.ts";
import { interruption } from "../interruption.ts";
import type { ChosenDemand } from "./demand-choice.ts";
import { runAll } from "./hands.ts";
import type { Job } from "./job.ts";
import { handsOf, type StreetOptions } from "./options.ts";
import { progressOn } from "./progress.ts";
import { seeingOf } from "./seeing-choice.ts";

/** What is the same for every plan of a study. */
export interface Study {
  readonly demand: ChosenDemand;
  readonly options: StreetOptions;
  readonly seeds: readonly number[];
  /** How the street is seen; as the options say unless given. */
  readonly seeing?: Quality;
}

/** Shorter than this in all, s of street, starting other processes takes longer than the work. */
const WORTH_HANDS_S = 60 * 3600;

/** The run of one plan and one seed. */
export function jobOf(site: Site, seed: number, { demand, options, seeing }: Study): Job {
  const street = demand.streetOf(site);
  const warmUp = options.warmUp ?? (demand.listed ? 0 : undefined);
  if (warmUp !== undefined && warmUp >= demand.hours * 3600)
    throw new Refusal(EXIT.usage, `--warm-up ${warmUp}: as long as the whole run, or longer`);
  return {
    site: street,
    spec: demand.spec,
    seeing: seeing ?? seeingOf(options.seeing, options.lookahead, street),
    hours: demand.hours,
    dt_s: options.dt,
    ...(warmUp === undefined ? {} : { warm_up_s: warmUp }),
    seed,
  };
}

/** Every plan on every seed: results in the order of the plans, each in the order of the seeds. */
export async function studied(
  sites: readonly Site[],
  study: Study,
): Promise<readonly (readonly SimulationResult[])[]> {
  const { seeds, options, demand } = study;
  const jobs = sites.flatMap((site) => seeds.map((seed) => jobOf(site, seed, study)));
  const long = jobs.length * demand.hours * 3600 >= WORTH_HANDS_S;
  const hands = jobs.length > 1 && (long || options.jobs !== undefined) ? handsOf(options) : 0;
  const results: SimulationResult[] = [];
  const progress = progressOn("simulating");
  const stop = hands > 0 ? stoppedByHand() : new AbortController().signal;
  await runAll(jobs, {
    hands,
    stop,
    onResult: (index, result) => (results[index] = result),
    onProgress: progress.tell,
  }).finally(progress.close);
  if (stop.aborted) throw new Refusal(EXIT.interrupted, "interrupted; nothing was kept");
  return sites.map((_, at) => results.slice(at * seeds.length, (at + 1) * seeds.length));
}

/** Ctrl-C while other processes do the work: they must end with us. */
function stoppedByHand(): AbortSignal {
  const stop = new AbortController();
  void interruption().then(() => stop.abort());
  return stop.signal;
}
