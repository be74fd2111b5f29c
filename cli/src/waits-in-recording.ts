/** Waits in a recording of the street: who vanished from the kerb, and when. */
import type { Site, TraceRecord } from "@crossing/config";
import { watchWaits } from "@crossing/simulator";
import { objectOf } from "./json-line.ts";
import type { WaitsReader } from "./waits-file.ts";

/** Ticks farther apart than this do not belong together, ms. */
const GAP_MS = 1000;

/** A reader of what `--record-trace` wrote; a torn last line, as after a power cut, is left out. */
export function waitsInRecording(site: Site): WaitsReader {
  const watch = watchWaits(site.behaviour.gap.max_s);
  let before: Pick<TraceRecord, "boot" | "at"> | null = null;
  let [torn, gaps] = [false, 0];
  return {
    line(text) {
      if (torn) throw new Error("the line before is no JSON object");
      const record = traceOf(text);
      if (record === null) {
        torn = true;
        return;
      }
      if (record.type !== "trace") return;
      if (before !== null && (record.boot !== before.boot || record.at - before.at > GAP_MS)) {
        watch.forget();
        gaps += 1;
      }
      before = record;
      const { zones, crossing, lanes, lookahead_s } = record.inputs;
      const { interval } = record.outputs;
      watch.tick({ t_s: record.at / 1000, interval, zones, crossing, lanes, lookahead_s });
    },
    waits: () => ({
      source: "recording",
      records: watch.records(),
      site,
      missing: [
        ...(gaps === 0
          ? []
          : [
              {
                en: `${gaps} gap(s) in the recording: whoever was waiting then is left out`,
                zh: `录制有 ${gaps} 处中断，当时正在等待者未计入`,
              },
            ]),
        ...(watch.countsOnly() === 0
          ? []
          : [
              {
                en: `in ${watch.countsOnly()} ticks people were counted without their waits: they are left out`,
                zh: `有 ${watch.countsOnly()} 个时刻只有人数、没有等待时间，未计入`,
              },
            ]),
      ],
    }),
  };
}

function traceOf(text: string): TraceRecord | null {
  try {
    return objectOf(text) as unknown as TraceRecord;
  } catch {
    return null;
  }
}
