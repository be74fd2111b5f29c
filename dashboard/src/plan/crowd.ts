/**
 * The people of the plan: one figure for each person counted, and no more.
 *
 * The device tells counts and waits, not who is who. Figures keep their place from state to state, so
 * that the eye can follow them; where exactly they stand is a sketch.
 */
import type { Site, StateView, ZoneInput } from "@crossing/config";

/** Somebody on the kerb. */
export interface Figure {
  readonly id: number;
  readonly zone: string;
  /** Place in the zone, 0 nearest to the crosswalk. */
  readonly slot: number;
  /** Seconds waited; null when only a count is known. */
  readonly wait_s: number | null;
  /** Seconds since this person was last counted; 0 while there. Faded out, then dropped. */
  readonly gone_s: number;
}

/** Somebody on the carriageway. */
export interface Walker {
  readonly id: number;
  /** Which kerb this person set out from: 0 the first zone, 1 the second. */
  readonly side: 0 | 1;
  /** 0 at that kerb, 1 at the other. */
  readonly progress: number;
  /** Offset across the crosswalk, -1 to 1. */
  readonly offset: number;
  readonly gone_s: number;
}

/** Everybody drawn. */
export interface Crowd {
  readonly figures: readonly Figure[];
  readonly walkers: readonly Walker[];
  /** How many left each kerb and are not seen on the road yet: whoever appears there came from them. */
  readonly owed: readonly [number, number];
  readonly nextId: number;
}

export const emptyCrowd: Crowd = { figures: [], walkers: [], owed: [0, 0], nextId: 1 };

/** How long somebody who is not counted any more stays, fading, s. */
const FADE_S = 0.6;
/** Two waits that differ by less can be the same person, s. */
const SAME_S = 2.5;
/** Somebody still counted waits here for the count to fall. */
const ALMOST_OVER = 0.94;

/** The crowd after `dt` seconds, when the crossing is as `state` says. */
export function crowdOf(
  crowd: Crowd,
  site: Pick<Site, "zones" | "crossing">,
  state: Pick<StateView, "zones" | "on_crossing">,
  dt: number,
): Crowd {
  const aged = crowd.figures
    .map((figure) => grown(figure, dt))
    .filter(({ gone_s }) => gone_s < FADE_S);
  let nextId = crowd.nextId;
  const figures = site.zones.flatMap(({ id }) => {
    const here = aged.filter(({ zone }) => zone === id);
    const next = kerb(here, id, state.zones[id] ?? null, nextId);
    nextId += next.length;
    return next;
  });
  const [first, second] = site.zones.map(({ id }) => left(crowd.figures, figures, id));
  const { walkers, owed } = carriageway(crowd.walkers, {
    count: state.on_crossing ?? 0,
    step: (dt * site.crossing.design_speed_m_per_s * 1.2) / site.crossing.length_m,
    dt,
    owed: [owing(crowd.owed[0], first, dt), owing(crowd.owed[1], second, dt)],
    nextId,
  });
  return { figures, walkers, owed, nextId: nextId + walkers.length };
}

/** Who left the kerb and does not appear on the road within some seconds went home instead. */
const owing = (owed: number, leaving: number | undefined, dt: number): number =>
  Math.max(0, owed + Math.max(0, leaving ?? 0) - dt * 0.3);

const grown = (figure: Figure, dt: number): Figure => ({
  ...figure,
  wait_s: figure.wait_s === null ? null : figure.wait_s + dt,
  gone_s: figure.gone_s > 0 ? figure.gone_s + dt : 0,
});

/** The figures of one kerb: each wait takes the figure it fits best, or the first free place. */
function kerb(
  here: readonly Figure[],
  zone: string,
  seen: ZoneInput | null,
  firstId: number,
): readonly Figure[] {
  const free = here.filter(({ gone_s }) => gone_s === 0);
  const gone = here.filter(({ gone_s }) => gone_s > 0);
  const taken = new Set(here.map(({ slot }) => slot));
  const present = waitsOf(seen).map((wait_s, index) => {
    const match = closest(free, wait_s);
    if (match !== undefined) {
      free.splice(free.indexOf(match), 1);
      return { ...match, wait_s };
    }
    const slot = firstFree(taken);
    taken.add(slot);
    return { id: firstId + index, zone, slot, wait_s, gone_s: 0 };
  });
  // A hair above nothing marks the beginning of fading.
  return [...present, ...free.map((figure) => ({ ...figure, gone_s: 0.001 })), ...gone];
}

const waitsOf = (seen: ZoneInput | null): readonly (number | null)[] =>
  Array.from({ length: seen?.waiting ?? 0 }, (_, index) => seen?.waits_s?.[index] ?? null);

function closest(free: readonly Figure[], wait_s: number | null): Figure | undefined {
  const apart = (figure: Figure): number =>
    wait_s === null || figure.wait_s === null ? 0 : Math.abs(figure.wait_s - wait_s);
  const [best] = [...free].sort((a, b) => apart(a) - apart(b) || a.slot - b.slot);
  return best !== undefined && apart(best) <= SAME_S ? best : undefined;
}

function firstFree(taken: ReadonlySet<number>): number {
  let slot = 0;
  while (taken.has(slot)) slot += 1;
  return slot;
}

/** How many left a kerb between two states. */
const left = (before: readonly Figure[], after: readonly Figure[], zone: string): number =>
  here(before, zone) - here(after, zone);
const here = (figures: readonly Figure[], zone: string): number =>
  figures.filter((figure) => figure.zone === zone && figure.gone_s === 0).length;

/** The people on the road: as many as counted; those nearest to the far kerb leave first. */
function carriageway(
  walkers: readonly Walker[],
  news: {
    readonly count: number;
    readonly step: number;
    readonly dt: number;
    readonly owed: Crowd["owed"];
    readonly nextId: number;
  },
): Pick<Crowd, "walkers" | "owed"> {
  const moved = walkers
    .map((walker) => walked(walker, news.step, news.dt))
    .filter(({ gone_s }) => gone_s < FADE_S)
    .sort((a, b) => a.progress - b.progress);
  const present = moved.filter(({ gone_s }) => gone_s === 0);
  const gone = moved.filter(({ gone_s }) => gone_s > 0);
  const staying = present.slice(0, news.count);
  const arrived = present.slice(news.count).map((walker) => ({ ...walker, gone_s: 0.001 }));
  let [first, second] = news.owed;
  const fresh = Array.from({ length: news.count - staying.length }, (_, index) => {
    const side = first >= second ? 0 : 1;
    if (side === 0) first = Math.max(0, first - 1);
    else second = Math.max(0, second - 1);
    return setOut(news.nextId + index, side, index);
  });
  return { walkers: [...staying, ...fresh, ...arrived, ...gone], owed: [first, second] };
}

const walked = (walker: Walker, step: number, dt: number): Walker =>
  walker.gone_s > 0
    ? { ...walker, progress: Math.min(1, walker.progress + step), gone_s: walker.gone_s + dt }
    : { ...walker, progress: Math.min(ALMOST_OVER, walker.progress + step) };

/** A new walker, at a place across the crosswalk that its number decides; companions a step behind. */
const setOut = (id: number, side: 0 | 1, nth: number): Walker => ({
  id,
  side,
  progress: 0.06 - 0.025 * (nth % 4),
  offset: (((id * 0.618) % 1) - 0.5) * 1.5,
  gone_s: 0,
});
