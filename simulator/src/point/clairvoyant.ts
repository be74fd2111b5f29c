/**
 * The best plan for one arrival stream, for somebody who knows all of it beforehand: what no controller can do
 * better than.
 *
 * Dynamic programming forward over the moments in which vehicle green begins. After a service nobody is waiting who
 * came before its walk ended, so all that matters of the past is: when green began, who came since that walk, and
 * which vehicle each lane has next. Plans that meet in all of these differ in cost alone, and the cheapest goes on.
 */
import type { Site } from "@crossing/config";
import { type Foreseen, type Moves, foreseen } from "./foreseen.ts";
import { type PlannedService, runPlan } from "./plan-run.ts";
import type { PointResult } from "./result.ts";
import type { PointStream } from "./stream.ts";
import { waitCost } from "./cost.ts";
import { greenFrom } from "./green.ts";

export interface ClairvoyantOptions {
  /** Timing and weights; the policy does not matter. */
  readonly site: Pick<Site, "timing" | "weights">;
  readonly stream: PointStream;
  /** Step of the street, s; 0.5 unless given. */
  readonly dt_s?: number;
  /** Greens and walks end on multiples of this, s; 1 unless given. */
  readonly grid_s?: number;
  /** What vehicles' costs are multiplied by, to draw the best front of vehicles against people; 1 unless given. */
  readonly vehicle_weight?: number;
  /** False: green may end for people who are not there yet. True unless given, as no real crossing may do that. */
  readonly reacts?: boolean;
  /** `useful`: a walk ends after its minimum, after somebody stepped off, or any time when somebody may run. `all`: at every time. */
  readonly walks?: "useful" | "all";
  /** Most plans that are followed for one beginning of green; 30 unless given. */
  readonly keep?: number;
}

export interface Clairvoyant {
  readonly services: readonly PlannedService[];
  /** What the plan costs as reckoned in the search, vehicles' costs multiplied; person-seconds. */
  readonly cost: number;
  /** What comes of the plan on the street itself, at the site's own weights. */
  readonly result: PointResult;
  /** False: plans were dropped on the way, so the true optimum may be lower. */
  readonly exact: boolean;
  /** Plans followed. */
  readonly labels: number;
}

/** A plan up to the moment when vehicle green begins. */
export interface Label {
  /** Step in which vehicle green begins. */
  readonly begins: number;
  /** First person who came after the last walk. */
  readonly next: number;
  /** By lane: how many vehicles have left. */
  readonly gone: readonly number[];
  /** Until when people are on the road, s; 0 when they are off it before it could matter. */
  readonly busy: number;
  readonly cost: number;
  readonly before: Label | null;
  /** The service that led here, in steps. */
  readonly yellow: number;
  readonly walk: number;
}

/**
 * The optimum among plans whose greens and walks end on the grid. Throws a RangeError when steps do not divide the
 * times of the site.
 */
export function clairvoyant(options: ClairvoyantOptions): Clairvoyant {
  const { site, stream, dt_s = 0.5, keep = 30 } = options;
  const known = foreseen(options);
  const searched = search(known, keep);
  const services = planOf(searched.best, dt_s);
  return {
    services,
    cost: searched.cost,
    result: runPlan(site, stream, services, dt_s),
    exact: searched.exact,
    labels: searched.labels,
  };
}

interface Searched {
  readonly best: Label | null;
  readonly cost: number;
  readonly exact: boolean;
  readonly labels: number;
}

/** Plans that begin green in the same step, by where they stand. */
type Meeting = Map<number | string, Label>;

function search(known: Foreseen, keep: number): Searched {
  const meetings: (Meeting | undefined)[] = [];
  let best: Label | null = null;
  let least = Infinity;
  let exact = true;
  let labels = 0;
  const moves: Moves = {
    serve: (label) => join((meetings[label.begins] ??= new Map()), known, label),
    end: (label, cost) => {
      if (cost < least) [best, least] = [label, cost];
    },
  };
  greenFrom(known, START(known), moves);
  for (let step = 0; step < meetings.length; step++) {
    const meeting = meetings[step];
    if (meeting === undefined) continue;
    meetings[step] = undefined;
    exact &&= meeting.size <= keep;
    const here = promising(known, [...meeting.values()], keep);
    labels += here.length;
    for (const label of here) if (label.cost < least) greenFrom(known, label, moves);
  }
  return { best, cost: least, exact, labels };
}

const START = ({ lanes }: Foreseen): Label => ({
  begins: 0,
  next: 0,
  gone: lanes.map(() => 0),
  busy: 0,
  cost: 0,
  before: null,
  yellow: 0,
  walk: 0,
});

/** Adds a plan, unless another is in the same place at no more cost. The plan is copied: its maker uses it again. */
function join(meeting: Meeting, known: Foreseen, label: Label): void {
  const place = placeOf(known, label);
  const other = meeting.get(place);
  if (other === undefined || label.cost < other.cost)
    meeting.set(place, { ...label, gone: [...label.gone] });
}

/** Where a plan stands, as a key; a number wherever it fits. */
function placeOf({ lanes }: Foreseen, { next, gone, busy, begins }: Label): number | string {
  let key = next;
  let fits = busy === 0 && lanes.length <= 4;
  for (let lane = 0; lane < gone.length && fits; lane++) {
    const { before } = lanes[lane]!;
    const queue = before[Math.min(begins, before.length - 1)]! - gone[lane]! + 1;
    fits = queue >= 0 && queue < 256;
    key = key * 256 + queue;
  }
  return fits ? key : `${next} ${busy} ${gone.join(" ")}`;
}

/** The plans to follow on: all, or the most promising where they are too many. */
function promising(known: Foreseen, labels: readonly Label[], keep: number): readonly Label[] {
  if (labels.length <= keep) return labels;
  const ranked = labels.map((label) => ({ label, rank: label.cost + dueSoon(known, label) }));
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, keep)
    .map(({ label }) => label);
}

/** About what those who are held up now will still cost, person-s. Only to compare plans by. */
function dueSoon({ lanes, weights, people, steps, dt_s }: Foreseen, label: Label): number {
  let cost = 0;
  for (let lane = 0; lane < lanes.length; lane++) {
    const { before } = lanes[lane]!;
    const queue = before[Math.min(label.begins, before.length - 1)]! - label.gone[lane]!;
    if (queue > 0) cost += weights.persons_per_vehicle * queue * queue;
  }
  const now = label.begins * dt_s;
  const served = now + (steps.minGreen + steps.toWalk) * dt_s;
  for (let next = label.next; next < people.length && people[next]!.t < now; next++)
    cost += waitCost(weights, served - people[next]!.t);
  return cost;
}

function planOf(last: Label | null, dt_s: number): readonly PlannedService[] {
  const services: PlannedService[] = [];
  for (let label = last; label !== null && label.before !== null; label = label.before)
    services.push({ yellow_at: label.yellow * dt_s, walk_s: label.walk * dt_s });
  return services.reverse();
}
