/** Events as the hi-resolution tables of existing signal performance tools read them. */
import type { LoggedEvent } from "./events.ts";

/** The first line of the file. */
export const HIRES_HEADER = "timestamp,signal_id,event_code,event_param\n";

/** One line, the moment in UTC to 0.1 s; empty for an event that has no code in the tables. */
export const hiresLine = (site: string, event: LoggedEvent): string =>
  event.code === null ? "" : `${tenths(event.ts)},${site},${event.code},${event.param}\n`;

function tenths(ts: string): string {
  const rounded = new Date(Math.round(Date.parse(ts) / 100) * 100).toISOString();
  return rounded.slice(0, 21).replace("T", " ");
}
