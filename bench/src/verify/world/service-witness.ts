/** Whether people who call are served, and whether the crossing comes back when all is well. */

/** How a moment was. */
export interface Moment {
  readonly now: number;
  /** Walk shows, or somebody with a clear conscience may still cross. */
  readonly walking: boolean;
  readonly calling: boolean;
  /** Nothing is wrong, the box has the crossing, and the cabinet says so too. */
  readonly able: boolean;
}

/** Watches the service. */
export interface ServiceWitness {
  see(moment: Moment): void;
  /** Calls answered while the crossing was able, and the longest of them, ms. */
  readonly answered: number;
  readonly longest_ms: number;
}

/**
 * Tells when a call was not answered within `bound_ms` in which the crossing could have. A press is kept until walk answers
 * it (`kept`); somebody who is seen to wait may go away again.
 */
export function createServiceWitness(
  { bound_ms, kept }: { readonly bound_ms: number; readonly kept: boolean },
  breach: (what: string) => void,
): ServiceWitness {
  let since: number | null = null;
  let answered = 0;
  let longest_ms = 0;
  let told = false;
  return {
    see({ now, walking, calling, able }) {
      if (walking && since !== null && able) {
        answered += 1;
        longest_ms = Math.max(longest_ms, now - since);
      }
      if (walking || !able || !(calling || (kept && since !== null))) {
        since = null;
        told = false;
        return;
      }
      since ??= now;
      if (told || now - since <= bound_ms) return;
      told = true;
      breach(
        `a call was not answered in ${Math.round((now - since) / 1000)} s in which nothing was wrong`,
      );
    },
    get answered() {
      return answered;
    },
    get longest_ms() {
      return longest_ms;
    },
  };
}
