/** Waiting, but not for ever. */
import { setTimeout as sleep } from "node:timers/promises";

/** Asks again until there is an answer; throws an Error that names `what` after `patience_ms`. */
export async function until<T>(
  what: string,
  patience_ms: number,
  ask: () => Promise<T | null> | T | null,
): Promise<T> {
  const start = performance.now();
  while (performance.now() - start < patience_ms) {
    const answer = await ask();
    if (answer !== null) return answer;
    await sleep(50);
  }
  throw new Error(`waited ${patience_ms / 1000} s in vain for ${what}`);
}

/** What an address answers; null while it does not. */
export async function answerOf(url: string): Promise<string | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
