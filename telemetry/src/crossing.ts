/** What control said last, and how the crossing does. */
import type { MeasuresView, StateView, TraceRecord } from "@crossing/config";
import { createAlarms } from "./alarms.ts";
import type { Cameras } from "./cameras.ts";
import type { LoggedEvent } from "./events.ts";
import type { EventLog } from "./log/event-log.ts";
import { type Measures, type Span, createMeasures } from "./measures.ts";
import { stateView } from "./state-view.ts";

export interface Crossing {
  /** Takes a trace; returns the events that are new, oldest first. */
  hear(record: TraceRecord): readonly LoggedEvent[];
  /** The crossing now; null until control was heard. */
  view(mqttConnected: boolean): StateView | null;
  /** Whether this differs from what was asked about last. */
  changed(view: StateView): boolean;
  /** What was counted since this was asked last. */
  sinceAsked(): Span;
}

export interface CrossingOptions {
  readonly site: string;
  readonly events: Pick<EventLog, "offer" | "recent" | "trouble">;
  readonly cameras: Pick<Cameras, "health" | "alarms">;
  /** Monotonic, ms. */
  readonly now: () => number;
  readonly wallClock: () => Date;
}

/** This long without a word from control is silence, whatever it promised. */
const SILENCE_MS = 1_000;

export function createCrossing(options: CrossingOptions): Crossing {
  const { site, events, cameras, now, wallClock } = options;
  const alarms = createAlarms(wallClock);
  const measures: Measures = createMeasures();
  let last: { record: TraceRecord; ts: string; heardAt: number } | null = null;
  let since = "";
  let measured: { at: number; view: MeasuresView } | null = null;
  let askedAt = 0;
  let shown = "";

  /** Counts what an earlier run of the report heard of this run of control. */
  function begin(record: TraceRecord): void {
    const known = events.recent(0, Number.MAX_SAFE_INTEGER);
    const mine = known.filter(({ boot }) => boot === record.boot);
    for (const event of mine) measures.event(event);
    since = mine[0]?.ts ?? wallClock().toISOString();
    askedAt = record.at;
  }

  /** Measures change slowly: once a second of the street is enough. */
  function measuresAt(at: number): MeasuresView {
    if (measured === null || Math.abs(at - measured.at) >= 1_000) {
      measured = { at, view: measures.view(at, since) };
    }
    return measured.view;
  }

  return {
    hear(record) {
      if (last === null) begin(record);
      const heard = wallClock();
      last = { record, ts: heard.toISOString(), heardAt: now() };
      const fresh = events.offer(record, heard);
      for (const event of fresh) measures.event(event);
      measures.trace(record);
      alarms.trace(record);
      return fresh;
    },
    view(mqttConnected) {
      if (last === null) return null;
      const { record, ts, heardAt } = last;
      const stale = now() - heardAt > Math.max(SILENCE_MS, record.ttl);
      const faults = events.trouble() === null ? [] : ["event-log-failing"];
      return stateView(record, {
        site,
        ts,
        measures: measuresAt(record.at),
        mqttConnected,
        stale,
        faults,
        alarms: alarms.now(cameras.alarms()),
        cameras: cameras.health(),
      });
    },
    changed({ boot, seq, stale, mqtt_connected }) {
      const before = shown;
      shown = `${boot} ${seq} ${stale} ${mqtt_connected}`;
      return shown !== before;
    },
    sinceAsked() {
      const from = askedAt;
      askedAt = last?.record.at ?? from;
      return measures.between(from, askedAt);
    },
  };
}
