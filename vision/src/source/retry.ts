/** Tries again and again, each time a little later, until it is stopped. */
import { setTimeout as sleep } from "node:timers/promises";

/** Waits between tries, ms; the last one is kept. A try that lived long begins them anew. */
const WAITS = [250, 500, 1000, 2000, 4000];
const LIVED_LONG = 10_000;

/** A thing that is kept going. */
export interface Kept {
  /** Ends it and waits until the last try has ended. */
  stop(): Promise<void>;
}

/** Runs `attempt` for ever; an attempt settles when it has ended, whatever the reason, and ends soon after `signal`. */
export function keepTrying(attempt: (signal: AbortSignal) => Promise<void>): Kept {
  const end = new AbortController();
  const ended = tries(attempt, end.signal);
  return {
    async stop() {
      end.abort();
      await ended;
    },
  };
}

async function tries(
  attempt: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  for (let failed = 0; !signal.aborted; failed++) {
    const start = performance.now();
    await oneLife(attempt, signal);
    if (performance.now() - start > LIVED_LONG) failed = 0;
    const wait = WAITS[Math.min(failed, WAITS.length - 1)]!;
    // An interrupted sleep is the wish to stop, which the loop sees by itself.
    await sleep(wait, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * One attempt, with a signal of its own: what it hangs on the signal is gone with it. A tool that cannot even be
 * started never takes its listener off, and attempts go on for years.
 */
async function oneLife(
  attempt: (signal: AbortSignal) => Promise<void>,
  end: AbortSignal,
): Promise<void> {
  const life = new AbortController();
  const stop = (): void => life.abort();
  end.addEventListener("abort", stop, { once: true });
  await attempt(life.signal).finally(() => end.removeEventListener("abort", stop));
}
