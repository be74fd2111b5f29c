/** Every metric there is: its name, its help, its labels. */
import { Counter, Gauge, Histogram, type Registry } from "prom-client";

export type Instruments = ReturnType<typeof instruments>;

export function instruments(register: Registry) {
  const registers = [register];
  const gauge = <L extends string = never>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge<L>({ name, help, labelNames, registers });
  const counter = <L extends string = never>(name: string, help: string, labelNames: L[] = []) =>
    new Counter<L>({ name, help, labelNames, registers });
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name, help, buckets, registers });
  return {
    buildInfo: gauge("xing_build_info", "Always 1; the version is its label.", ["version"]),
    loopDuration: histogram(
      "xing_control_loop_duration_seconds",
      "Cost of one step of the core.",
      [5e-6, 2e-5, 1e-4, 0.001, 0.005, 0.01, 0.1, 1],
    ),
    loopLateness: histogram(
      "xing_control_loop_lateness_seconds",
      "Lateness of a tick against its deadline.",
      [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1],
    ),
    perceptionAge: histogram(
      "xing_perception_age_seconds",
      "Age of the newest picture that went into a decision.",
      [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5],
    ),
    scheduling: gauge(
      "xing_control_scheduling_info",
      "1 for how the machine runs control: fifo, nice, normal; unknown in its first seconds.",
      ["policy"],
    ),
    starts: gauge(
      "xing_process_starts",
      "Starts of each process since the supervisor began; 1: it never fell over.",
      ["process"],
    ),
    heard: gauge("xing_control_heard_timestamp_seconds", "When control was heard last."),
    modbusDuration: histogram(
      "xing_modbus_request_duration_seconds",
      "Round trip of the last request to the cabinet, once a tick.",
      [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5],
    ),
    modbusRequests: counter("xing_modbus_requests_total", "Requests to the cabinet.", ["outcome"]),
    modbusReconnects: counter("xing_modbus_reconnects_total", "Fresh connections to the cabinet."),
    modbusUp: gauge("xing_modbus_link_up", "1 while the cabinet shows what it is asked to show."),
    modbusVerified: gauge(
      "xing_modbus_last_verified_cycle_timestamp_seconds",
      "When the heads were last read back as asked.",
    ),
    phase: gauge("xing_phase_info", "1 for the interval now.", ["phase"]),
    mode: gauge("xing_mode_info", "1 for the mode now.", ["mode"]),
    level: gauge(
      "xing_degraded_level",
      "0 normal, 1 partial vision, 2 no vision, 3 withdrawn, 4 no link, 5 fault latched.",
    ),
    levelChanges: counter("xing_degraded_level_changes_total", "Changes of the level, by cause.", [
      "cause",
    ]),
    alarms: gauge("xing_alarms_active", "1 for each alarm now.", ["alarm"]),
    waiting: gauge("xing_ped_waiting", "People waiting; left out while not seen.", ["zone"]),
    onCrossing: gauge("xing_ped_on_crossing", "People on the crossing; NaN while not seen."),
    pedWait: histogram(
      "xing_ped_wait_seconds",
      "Waits of people who were served or gave up.",
      [5, 10, 20, 30, 45, 60, 90, 120],
    ),
    decisions: counter("xing_decisions_total", "Changes of the reason, by new reason.", ["reason"]),
    safeEntries: counter("xing_safe_state_entries_total", "Entries into fault.", ["cause"]),
    faults: gauge("xing_faults_active", "1 for each fault now.", ["fault"]),
    events: counter("xing_events_total", "Events, by class.", ["class"]),
    eventLogFailing: gauge("xing_event_log_failing", "1 while the event log cannot be written."),
    mqttConnected: gauge("xing_mqtt_connected", "1 while the broker is connected."),
    outboxRecords: gauge("xing_outbox_records", "Events the broker has not acknowledged."),
    outboxOldest: gauge(
      "xing_outbox_oldest_record_timestamp_seconds",
      "Time of the oldest event the broker has not acknowledged; 0 when there is none.",
    ),
    outboxDropped: counter(
      "xing_outbox_dropped_total",
      "Events passed over because too many were waiting for the broker; they stay in the log.",
    ),
    visionUp: gauge("xing_vision_up", "1 while a camera is seen.", ["camera"]),
    cameraBelieved: gauge(
      "xing_camera_believed",
      "1 while a camera's picture can be believed; 0: control takes it for blind.",
      ["camera"],
    ),
    cameraFaults: gauge("xing_camera_faults_active", "1 for each fault of a camera now.", [
      "camera",
      "fault",
    ]),
    visionRefused: counter(
      "xing_vision_records_refused_total",
      "Records of vision that were none, by the camera they name.",
      ["camera"],
    ),
    visionFps: gauge("xing_vision_frames_per_second", "Frames looked at.", ["camera"]),
    visionDropped: counter("xing_vision_frames_dropped_total", "Frames not looked at.", ["camera"]),
    visionStage: gauge("xing_vision_stage_duration_seconds", "Cost of the last frame.", [
      "camera",
      "stage",
    ]),
  };
}
