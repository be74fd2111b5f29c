/** The crossing now, as the API and the broker tell it. */
import type { MeasuresView, StateView, TraceRecord } from "@crossing/config";

/** What the report adds to what control said. */
export interface Report {
  readonly site: string;
  /** RFC 3339 UTC: when the trace was heard. */
  readonly ts: string;
  readonly measures: MeasuresView;
  readonly mqttConnected: boolean;
  /** True while control is not heard: the trace is then old. */
  readonly stale: boolean;
  /** Faults of the report itself, as `event-log-failing`. */
  readonly faults: readonly string[];
  /** All alarms by name, with since when. */
  readonly alarms: NonNullable<StateView["alarms_since"]>;
  readonly cameras: NonNullable<StateView["cameras"]>;
}

export function stateView(record: TraceRecord, report: Report): StateView {
  const { outputs, inputs } = record;
  return {
    v: 1,
    ts: report.ts,
    boot: record.boot,
    seq: record.seq,
    site: report.site,
    interval: outputs.interval,
    vehicle: outputs.vehicle,
    ped: outputs.ped,
    shown: record.shown,
    time_in_interval_s: record.time_in_interval_s,
    countdown_s: outputs.ped_countdown_s,
    vehicle_countdown_s: outputs.vehicle_countdown_s,
    bollards: outputs.bollards,
    voice: outputs.voice,
    call_lamps: outputs.call_lamps,
    waiting: waitingIn(inputs.zones),
    zones: inputs.zones,
    oldest_wait_s: record.oldest_wait_s,
    on_crossing: inputs.crossing,
    lanes: inputs.lanes,
    mode: outputs.mode,
    level: outputs.level ?? 0,
    alarms: Object.keys(report.alarms),
    alarms_since: report.alarms,
    cameras: report.cameras,
    link: record.cabinet.link,
    faults: [...record.faults, ...report.faults],
    reason: outputs.reason,
    cabinet: record.cabinet,
    mqtt_connected: report.mqttConnected,
    stale: report.stale,
    measures: report.measures,
  };
}

const waitingIn = (zones: TraceRecord["inputs"]["zones"]): StateView["waiting"] =>
  Object.fromEntries(Object.entries(zones).map(([id, zone]) => [id, zone?.waiting ?? null]));
