/** The ticks of a recording made by `crossing run --record-trace`. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { TraceRecord } from "@crossing/config";

/** What a tick says of its own timeliness, ms. */
export interface Tick {
  readonly late_ms: number;
  /** Of the newest picture that went into the decision; null when blind. */
  readonly age_ms: number | null;
}

/** The ticks between two moments of this machine's monotonic clock, nanoseconds. */
export async function ticksBetween(
  recording: string,
  from: bigint,
  to: bigint,
): Promise<readonly Tick[]> {
  const [first, last] = [Number(from / 1_000_000n), Number(to / 1_000_000n)];
  const ticks: Tick[] = [];
  for await (const line of createInterface({ input: createReadStream(recording) })) {
    const record = JSON.parse(line) as TraceRecord | { readonly type: "recording" };
    if (record.type !== "trace" || record.at < first || record.at > last) continue;
    const { late_ms, perception_age_ms } = record.loop;
    ticks.push({ late_ms, age_ms: perception_age_ms });
  }
  return ticks;
}
