/** A day of core and street alone, twice a second: no line and no cabinet, but eyes that err, fail and see who is not there. */
import { type Indications, instant } from "@crossing/config";
import { check, initialState, planOf, step } from "@crossing/controller";
import { type Chance, type Quality, chanceOf, createStreet, eyesOf } from "@crossing/simulator";
import { createLampWitness } from "@crossing/simulator/cabinet";
import { type Crossing, crossingBy } from "./site.ts";
import { shortestTimes } from "./times.ts";

/** What a day showed. */
export interface CoreDay {
  readonly seed: number;
  readonly lasted_s: number;
  readonly breaches: readonly string[];
  readonly walks: number;
  readonly timed: number;
}

const DT_S = 0.5;
const BREACHES_KEPT = 10;
const CABINET_ALONE: Indications = { vehicle: "flashing-yellow", ped: "dark" };

/** Runs `lasts_s` of the day of a seed; people and vehicles, policy and eyes are drawn by it. */
export function runCoreDay(seed: number, lasts_s: number): CoreDay {
  const chance = chanceOf(seed, "core-day");
  const crossing = crossingBy(chance);
  const { site } = crossing;
  const plan = planOf(site);
  const street = createStreet({ site, seed, rates: crossing.rates });
  const eyes = eyesOf(qualityBy(chance, crossing, lasts_s), { seed, site });
  const breaches: string[] = [];
  let t_s = 0;
  const breach = (what: string): void => {
    if (breaches.length < BREACHES_KEPT) breaches.push(`${t_s} s: ${what}`);
  };
  const witness = createLampWitness(shortestTimes(site, "direct-lamps"), 1, breach);
  let state = initialState(plan, instant(0));
  let shown: Indications = CABINET_ALONE;
  let lostUntil_s = 0;
  for (; t_s < lasts_s; t_s += DT_S) {
    street.step(DT_S, shown);
    if (chance.happens(DT_S / 7200)) lostUntil_s = t_s + chance.exponential(1 / 30);
    const link = t_s < lostUntil_s ? "lost" : "up";
    const seen = eyes.see(street, { t_s, shown, time_of_day_s: t_s % 86_400 });
    const inputs = { ...seen, link } as const;
    const now = instant(t_s * 1000);
    const before = state;
    const after = step(plan, before, inputs, now);
    const broken = check(plan, { before, inputs, after, now });
    if (broken.length > 0)
      breach(`${broken.join(" ")} in ${before.interval} to ${after.state.interval}`);
    state = after.state;
    shown = state.inControl
      ? { vehicle: after.outputs.vehicle, ped: after.outputs.ped }
      : CABINET_ALONE;
    const hurried = state.fault !== null;
    witness.see({ now: t_s * 1000, heads: shown, excused: false, hurried });
  }
  return { seed, lasted_s: lasts_s, breaches, walks: witness.walks, timed: witness.timed };
}

/** Eyes that are good, poor or dead for a while, by chance. */
function qualityBy(chance: Chance, { site }: Crossing, lasts_s: number): Quality {
  const detectors = [...site.zones.map(({ id }) => `zone:${id}`), "crossing"];
  const outages = detectors
    .filter(() => chance.happens(0.5))
    .map((detector) => {
      const from_s = chance.uniform(0, lasts_s);
      return { detector, from_s, to_s: from_s + chance.uniform(1, 7200) };
    });
  const some = (most: number): number => (chance.happens(0.5) ? most * chance.next() : 0);
  return {
    lookahead_s: chance.happens(0.5) ? 15 : 6,
    crossing: chance.happens(0.8),
    queues: chance.happens(0.7),
    waits: chance.happens(0.7),
    noise: {
      eta_error: some(0.3),
      vehicles_unseen: some(0.3),
      people_unseen: some(0.3),
      phantoms: some(0.1),
    },
    outages,
  };
}
