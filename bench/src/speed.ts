/** How fast the closed loop runs on one core, beside SUMO on the same arrivals in the same minutes. */
import type { Site } from "@crossing/config";
import { type Rates, simulate } from "@crossing/simulator";
import { type Row, median, notHere, rounded } from "./measure.ts";
import type { Bench } from "./measurements.ts";
import { type Arrivals, drawArrivals } from "./validate/arrivals.ts";
import { recorded } from "./validate/programme.ts";
import { AFTER_S, ourPolicy } from "./validate/street-run.ts";
import { makeNet } from "./validate/sumo-net.ts";
import { type SumoStreet, sumoStreet } from "./validate/sumo-run.ts";
import { COMPARABLE } from "./validate/sumo-types.ts";
import { sumoVersion } from "./validate/sumo.ts";

interface Load {
  readonly rates: Rates;
  readonly dt_s: number;
  /** Simulated seconds per CPU second. */
  readonly must: number;
}

const LOADS: readonly Load[] = [
  { rates: { people_per_h: 60, vehicles_per_h: 1200 }, dt_s: 0.5, must: 6000 },
  { rates: { people_per_h: 60, vehicles_per_h: 1200 }, dt_s: 0.1, must: 1500 },
  { rates: { people_per_h: 600, vehicles_per_h: 2400 }, dt_s: 0.5, must: 2000 },
];

const ROUNDS = 5;
const HOURS = 2;

/** A row for each load, and one for how it stands beside SUMO. */
export async function measureSpeed({ site, folder }: Bench): Promise<readonly Row[]> {
  const version = sumoVersion();
  const sumo = version === null ? null : { folder, net: makeNet(site, folder), types: COMPARABLE };
  return LOADS.flatMap((load) => rowsOf(site, load, sumo, version));
}

function rowsOf(
  site: Site,
  load: Load,
  sumo: SumoStreet | null,
  version: string | null,
): readonly Row[] {
  // The first is thrown away: the program is still being compiled.
  const rounds = Array.from({ length: ROUNDS + 1 }, (_, at) => roundOf(site, load, sumo, at + 1));
  const counted = rounds.slice(1);
  const ours = median(counted.map((round) => round.ours));
  const what = `closed loop, ${namedLoad(load)}: simulated s per CPU s`;
  const row = {
    what,
    must: `>= ${load.must}`,
    is: `${rounded(ours, 0)} (median of ${ROUNDS})`,
    ok: ours >= load.must,
    how: `${HOURS} h of street with the site's policy, detectors and measures in one process; CPU time of the whole process; ${ROUNDS} seeds after one that is not counted.`,
  };
  return [row, besideSumo(load, version, counted)];
}

function besideSumo(load: Load, version: string | null, rounds: readonly Round[]): Row {
  const row = {
    what: `the same beside SUMO, ${namedLoad(load)}`,
    must: null,
    how: "SUMO runs compliant people and the same vehicles of the same seed under the signal that our closed loop showed for them, as fixed phases: without a controller, its start and reading of files counted. The ratio is of that round; rounds alternate.",
  };
  if (version === null) return notHere([row], "no sumo on this machine")[0]!;
  const sumo = median(rounds.map((round) => round.sumo));
  const ratio = median(rounds.map((round) => round.ours / round.sumo));
  const is = `${rounded(ratio)} times SUMO ${version} (${rounded(sumo, 0)} simulated s per CPU s)`;
  return { ...row, is, ok: null };
}

const namedLoad = ({ rates, dt_s }: Load): string =>
  `${rates.people_per_h} people/h, ${rates.vehicles_per_h} veh/h, ${dt_s} s steps`;

/** Simulated seconds per CPU second; NaN where there is no SUMO. */
interface Round {
  readonly ours: number;
  readonly sumo: number;
}

function roundOf(site: Site, load: Load, sumo: SumoStreet | null, seed: number): Round {
  const before = process.cpuUsage();
  simulate({ site, hours: HOURS, seed, dt_s: load.dt_s, rates: load.rates });
  const { user, system } = process.cpuUsage(before);
  const ours = (HOURS * 3600) / ((user + system) / 1e6);
  return { ours, sumo: sumo === null ? Number.NaN : sumoSpeed(site, load, sumo, seed) };
}

function sumoSpeed(site: Site, { rates, dt_s }: Load, sumo: SumoStreet, seed: number): number {
  const arrivals: Arrivals = drawArrivals(seed, site.lanes.length, rates, HOURS * 3600);
  const { trace } = ourPolicy(site, arrivals, site.policy);
  const end_s = arrivals.end_s + AFTER_S;
  const { cpu_s } = sumoStreet({ ...sumo, step_s: dt_s }, arrivals, recorded(trace, end_s));
  return end_s / cpu_s;
}
