/** The parts of the measurement by name, in the order in which they are made. */
export const PART_NAMES = [
  "accuracy",
  "zones",
  "tracks",
  "peers",
  "race",
  "cost",
  "cameras",
  "hour",
] as const;

/** What is made unless parts are named: the hour takes one. */
export const USUAL_PARTS: readonly PartName[] = PART_NAMES.filter((name) => name !== "hour");

export type PartName = (typeof PART_NAMES)[number];
