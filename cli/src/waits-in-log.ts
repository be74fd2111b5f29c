/** Waits in the event log of a crossing: each walk names the waits it ended. */
import type { WaitRecord } from "@crossing/simulator";
import { objectOf } from "./json-line.ts";
import type { WaitsReader } from "./waits-file.ts";

/** The event names so many waits of a walk one by one. */
const NAMED = 16;

/** A reader of `events-YYYY-MM-DD.jsonl`. */
export function waitsInLog(): WaitsReader {
  const records: WaitRecord[] = [];
  let [red, unnamed] = [0, 0];
  return {
    line(text) {
      const { name, numbers } = objectOf(text);
      if (typeof numbers !== "object" || numbers === null)
        throw new Error("an event without numbers");
      const number = (key: string): number | undefined => {
        const value = (numbers as Readonly<Record<string, unknown>>)[key];
        return typeof value === "number" ? value : undefined;
      };
      if (name === "begin-walk") {
        const waits = Array.from({ length: NAMED }, (_, place) => number(`w${place}`)).filter(
          (wait) => wait !== undefined,
        );
        for (const wait_s of waits) records.push({ wait_s, ended: "served" });
        unnamed += Math.max(0, (number("waiting") ?? 0) - waits.length);
      } else if (name === "left-waiting") {
        const wait_s = number("wait_s");
        if (wait_s !== undefined) records.push({ wait_s, ended: "left" });
      } else if (name === "red-crossing") red += number("people") ?? 1;
    },
    waits: () => ({
      source: "event-log",
      records,
      site: null,
      missing: [
        {
          en:
            `the event log counts ${red} who crossed on red, but not how long they had waited; ` +
            "a recording of crossing run --record-trace holds it",
          zh: `事件日志记有 ${red} 人闯红灯，但无其等待时间；用 crossing run --record-trace 录制可得`,
        },
        ...(unnamed === 0
          ? []
          : [
              {
                en: `${unnamed} served people are counted without their own waits`,
                zh: `${unnamed} 名已放行者只有计数，没有各自的等待时间`,
              },
            ]),
      ],
    }),
  };
}
