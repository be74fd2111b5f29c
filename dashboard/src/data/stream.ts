/** Follows the server's stream, and comes back by itself when it is cut. */
import type { EventView, StateView, VisionView } from "@crossing/config";
import { STREAM, readEvents, readSite, readState } from "./api.ts";
import { deviceNow, happened, heard, saw, site, ticked, trouble } from "./crossing.ts";
import { BAND_MS } from "./history.ts";

const RETRY_MS = 1500;

/** Reads what this crossing is, then follows it for as long as the page is open. */
export async function follow(): Promise<void> {
  setInterval(() => (ticked.value = performance.now()), 500);
  for (;;) {
    const answer = await readSite();
    if (answer.ok) {
      site.value = answer.value;
      trouble.value = null;
      break;
    }
    trouble.value = answer.why;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  const first = await readState();
  if (first.ok) heard(first.value);
  listen();
}

/**
 * One stream at a time. The browser reconnects by itself after a cut line, but gives up for good when
 * the server answers with an error (while it starts, for example): then we try again.
 */
function listen(): void {
  const stream = new EventSource(STREAM);
  stream.addEventListener("open", () => void catchUp());
  on(stream, "state", heard);
  on(stream, "event", (event) => happened([event]));
  on(stream, "vision", saw);
  stream.addEventListener("error", () => {
    if (stream.readyState !== EventSource.CLOSED) return;
    setTimeout(listen, RETRY_MS);
  });
}

/** What happened before we listened, or while we could not hear. */
async function catchUp(): Promise<void> {
  const now = deviceNow.value === 0 ? Date.now() : deviceNow.value;
  happened(await readEvents(now - BAND_MS * 5));
}

/** What the stream sends, by the name of the server-sent event. */
interface News {
  readonly state: StateView;
  readonly event: EventView;
  readonly vision: VisionView;
}

function on<Name extends keyof News>(
  stream: EventSource,
  name: Name,
  take: (value: News[Name]) => void,
): void {
  stream.addEventListener(name, ({ data }: MessageEvent<string>) => {
    take(JSON.parse(data) as News[Name]);
  });
}
