/**
 * Demand as plain data: what can be written in a file, hashed, and shown in a report. `demandOf` makes people and
 * vehicles of it by seed.
 */
import type { Behaviour } from "../behaviour.ts";

/** Who comes to a crossing: people from several sources at once, and the vehicles of all lanes. */
export interface DemandSpec {
  readonly people: readonly PeopleSource[];
  readonly vehicles: VehicleSource;
  /** Local seconds since midnight at t = 0, where the demand is of a certain day; for programmes by time of day. */
  readonly time_of_day_s?: number;
}

export type PeopleSource = RandomPeople | BusPeople | SchoolPeople | CountedPeople | ListedPeople;

/** People who come independently of each other, alone or in small groups that walk together. */
export interface RandomPeople {
  readonly kind: "poisson";
  /** People, both kerbs together. */
  readonly per_h: number;
  readonly profile?: Profile;
  /** Share of people who come to the first kerb; 0.5 unless given. */
  readonly share_a?: number;
  readonly groups?: Groups;
}

/** Everybody off a bus: a crowd within a few seconds at one kerb. */
export interface BusPeople {
  readonly kind: "bus";
  /** People, both kerbs together. */
  readonly per_h: number;
  /** Smallest and largest crowd. */
  readonly size: Range;
  readonly within_s: number;
}

/** A school lets out, or begins: many people in groups, in a short time. */
export interface SchoolPeople {
  readonly kind: "school";
  /** People in all. */
  readonly people: number;
  readonly at_s: number;
  readonly within_s: number;
  readonly size: Range;
  readonly share_a?: number;
}

/** People counted by interval: so many at each kerb, evenly by chance within it. */
export interface CountedPeople {
  readonly kind: "counts";
  readonly intervals: readonly {
    readonly from_s: number;
    readonly to_s: number;
    readonly a: number;
    readonly b: number;
  }[];
}

/** People who are known one by one, in any order; what is left out of one's behaviour is drawn. */
export interface ListedPeople {
  readonly kind: "listed";
  readonly people: readonly ListedPerson[];
}

export interface ListedPerson extends Partial<Behaviour> {
  readonly t: number;
  readonly side: 0 | 1;
}

export type VehicleSource = RandomVehicles | PlatoonVehicles | CountedVehicles | ListedVehicles;

interface Fleet {
  /** Share of buses and lorries; 0.08 unless given. */
  readonly heavy_share?: number;
}

/** Vehicles that come by chance, at least 2 s apart in a lane. */
export interface RandomVehicles extends Fleet {
  readonly kind: "poisson";
  /** Vehicles, all lanes together. */
  readonly per_h: number;
  readonly profile?: Profile;
  /** Share of each lane; even unless given. */
  readonly lane_shares?: readonly number[];
}

/**
 * Vehicles that a signal upstream lets through in platoons, which disperse on their way.
 *
 * Each direction has its own signal with the same cycle. Vehicles leave it 2 s apart in its green; the way takes
 * 0.8 `travel_s` and an exponential time with the mean `dispersion` * 0.8 `travel_s` on top (Robertson's geometric
 * dispersion; 0.35 is TRANSYT's usual factor, unverified). Nobody overtakes in a lane.
 */
export interface PlatoonVehicles extends Fleet {
  readonly kind: "platoons";
  readonly per_h: number;
  readonly cycle_s: number;
  readonly green_s: number;
  readonly travel_s: number;
  readonly dispersion: number;
  /** When green begins in the cycle, for vehicles `A-to-B-right` and `A-to-B-left`. */
  readonly offsets_s: readonly [right: number, left: number];
  readonly lane_shares?: readonly number[];
}

/** Vehicles counted by interval and lane, evenly by chance within it. */
export interface CountedVehicles extends Fleet {
  readonly kind: "counts";
  readonly intervals: readonly {
    readonly from_s: number;
    readonly to_s: number;
    /** By lane, in the order of the site file. */
    readonly lanes: readonly number[];
  }[];
}

export interface ListedVehicles extends Fleet {
  readonly kind: "listed";
  /** `lane`: index in the order of the site file. `bus` is drawn when left out. */
  readonly vehicles: readonly {
    readonly t: number;
    readonly lane: number;
    readonly bus?: boolean;
  }[];
}

/** Smallest and largest, both possible. */
export type Range = readonly [least: number, most: number];

/** How a rate changes: points [time s, factor], straight between them, flat before the first and after the last. */
export type Profile = readonly (readonly [t_s: number, factor: number])[];

/** Small groups who walk together at the pace of the slowest: share of people who come so, and how many in one. */
export interface Groups {
  readonly share: number;
  readonly size: Range;
}
