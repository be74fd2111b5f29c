/** How long each fault has been seen, and which of them count. */
import type { CameraFault, Instant } from "@crossing/config";
import { CAMERA_FAULTS, FAULT_RULES, GOOD_CHECKS } from "./faults.ts";

/** What is known of one fault. */
export interface Evidence {
  /** Time it was seen less time it was not, ms; never below 0. */
  readonly sum: number;
  readonly raised: boolean;
  /** When it was seen last; null: never. */
  readonly seenAt: Instant | null;
}

/** Of every fault. */
export type AllEvidence = Readonly<Record<CameraFault, Evidence>>;

const NONE: Evidence = { sum: 0, raised: false, seenAt: null };

export const NO_EVIDENCE = Object.fromEntries(
  CAMERA_FAULTS.map((fault) => [fault, NONE]),
) as AllEvidence;

/** What a look gave. */
export interface Finding {
  readonly now: Instant;
  /** Since the look before, ms: how much this look weighs. */
  readonly passed: number;
  readonly suspects: readonly CameraFault[];
  /** Good pictures in a row, this one too. */
  readonly good: number;
}

/** The evidence after one more look. */
export const withFinding = (all: AllEvidence, finding: Finding): AllEvidence =>
  Object.fromEntries(
    CAMERA_FAULTS.map((fault) => [fault, weighed(all[fault], fault, finding)]),
  ) as AllEvidence;

/** The faults that count now. */
export const raisedOf = (all: AllEvidence): readonly CameraFault[] =>
  CAMERA_FAULTS.filter((fault) => all[fault].raised);

function weighed(evidence: Evidence, fault: CameraFault, finding: Finding): Evidence {
  const { after, hold } = FAULT_RULES[fault];
  const { now, passed, suspects, good } = finding;
  if (suspects.includes(fault)) {
    const sum = Math.min(after, evidence.sum + passed);
    return { sum, raised: evidence.raised || sum >= after, seenAt: now };
  }
  const { seenAt, raised } = evidence;
  const over = seenAt === null || (now - seenAt >= hold && good >= GOOD_CHECKS);
  return { sum: Math.max(0, evidence.sum - passed), raised: raised && !over, seenAt };
}
