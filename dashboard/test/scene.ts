/**
 * A scripted street for the page's tests: one cycle that repeats, people and cars by seed.
 *
 * Not a simulation: just enough, and consistent with itself, that every part of the page has something
 * to show. Everything follows from the second `t` since the scene began and from the toys.
 */
import type {
  Breakable,
  CameraView,
  EventView,
  Indications,
  Interval,
  LaneInput,
  Reason,
  Site,
  StateView,
  VisionView,
  ZoneInput,
} from "@crossing/config";

/** What visitors have done to the street. */
export interface Toys {
  readonly broken: readonly Breakable[];
  /** People added, by zone. */
  readonly added: Readonly<Record<string, number>>;
  readonly withdrawn: boolean;
  /** Second at which something was broken last. */
  readonly since: number;
  /** Second at which the camera pictures go off. */
  readonly previewUntil: number;
}

/** Where and when the scene plays: its site, its seed, and its beginning on the wall clock, ms. */
export interface Stage {
  readonly site: Site;
  readonly seed: number;
  readonly epoch: number;
}

const CYCLE: readonly (readonly [Interval, number, Indications])[] = [
  ["vehicle-green", 24, { vehicle: "green", ped: "dont-walk" }],
  ["yellow-change", 3, { vehicle: "yellow", ped: "dont-walk" }],
  ["red-clearance", 2, { vehicle: "red", ped: "dont-walk" }],
  ["walk", 9, { vehicle: "red", ped: "walk" }],
  ["ped-clearance", 9, { vehicle: "red", ped: "flashing-walk" }],
  ["buffer", 2, { vehicle: "red", ped: "dont-walk" }],
];
const CYCLE_S = CYCLE.reduce((total, [, s]) => total + s, 0);
const GREEN_S = 24;
const WALK_AT = 29;
const DONT_WALK_AT = 47;
const COUNTDOWN_S = 8;

/** The crossing at second `t`. */
export function stateAt(stage: Stage, toys: Toys, t: number): StateView {
  const { site } = stage;
  const { interval, since, into, shown } = momentOf(t);
  const mute = toys.broken.includes("modbus") || toys.broken.includes("cable");
  const zones = Object.fromEntries(
    site.zones.map(({ id }, side) => [id, zoneAt(stage, toys, { id, side, into, t })]),
  );
  const waits = Object.values(zones).flatMap((zone) => zone?.waits_s ?? []);
  const oldest = Math.max(0, ...waits);
  const link = mute ? "lost" : "up";
  const blind = site.zones.filter(({ id }) => isBlind(id, toys));
  const alarms = blind.map(({ id }) => `zone-${id}-unseen`);
  if (mute) alarms.push("link-lost");
  const trouble = mute ? "modbus 127.0.0.1:1502 unit 1: no answer in 150 ms, 3 times" : null;
  return {
    v: 1,
    ts: stamp(stage, t),
    boot: "fixture",
    seq: Math.round(t * 10),
    site: site.id,
    interval,
    ...shown,
    shown: mute ? null : shown,
    time_in_interval_s: since,
    countdown_s: pedCountdown(into),
    vehicle_countdown_s: vehicleCountdown(into),
    bollards: shown.ped === "dont-walk" ? "red" : "green",
    voice: interval === "walk" && since < 6 ? "cross" : null,
    call_lamps: { A: into > 6 && into < WALK_AT, B: into > 14 && into < WALK_AT },
    waiting: Object.fromEntries(
      Object.entries(zones).map(([id, zone]) => [id, zone?.waiting ?? null]),
    ),
    zones,
    oldest_wait_s: oldest,
    on_crossing: onCrossing(into),
    lanes: site.lanes.map(({ id }, index) => laneAt(stage, { id, index, into })),
    mode:
      mute || toys.withdrawn
        ? "withdrawn"
        : Object.values(zones).includes(null)
          ? "partial"
          : "normal",
    level: mute || toys.withdrawn ? 4 : alarms.length > 0 ? 1 : 0,
    alarms,
    alarms_since: Object.fromEntries(alarms.map((alarm) => [alarm, stamp(stage, toys.since)])),
    cameras: Object.fromEntries(site.cameras.map(({ id }) => [id, cameraAt(stage, toys, id)])),
    link,
    faults: mute ? ["cabinet-silent"] : [],
    reason: toys.withdrawn
      ? { code: "withdrawn", numbers: {} }
      : reasonAt(into, { interval, since, waiting: waits.length, oldest_s: oldest }),
    cabinet: { ...QUIET_LINE, link, trouble, requests: Math.round(t * 20) },
    mqtt_connected: !toys.broken.includes("broker"),
    stale: false,
    measures: { ...MEASURES, since: stamp(stage, 0) },
  };
}

