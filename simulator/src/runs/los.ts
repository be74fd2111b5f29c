/** Level of service of a signalised crossing for people, by their mean wait (HCM 2000 eq. 18-5, read in a secondary source). */
export type LevelOfService = "A" | "B" | "C" | "D" | "E" | "F";

/** The longest mean wait of each level, s. Longer than E is F. */
export const LOS_LIMITS_S = { A: 10, B: 20, C: 30, D: 40, E: 60 } as const;

/** The level of a mean wait in seconds; null when nobody waited to be measured. */
export function levelOfService(meanWait_s: number | null): LevelOfService | null {
  if (meanWait_s === null) return null;
  if (meanWait_s < LOS_LIMITS_S.A) return "A";
  if (meanWait_s < LOS_LIMITS_S.B) return "B";
  if (meanWait_s < LOS_LIMITS_S.C) return "C";
  if (meanWait_s < LOS_LIMITS_S.D) return "D";
  return meanWait_s <= LOS_LIMITS_S.E ? "E" : "F";
}
