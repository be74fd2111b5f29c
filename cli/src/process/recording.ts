/** How ticks are kept for the recorder: all of them, not only the newest. */
import type { TraceRecord } from "@crossing/config";
import type { LinkRecord } from "../link/lines.ts";

/** Name of the peer that writes the recording. */
export const RECORDER = "recorder";

/** A minute of ticks waits for a recorder that is late; a longer absence leaves a gap that replay reports. */
export const keptForRecorder = {
  keyOf: (record: LinkRecord): string => String((record as TraceRecord).seq),
  limit: 600,
} as const;