/** What happened in `from <= t < to`, oldest first. */
export function eventsBetween(stage: Stage, from: number, to: number): readonly EventView[] {
  const events: EventView[] = [];
  for (let cycle = Math.floor(from / CYCLE_S); cycle * CYCLE_S < to; cycle += 1) {
    SCRIPT.forEach(([into, of, name, code, numbers], index) => {
      const t = cycle * CYCLE_S + into;
      if (t < from || t >= to) return;
      events.push({
        v: 1,
        ts: stamp(stage, t),
        boot: "fixture",
        seq: cycle * 100 + index,
        mono_ms: Math.round(t * 1000),
        class: of,
        name,
        code,
        param: code === 90 ? 1 : 2,
        numbers,
        historical: false,
      });
    });
  }
  return events;
}

/** What a camera sees at second `t`; the camera has the name of its zone. */
export function visionAt(stage: Stage, toys: Toys, camera: string, t: number): VisionView {
  const polygon = stage.site.cameras.find(({ id }) => id === camera)?.zones[0]?.polygon ?? [];
  const waits = stateAt(stage, toys, t).zones[camera]?.waits_s ?? [];
  const lost = isBlind(camera, toys);
  const people = lost
    ? []
    : waits.map((wait_s, id) => ({ id, ...placeIn(polygon, id), where: camera, wait_s }));
  const preview_s = Math.max(0, Math.ceil(toys.previewUntil - t));
  return {
    camera,
    state: lost ? "lost" : "ok",
    trouble: lost ? `camera ${camera}: no picture for 3 s; check its cable and address` : null,
    detections: people.map(({ x, y }) => ({
      kind: "person",
      box: [x - 0.03, y - 0.21, x + 0.03, y],
      score: 0.82,
    })),
    people,
    health: cameraAt(stage, toys, camera),
    fps: lost ? 0 : 9.9,
    dropped: 0,
    ms: { decode: 2.1, pre: 0.8, infer: 17.4, post: 0.2 },
    picture: preview_s > 0 && !lost ? Math.floor(t * 4) : null,
    preview_s,
  };
}

/** Cut, or well since the scene began. */
function cameraAt(stage: Stage, toys: Toys, camera: string): CameraView {
  return isBlind(camera, toys)
    ? { state: "lost", believed: false, faults: ["lost"], since: stamp(stage, toys.since) }
    : { state: "ok", believed: true, faults: [], since: stamp(stage, 0) };
}

interface Moment {
  readonly interval: Interval;
  /** Seconds since the interval began. */
  readonly since: number;
  /** Seconds since the cycle began. */
  readonly into: number;
  readonly shown: Indications;
}

function momentOf(t: number): Moment {
  const into = t % CYCLE_S;
  let begin = 0;
  for (const [interval, length, shown] of CYCLE) {
    if (into < begin + length) return { interval, since: into - begin, into, shown };
    begin += length;
  }
  throw new Error(`second ${into} is outside the cycle of ${CYCLE_S} s`);
}

const stamp = (stage: Stage, t: number): string => new Date(stage.epoch + t * 1000).toISOString();

/** A number 0..1 that depends on the seed and `key` only. */
const chance = (seed: number, key: number): number => {
  const wave = Math.sin(seed * 127.1 + key * 311.7) * 43758.5453;
  return wave - Math.floor(wave);
};

const isBlind = (zone: string, { broken }: Toys): boolean =>
  broken.includes(zone === "A" ? "camera-A" : "camera-B") || broken.includes("vision");

/** People come while don't walk shows, and step off within the first seconds of walk. */
function zoneAt(
  stage: Stage,
  toys: Toys,
  at: { readonly id: string; readonly side: number; readonly into: number; readonly t: number },
): ZoneInput | null {
  if (isBlind(at.id, toys)) return null;
  const cycle = Math.floor(at.t / CYCLE_S);
  const comers = Array.from({ length: 5 }, (_, nth) =>
    Math.floor(chance(stage.seed, cycle * 20 + at.side * 10 + nth) * 27),
  );
  const added = Array.from({ length: toys.added[at.id] ?? 0 }, () => 0);
  const walking = at.into >= WALK_AT + 2 && at.into < DONT_WALK_AT;
  const waits_s = [...comers, ...added]
    .map((arrival) => at.into - arrival)
    .filter((wait) => wait >= 0 && !walking && at.into < DONT_WALK_AT)
    .sort((a, b) => b - a);
  const approaching_s = comers.map((arrival) => arrival - at.into).filter((s) => s > 0 && s < 4);
  return { waiting: waits_s.length, waits_s, approaching_s };
}

