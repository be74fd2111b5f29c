/**
 * Signal phase and timing with the names of SAE J2735 / ISO 19091, as JSON.
 *
 * Signal group 2 is the vehicle phase, 4 the pedestrian phase, as in the event log. Moments are TimeMarks: tenths of a
 * second in the UTC hour, 36001 when nobody knows.
 */
import type { PedIndication, StateView, VehicleIndication } from "@crossing/config";

export interface Spat {
  readonly timeStamp: number;
  readonly intersections: readonly SpatIntersection[];
}

export interface SpatIntersection {
  readonly name: string;
  /** 0 until the road authority has given the crossing its number. */
  readonly id: { readonly id: number };
  readonly revision: number;
  readonly status: readonly string[];
  /** Minute of the UTC year. */
  readonly moy: number;
  /** Millisecond of the minute. */
  readonly timeStamp: number;
  readonly states: readonly SpatMovement[];
}

export interface SpatMovement {
  readonly movementName: string;
  readonly signalGroup: number;
  readonly "state-time-speed": readonly {
    readonly eventState: string;
    readonly timing: {
      readonly startTime: number;
      readonly minEndTime: number;
      readonly maxEndTime: number;
      readonly likelyTime: number;
    };
  }[];
}

const UNKNOWN = 36001;

const VEHICLE: Readonly<Record<VehicleIndication, string>> = {
  green: "protected-Movement-Allowed",
  yellow: "protected-clearance",
  red: "stop-And-Remain",
  "red-yellow": "pre-Movement",
  "flashing-yellow": "caution-Conflicting-Traffic",
  dark: "dark",
};

const PED: Readonly<Record<PedIndication, string>> = {
  walk: "protected-Movement-Allowed",
  "flashing-walk": "protected-clearance",
  "dont-walk": "stop-And-Remain",
  dark: "dark",
};

/**
 * The phases at `now`. What the heads are seen to show is told, not what was asked of them.
 *
 * An end is promised only where a countdown is shown; a stale state tells no phases at all.
 */
export function spat(state: StateView, now: Date): Spat {
  const minute = Math.floor((now.getTime() - Date.UTC(now.getUTCFullYear())) / 60_000);
  const timeStamp = now.getTime() % 60_000;
  const shown = state.shown ?? state;
  const started = new Date(now.getTime() - state.time_in_interval_s * 1000);
  const ends = (seconds: number | null): number =>
    seconds === null ? UNKNOWN : timeMark(new Date(now.getTime() + seconds * 1000));
  const states = [
    movement("vehicle", 2, VEHICLE[shown.vehicle], started, ends(state.vehicle_countdown_s)),
    movement("pedestrian", 4, PED[shown.ped], started, ends(state.countdown_s)),
  ];
  return {
    timeStamp: minute,
    intersections: [
      {
        name: state.site,
        id: { id: 0 },
        revision: state.seq % 128,
        status: statusOf(state),
        moy: minute,
        timeStamp,
        states: state.stale ? [] : states,
      },
    ],
  };
}

/** Tenths of a second since the UTC hour began. */
const timeMark = (at: Date): number => Math.floor((at.getTime() % 3_600_000) / 100);

const movement = (
  movementName: string,
  signalGroup: number,
  eventState: string,
  started: Date,
  end: number,
): SpatMovement => ({
  movementName,
  signalGroup,
  "state-time-speed": [
    {
      eventState,
      timing: { startTime: timeMark(started), minEndTime: end, maxEndTime: end, likelyTime: end },
    },
  ],
});

/** Names of the J2735 IntersectionStatusObject bits that are set. */
function statusOf(state: StateView): readonly string[] {
  if (state.stale) return ["noValidSPATisAvailableAtThisTime"];
  if (state.interval === "fault-flash") return ["failureFlash"];
  if (state.mode === "fault") return ["failureMode"];
  if (state.mode === "withdrawn") return ["off"];
  return ["trafficDependentOperation"];
}
