/** How SUMO's vehicles are driven. */

export interface VehicleType {
  /** m/s2 */
  readonly acceleration: number;
  readonly braking: number;
  /** How imperfectly, 0 to 1: by chance slower than possible. */
  readonly sigma: number;
  readonly tau_s: number;
  readonly length_m: number;
  readonly gap_m: number;
  /** How long a driver who stood needs to react, s. */
  readonly startup_s: number;
}

export interface VehicleTypes {
  readonly car: VehicleType;
  readonly bus: VehicleType;
}

/**
 * SUMO's own model of following (Krauss), set so that a queue discharges there as it does in our street: saturation
 * flow and start-up loss are measured in both. Nobody dawdles, because a free run has no delay then.
 */
export const COMPARABLE: VehicleTypes = {
  car: {
    acceleration: 2.1,
    braking: 2.6,
    sigma: 0.1,
    tau_s: 1.35,
    length_m: 4.55,
    gap_m: 2,
    startup_s: 1,
  },
  bus: {
    acceleration: 1.3,
    braking: 2.6,
    sigma: 0.1,
    tau_s: 1.7,
    length_m: 10.8,
    gap_m: 2,
    startup_s: 1,
  },
};

/** What SUMO takes when nothing is said, but for speeds, which are the same for all. */
export const AS_SHIPPED: VehicleTypes = {
  car: {
    acceleration: 2.6,
    braking: 4.5,
    sigma: 0.5,
    tau_s: 1,
    length_m: 5,
    gap_m: 2.5,
    startup_s: 0,
  },
  bus: {
    acceleration: 1.2,
    braking: 4,
    sigma: 0.5,
    tau_s: 1,
    length_m: 12,
    gap_m: 2.5,
    startup_s: 0,
  },
};

/** A type as SUMO reads it. Nobody changes lanes. */
export const typeLine = (id: string, type: VehicleType): string =>
  `<vType id="${id}" carFollowModel="Krauss" accel="${type.acceleration}" decel="${type.braking}" ` +
  `sigma="${type.sigma}" tau="${type.tau_s}" length="${type.length_m}" minGap="${type.gap_m}" ` +
  `startupDelay="${type.startup_s}" ` +
  `speedFactor="1" speedDev="0" lcSpeedGain="0" lcKeepRight="0" lcCooperative="0"/>`;