function laneAt(
  stage: Stage,
  at: { readonly id: string; readonly index: number; readonly into: number },
): LaneInput {
  const arrivals = Array.from({ length: 5 }, (_, nth) => {
    const spread = chance(stage.seed, at.index * 31 + nth);
    return nth * 10 + spread * 8;
  });
  const stopped = at.into >= GREEN_S + 2;
  const queue = stopped ? arrivals.filter((t) => t > GREEN_S && t < at.into).length : 0;
  const eta_s = arrivals.map((t) => t - at.into).filter((eta) => eta > 0 && eta < 7);
  return { id: at.id, queue, eta_s, passages: 0 };
}

const onCrossing = (into: number): number => {
  if (into < WALK_AT + 2) return 0;
  return Math.max(0, Math.round(6 - Math.abs(into - 36) * 0.7));
};

function pedCountdown(into: number): number | null {
  if (into >= WALK_AT - COUNTDOWN_S && into < WALK_AT) return Math.ceil(WALK_AT - into);
  return into >= WALK_AT && into < DONT_WALK_AT ? Math.ceil(DONT_WALK_AT - into) : null;
}

function vehicleCountdown(into: number): number | null {
  if (into < GREEN_S) return into >= GREEN_S - 5 ? Math.ceil(GREEN_S - into) : null;
  return into >= WALK_AT ? Math.ceil(CYCLE_S - into) : null;
}

function reasonAt(
  into: number,
  at: {
    readonly interval: Interval;
    readonly since: number;
    readonly waiting: number;
    readonly oldest_s: number;
  },
): Reason {
  const { waiting, oldest_s } = at;
  const remaining = (until: number): number => Math.max(0, Math.ceil(until - into));
  switch (at.interval) {
    case "vehicle-green":
      return into < 15
        ? { code: "hold-min-green", numbers: { waiting, oldest_s, remaining_s: remaining(15) } }
        : into < 21
          ? {
              code: "extend-vehicle",
              numbers: { waiting, oldest_s, vehicles: 2, remaining_s: remaining(30) },
            }
          : { code: "gap-out", numbers: { waiting, oldest_s, gap_s: 3 } };
    case "yellow-change":
      return { code: "yellow-change", numbers: { remaining_s: remaining(27) } };
    case "red-clearance":
      return { code: "red-clearance", numbers: { remaining_s: remaining(29) } };
    case "walk":
      return {
        code: "walk",
        numbers: { remaining_s: remaining(38), on_crossing: onCrossing(into) },
      };
    case "ped-clearance":
      return {
        code: "clear-occupied",
        numbers: { remaining_s: remaining(47), on_crossing: onCrossing(into) },
      };
    default:
      return { code: "buffer", numbers: { remaining_s: remaining(49) } };
  }
}

/** A place in a polygon for the nth person: along the middle, from left to right. */
function placeIn(
  polygon: readonly (readonly [number, number])[],
  nth: number,
): { x: number; y: number } {
  const xs = polygon.map(([x]) => x);
  const ys = polygon.map(([, y]) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  return {
    x: left + (right - left) * (0.2 + (0.6 * ((nth * 3) % 7)) / 6),
    y: Math.min(...ys) + (Math.max(...ys) - Math.min(...ys)) * (0.45 + (nth % 3) * 0.18),
  };
}

const QUIET_LINE = { timeouts: 0, violations: 0, reconnects: 0, rtt_ms: 2.1, faults: [] };

const MEASURES = {
  wait_mean_s: 12.4,
  wait_p95_s: 31.2,
  vehicle_delay_s: 6.8,
  walks: 61,
  empty_greens: 0.049,
  red_crossings: 1,
  wait_trend_s: [18, 16, 17, 13, 14, null, 11, 12, 15, 12, 11, 12.4],
};

/** The events of one cycle: second, class, name, code, numbers. */
const SCRIPT: readonly (readonly [
  number,
  string,
  string,
  number | null,
  Readonly<Record<string, number>>,
])[] = [
  [0, "signal", "begin-green", 1, {}],
  [4, "detector", "zone-on", 90, {}],
  [6, "detector", "call-registered", 45, {}],
  [9.2, "detector", "vehicle-passed", 82, { passages: 1 }],
  [21, "decision", "gap-out", 4, { gap_s: 3, waiting: 6, oldest_s: 17 }],
  [24, "signal", "end-green", 7, {}],
  [24, "signal", "begin-yellow", 8, {}],
  [27, "signal", "begin-red-clearance", 10, {}],
  [29, "signal", "begin-walk", 21, { waiting: 8, wait_max_s: 27, wait_sum_s: 96 }],
  [38, "signal", "begin-ped-clearance", 22, {}],
  [47, "signal", "begin-dont-walk", 23, {}],
  [48.9, "signal", "service-end", null, { people: 6, known: 1, empty: 0 }],
];
