/** The page as a browser meets it: the page itself, then the first state that is not old over its event stream. */
import { answerOf, until } from "./patience.ts";

/** Settles when `url` answers with the page and its stream has sent a fresh state; throws after `patience_ms`. */
export async function livePage(url: string, patience_ms: number): Promise<void> {
  await until(`the page at ${url}`, patience_ms, async () => {
    const page = await answerOf(url);
    return page?.includes("<script") === true ? true : null;
  });
  await firstState(new URL("/api/v1/stream", url), patience_ms);
}

async function firstState(url: URL, patience_ms: number): Promise<void> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(patience_ms) });
  if (!answer.ok || answer.body === null) throw new Error(`${url.href}: ${answer.status}`);
  let heard = "";
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    heard += chunk;
    // Leaving the loop closes the stream.
    if (isLive(heard)) return;
  }
  throw new Error(`${url.href} ended before it sent a state of a controller that is heard`);
}

/** Whether some state among server-sent events comes from a controller that is heard. */
export const isLive = (events: string): boolean =>
  events
    .split("\n\n")
    .slice(0, -1)
    .some((event) => /^event: state$/m.test(event) && /^data: .*"stale":false/m.test(event));
