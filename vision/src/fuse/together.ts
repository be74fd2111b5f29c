/**
 * One list of people from several cameras that know their ground: somebody seen by two is one.
 *
 * Pure. Places are compared in metres at one moment: whoever was seen earlier has walked on since. Pairs are chosen all
 * at once, so a group seen by both cameras stays as large as it is.
 */
import { type Instant, inSeconds, elapsed } from "@crossing/config";
import { assign } from "../people/assign.ts";
import type { Person, Told } from "../people/told.ts";

/** What one camera told last. */
export interface View {
  readonly camera: string;
  readonly at: Instant;
  readonly told: Told;
  /** Whether its picture can be believed: `CameraHealth.believed`, true where nobody checks. */
  readonly believed: boolean;
}

/** Somebody, as all cameras together see them. */
export interface Somebody {
  /** Metres in the crossing's frame, at the moment asked for. */
  readonly at_m: readonly [x: number, y: number];
  /** By each camera that sees them. */
  readonly seenBy: readonly { readonly camera: string; readonly person: Person }[];
}

/** Older than this a camera's word is no longer about now, ms. */
const STALE = 1000;

/** The views that count at `now`: believed, and not old. */
export const usable = (views: readonly View[], now: Instant): readonly View[] =>
  views.filter(({ believed, at }) => believed && Math.abs(now - at) <= STALE);

/** Everybody whom any of the views shows on the ground, each once, as they are at `now`. */
export function together(views: readonly View[], now: Instant): readonly Somebody[] {
  return views.reduce<readonly Somebody[]>((known, view) => {
    const others = view.told.persons.flatMap((person) => somebody(person, view, now));
    const pairs = assign(known.map((one) => others.map((other) => nearness(one, other))));
    const partner = new Map(pairs);
    const taken = new Set(pairs.map(([, second]) => second));
    return [
      ...known.map((one, at) => (partner.has(at) ? joined(one, others[partner.get(at)!]!) : one)),
      ...others.filter((_, at) => !taken.has(at)),
    ];
  }, []);
}

function somebody(person: Person, { camera, at }: View, now: Instant): readonly Somebody[] {
  const { at_m, going_m_per_s } = person;
  if (at_m === undefined) return [];
  const s = at < now ? inSeconds(elapsed(at, now)) : 0;
  const [vx, vy] = going_m_per_s ?? [0, 0];
  return [{ at_m: [at_m[0] + vx * s, at_m[1] + vy * s], seenBy: [{ camera, person }] }];
}

/** Two cameras put the same feet at most so far apart, m: half a metre each at the far kerb, and half a step. */
const SAME_M = 1.5;

const nearness = (a: Somebody, b: Somebody): number =>
  Math.max(0, 1 - Math.hypot(a.at_m[0] - b.at_m[0], a.at_m[1] - b.at_m[1]) / SAME_M);

const joined = (a: Somebody, b: Somebody): Somebody => ({
  at_m: [(a.at_m[0] + b.at_m[0]) / 2, (a.at_m[1] + b.at_m[1]) / 2],
  seenBy: [...a.seenBy, ...b.seenBy],
});
