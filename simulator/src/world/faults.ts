/**
 * What befalls a crossing, by seed.
 *
 * Swarm: each run allows a random half of the kinds, so that a rare pair is not drowned by the others. In the first part
 * of a run faults come and go and overlap; then all is well, and the crossing must be whole again.
 */
import type { Chance } from "../chance.ts";

/** Every kind, and how long one lasts: from, to; s. 0: a moment. */
export const FAULT_KINDS = {
  "line-cut": [0.1, 120],
  "line-slow": [5, 120],
  "line-lossy": [5, 300],
  "line-split": [5, 300],
  "line-reset": [0, 0],
  "line-half-open": [0, 0],
  "line-refused": [1, 60],
  "gateway-wrong": [1, 60],
  "cabinet-mute": [0.2, 20],
  "cabinet-restart": [0.5, 60],
  "cabinet-brown-out": [0.02, 0.5],
  "cabinet-frozen": [0.3, 60],
  "second-master": [1, 90],
  "manual-panel": [5, 300],
  "lamp-stuck": [10, 300],
  "lamp-out": [10, 600],
  "camera-dead": [0.5, 600],
  "camera-frozen": [5, 600],
  "camera-flapping": [20, 300],
  "camera-late": [5, 300],
  "camera-phantom": [5, 600],
  "camera-doubted": [1, 300],
  "camera-sees-nobody": [30, 600],
  "button-stuck": [10, 400],
  "control-stalled": [0.1, 60],
  "control-killed": [0.3, 10],
  "control-ended": [0.3, 10],
  "clock-stepped": [0, 0],
  "disk-full": [5, 300],
  "disk-fails-now-and-then": [5, 300],
  "disk-torn": [0, 0],
  "edge-killed": [0.5, 20],
  "edge-away": [1, 300],
  withdrawn: [5, 300],
} as const satisfies Readonly<Record<string, readonly [from: number, to: number]>>;

/** The name of a kind. */
export type FaultKind = keyof typeof FAULT_KINDS;

/** One fault: when it comes, how long it stays, and what else chance decides of it. */
export interface Fault {
  readonly kind: FaultKind;
  readonly at_ms: number;
  readonly lasts_ms: number;
  /** 0..1: which camera, which lamp, which way. */
  readonly pick: number;
}

const KINDS = Object.keys(FAULT_KINDS) as readonly FaultKind[];

/** The faults of a run, first to come first; none begins after `until_ms`, and none lasts beyond it. */
export function faultsBy(chance: Chance, until_ms: number): readonly Fault[] {
  const allowed = KINDS.filter(() => chance.happens(0.5));
  // Between a quiet street and one where hardly anything is ever whole.
  const mean_ms = 8000 * 20 ** chance.next();
  const faults: Fault[] = [];
  let at = 0;
  for (;;) {
    at += chance.exponential(1 / mean_ms);
    if (at >= until_ms || allowed.length === 0) return faults;
    const kind = allowed[chance.below(allowed.length)]!;
    const [from, to] = FAULT_KINDS[kind];
    // As many of 1 s as of 10 s as of 100 s.
    const lasts = from === 0 ? 0 : from * (to / from) ** chance.next() * 1000;
    faults.push({ kind, at_ms: at, lasts_ms: Math.min(lasts, until_ms - at), pick: chance.next() });
  }
}
