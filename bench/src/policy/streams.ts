/** Arrivals of the scenarios: steady, in platoons, by the busload, before school, and in a rush hour. */
import {
  type Chance,
  type PointPerson,
  type PointStream,
  type PointVehicle,
  behaviourOf,
  chanceOf,
} from "@crossing/simulator";

export type DemandKind = "poisson" | "platoon" | "bus" | "school" | "rush";

/** Who comes in one scenario. */
export interface ScenarioDemand {
  readonly kind: DemandKind;
  readonly vehicles_per_h: number;
  readonly people_per_h: number;
  readonly seed: number;
}

/** Both ways together; 15 m from kerb to kerb. */
const LANES = 4;
const WIDTH_M = 15;
const HOUR_S = 3600;
/** Everybody can have gone by then. */
const EMPTIES_S = 600;
/** Vehicles of one lane keep this distance, s. */
const HEADWAY_S = 2;

/** An hour of arrivals; the same demand gives the same stream on any machine. Times are sixteenths of a second. */
export function streamOf(demand: ScenarioDemand): PointStream {
  const { kind, vehicles_per_h, people_per_h, seed } = demand;
  const vehicles = Array.from({ length: LANES }, (_, lane) =>
    spaced(vehicleTimes(demand, lane)).map((t) => ({ t, lane })),
  );
  return {
    id: `${kind}-${vehicles_per_h}-${people_per_h}-${seed}`,
    arrivals_end_s: HOUR_S,
    end_s: HOUR_S + EMPTIES_S,
    lanes: LANES,
    width_m: WIDTH_M,
    vehicles: inOrder<PointVehicle>(vehicles.flat()),
    people: people(demand),
  };
}

/** Times of one lane, before they keep their distance. */
function vehicleTimes({ kind, vehicles_per_h, seed }: ScenarioDemand, lane: number): number[] {
  const chance = chanceOf(seed, `vehicles of ${lane}`);
  const perHour = vehicles_per_h / LANES;
  if (kind === "platoon") return platoons(chance, perHour, chanceOf(seed, `offset ${lane % 2}`));
  return steady(chance, perHour, kind === "rush" ? rush : evenly);
}

/** The rate at `t` as a share of the mean. */
type Profile = (t: number) => number;

const evenly: Profile = () => 1;
/** From 0.4 up to 1.6 at the half hour and back; the mean is 1. */
const rush: Profile = (t) => 0.4 + 1.2 * (1 - Math.abs((2 * t) / HOUR_S - 1));

/** A Poisson process with a rate that follows the profile: drawn at its highest rate and thinned. */
function steady(chance: Chance, perHour: number, profile: Profile): number[] {
  const highest = profile(HOUR_S / 2);
  const times: number[] = [];
  if (perHour <= 0) return times;
  for (let t = 0; ;) {
    t += chance.exponential((perHour * highest) / HOUR_S);
    if (t >= HOUR_S) return times;
    if (chance.next() * highest < profile(t)) times.push(t);
  }
}

/** The upstream signal's cycle, and the part of it in which its platoon comes by, s. */
const UPSTREAM_S = 90;
const PLATOON_S = 36;
const IN_PLATOON = 0.8;

/** What an upstream signal lets through: most in a platoon, the others, who turned in, at any time. */
function platoons(chance: Chance, perHour: number, offsets: Chance): number[] {
  const offset = offsets.uniform(0, UPSTREAM_S);
  return steady(chance, perHour, evenly).map((t) => {
    if (!chance.happens(IN_PLATOON)) return t;
    const cycle = Math.floor((t - offset) / UPSTREAM_S);
    return Math.max(0, offset + cycle * UPSTREAM_S + chance.uniform(0, PLATOON_S));
  });
}

/** In time order, rounded, no nearer than the least headway: who would be nearer follows. */
function spaced(times: number[]): number[] {
  let last = -HEADWAY_S;
  return inOrder(times.map((t) => ({ t }))).map(
    ({ t }) => (last = Math.max(sixteenth(t), last + HEADWAY_S)),
  );
}

// Times that a binary number holds exactly: sums of headways stay equal, whoever adds them up.
const sixteenth = (t: number): number => Math.round(t * 16) / 16;

const inOrder = <T extends { readonly t: number }>(arrivals: readonly T[]): T[] =>
  [...arrivals].sort((a, b) => a.t - b.t);

type Arrival = Pick<PointPerson, "t" | "side">;

function people({ kind, people_per_h, seed }: ScenarioDemand): PointPerson[] {
  const chance = chanceOf(seed, "people");
  const manner = chanceOf(seed, "behaviour");
  return inOrder(arrivalsOf(chance, kind, people_per_h)).map(({ t, side }) => {
    const { speed, patience, gap, leave, press, det } = behaviourOf(manner);
    return { t: sixteenth(t), side, speed, patience, gap, leave, press, det };
  });
}

function arrivalsOf(chance: Chance, kind: DemandKind, perHour: number): Arrival[] {
  switch (kind) {
    case "poisson":
    case "platoon":
      return singles(chance, perHour, evenly);
    case "rush":
      return singles(chance, perHour, rush);
    case "bus":
      return [
        ...singles(chance, perHour * (1 - BUS_SHARE), evenly),
        ...groups(chance, perHour * BUS_SHARE, BUS),
      ];
    case "school":
      return [
        ...singles(chance, perHour * (1 - SCHOOL_SHARE), evenly),
        ...groups(chance, perHour * SCHOOL_SHARE, SCHOOL),
      ];
  }
}

const singles = (chance: Chance, perHour: number, profile: Profile): Arrival[] =>
  steady(chance, perHour, profile).map((t) => ({ t, side: sideBy(chance) }));

const sideBy = (chance: Chance): 0 | 1 => (chance.happens(0.5) ? 1 : 0);

/** People who come together: how many, within how long, between which times of the hour; s. */
interface Groups {
  readonly size: readonly [number, number];
  readonly within_s: number;
  readonly from_s: number;
  readonly to_s: number;
}

const BUS_SHARE = 0.7;
const BUS: Groups = { size: [4, 14], within_s: 20, from_s: 0, to_s: HOUR_S - 20 };
const SCHOOL_SHARE = 0.75;
const SCHOOL: Groups = { size: [3, 5], within_s: 3, from_s: 1440, to_s: 1440 + 720 };

/** So many people, in groups that all come from one side. */
function groups(chance: Chance, wanted: number, kind: Groups): Arrival[] {
  const [least, most] = kind.size;
  const arrivals: Arrival[] = [];
  while (arrivals.length < Math.round(wanted)) {
    const size = least + chance.below(most - least + 1);
    const first = chance.uniform(kind.from_s, kind.to_s);
    const side = sideBy(chance);
    for (let one = 0; one < size; one++)
      arrivals.push({ t: first + chance.uniform(0, kind.within_s), side });
  }
  return arrivals;
}
