/** The cameras of a run: what they tell of the street, and all that can be wrong with it. */
import { type Observation, type Site, instant, milliseconds } from "@crossing/config";
import type { Chance, Detected, Street } from "@crossing/simulator";
import type { VirtualTime } from "@crossing/simulator/cabinet";

/** What is wrong with one camera now. Changed by whoever brings the trouble. */
export interface CameraTrouble {
  dead: boolean;
  /** It goes on telling what it told then. */
  frozen: boolean;
  /** Dead and alive in turn, every second or so. */
  flapping: boolean;
  /** Its pictures come so much later, ms. */
  late_ms: number;
  /** It sees somebody who is not there, at the kerb and on the road. */
  phantom: boolean;
  /** Its own picture says that it cannot be believed. */
  doubted: boolean;
  seesNobody: boolean;
}

/** The cameras. */
export interface Eyes {
  readonly troubles: readonly CameraTrouble[];
  /** The street has moved: what perfect detectors tell of it now. */
  look(): Detected;
  /** One observation of each camera, handed to `tell` when it is due. */
  tell(tell: (observation: Observation) => void): void;
}

const RANGE = { lookahead_s: 6, approach_s: 5, crossing: true, queues: true, waits: true };
const TTL = milliseconds(1000);

/** Cameras that are well. */
export function createEyes(site: Site, street: Street, time: VirtualTime, chance: Chance): Eyes {
  const troubles = site.cameras.map(well);
  const passed = new Map<string, number>();
  const told = new Map<string, Observation>();
  let seen: Detected = street.detect(RANGE);
  let seq = 0;

  function observed(camera: Site["cameras"][number], trouble: CameraTrouble): Observation {
    const now = instant(Math.floor(time.now()));
    const before = told.get(camera.id);
    const frameAt = instant(Math.max(0, now - 80));
    if (trouble.frozen && before !== undefined) return { ...before, seq, at: now, frameAt };
    const zones = camera.zones.map(({ zone }) => [zone, zoneOf(seen, zone, trouble)] as const);
    const lanes = seen.lanes
      .filter(({ id }) => (camera.lanes ?? []).some(({ lane }) => lane === id))
      .map((lane) => ({ ...lane, passages: passed.get(lane.id) ?? 0 }));
    return {
      type: "observation",
      seq,
      at: now,
      ttl: TTL,
      camera: camera.id,
      frameAt,
      zones: Object.fromEntries(zones),
      crossing: trouble.seesNobody ? 0 : (seen.crossing ?? 0) + (trouble.phantom ? 1 : 0),
      vehicles: 0,
      lanes,
      lookahead_s: RANGE.lookahead_s,
      ...(trouble.doubted ? { health: { believed: false, faults: ["frozen"] } } : {}),
    };
  }

  return {
    troubles,
    look() {
      seen = street.detect(RANGE);
      for (const { id, passages } of seen.lanes) passed.set(id, (passed.get(id) ?? 0) + passages);
      return seen;
    },
    tell(tell) {
      seq += 1;
      for (const [place, camera] of site.cameras.entries()) {
        const trouble = troubles[place]!;
        const silent = trouble.dead || (trouble.flapping && chance.happens(0.6));
        const observation = observed(camera, trouble);
        told.set(camera.id, observation);
        if (!silent) time.after(10 + trouble.late_ms, () => tell(observation));
      }
    },
  };
}

const well = (): CameraTrouble => ({
  dead: false,
  frozen: false,
  flapping: false,
  late_ms: 0,
  phantom: false,
  doubted: false,
  seesNobody: false,
});

function zoneOf(
  seen: Detected,
  zone: string,
  trouble: CameraTrouble,
): Observation["zones"][string] {
  if (trouble.seesNobody) return { waiting: 0, waits_s: [] };
  const is = seen.zones[zone] ?? { waiting: 0 };
  if (!trouble.phantom) return is;
  return { ...is, waiting: is.waiting + 1, waits_s: [...(is.waits_s ?? []), 5] };
}
