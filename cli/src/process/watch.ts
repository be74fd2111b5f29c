/**
 * Who hangs: processes that run and say nothing.
 *
 * A process that ends is seen at once; one that was stopped, or turns in a circle, only by its silence. While we
 * ourselves were stopped nobody could be heard, so after such a gap everybody begins anew.
 */
import { type Duration, type Instant, elapsed, seconds } from "@crossing/config";

/** What one look found. */
export interface Looked {
  /** Silent for longer than they may be. */
  readonly silent: readonly string[];
  /** Heard since the last look. */
  readonly heard: readonly string[];
}

/** The watch over some processes. */
export interface Watch {
  /** A process starts; `patience`: how long it may be silent once it was heard; null: for ever. */
  started(name: string, patience: Duration | null, now: Instant): void;
  heard(name: string, now: Instant): void;
  ended(name: string): void;
  /** To be called every second. */
  look(now: Instant): Looked;
}

/** Between two looks; three times as long without one, and it was us who did not run. */
export const LOOK_EVERY = seconds(1);
const WE_SLEPT = seconds(3);
/** Loading a program on a slow machine, from a slow card, takes its time. */
const START_PATIENCE = seconds(60);

interface Watched {
  readonly patience: Duration | null;
  at: Instant;
  begun: boolean;
  fresh: boolean;
}

/** A watch that began at `now`. */
export function createWatch(now: Instant): Watch {
  const watched = new Map<string, Watched>();
  let lookedAt = now;

  const isSilent = ({ patience, at, begun }: Watched, then: Instant): boolean =>
    patience !== null && elapsed(at, then) > (begun ? patience : START_PATIENCE);

  return {
    started: (name, patience, at) =>
      void watched.set(name, { patience, at, begun: false, fresh: false }),
    heard(name, at) {
      const one = watched.get(name);
      if (one !== undefined) Object.assign(one, { at, begun: true, fresh: true });
    },
    ended: (name) => void watched.delete(name),
    look(at) {
      if (elapsed(lookedAt, at) > WE_SLEPT) for (const one of watched.values()) one.at = at;
      lookedAt = at;
      const all = [...watched];
      const silent = all.filter(([, one]) => isSilent(one, at)).map(([name]) => name);
      const heard = all.filter(([, one]) => one.fresh).map(([name]) => name);
      for (const one of watched.values()) one.fresh = false;
      return { silent, heard };
    },
  };
}
