/**
 * How well a street is seen, as plain data: range, noise, detector errors, dead detectors.
 *
 * Nothing given is what perfect detectors tell: people in the zones and on the road, queues, vehicles 15 s ahead,
 * people 5 s before the kerb.
 */
export interface Quality {
  /** How far vehicles are known before they reach the stop line, s; 0: only queues and passages. */
  readonly lookahead_s?: number;
  /** How long before the kerb people are seen walking up, s. */
  readonly approach_s?: number;
  /** False: nobody sees who is on the road. */
  readonly crossing?: boolean;
  /** False: queues are not known, only vehicles before them and passages. */
  readonly queues?: boolean;
  /** False: people are counted, and how long each has waited is not known. */
  readonly waits?: boolean;
  readonly noise?: Noise;
  readonly errors?: DetectorErrors;
  readonly outages?: readonly Outage[];
}

/** What is never quite right. All shares 0 to 1, each 0 when left out. */
export interface Noise {
  /** Standard deviation of the arrival times of vehicles, relative; the same for one vehicle all the way. */
  readonly eta_error?: number;
  /** Share of vehicles that nobody sees before they stand in the queue. */
  readonly vehicles_unseen?: number;
  /** Share of people whom the zones never see. */
  readonly people_unseen?: number;
  /** Share of time in which a zone sees a person who is not there. */
  readonly phantoms?: number;
  /** How long a phantom stands there on average, s; 4 unless given. */
  readonly phantom_s?: number;
}

/** What a detector makes of one person, one vehicle, or one use of the crossing. */
export type Sighting = "valid" | "spotty" | "dropped" | "held" | "late" | "missed";

/** How many of those who come are seen in each wrong way, share 0 to 1; the rest is valid. */
export type ErrorRates = Partial<Readonly<Record<Exclude<Sighting, "valid">, number>>>;

/** Error rates by what is looked at: people in zones, vehicles in lanes, and the crossing in use. */
export interface DetectorErrors {
  readonly zones?: ErrorRates;
  readonly lanes?: ErrorRates;
  readonly crossing?: ErrorRates;
}

/** A detector that is dead for a time, and known to be: it tells nothing. */
export interface Outage {
  /** `zone:A`, `button:A`, `lane:W0`, or `crossing`. */
  readonly detector: string;
  readonly from_s: number;
  readonly to_s: number;
}

/** What the noisy cases of our benches mean by noise: 15 % in arrival times, 10 % unseen, phantoms 2 % of the time. */
export const NOISY_DETECTORS: Noise = {
  eta_error: 0.15,
  vehicles_unseen: 0.1,
  people_unseen: 0.1,
  phantoms: 0.02,
};
