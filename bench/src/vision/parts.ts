/** The parts of the measurement by name, in the order in which they are made. */
export const PART_NAMES = [
  "accuracy",
  "zones",
  "tracks",
  "peers",
  "race",
  "cost",
  "cameras",
] as const;

export type PartName = (typeof PART_NAMES)[number];
