/** Some minutes of a simulated signal: what was shown, who waited, what was decided. */
import type { Outputs, Reason, ReasonCode } from "@crossing/config";
import type { Band, Span } from "@crossing/dashboard/report";
import { type SimulateOptions, simulate } from "@crossing/simulator";
import { type Study, jobOf } from "../simulation/study.ts";
import type { TriedPlan } from "./plans.ts";

/** A time of a run, s since its beginning. */
export interface Window {
  readonly from_s: number;
  readonly to_s: number;
}

/** The run goes on so long after the band, so that those who wait at its end are known too, s. */
const AFTER_S = 180;

/** The band of one plan. The same seed shows the same people and vehicles under every plan. */
export function bandOf(plan: TriedPlan, seed: number, window: Window, study: Study): Band {
  const ticks: Tick[] = [];
  const people: PersonTrip[] = [];
  const vehicles: VehicleTrip[] = [];
  const job = jobOf(plan.site, seed, study);
  simulate({
    ...job,
    hours: Math.min(job.hours, (window.to_s + AFTER_S) / 3600),
    warm_up_s: 0,
    onTrip: (trip) => (trip.type === "person" ? people.push(trip) : vehicles.push(trip)),
    onTick: (t_s, outputs) => {
      if (t_s >= window.from_s && t_s < window.to_s) ticks.push({ t_s, outputs });
    },
  });
  const row = <T>(of: (outputs: Outputs) => T): readonly Span<T>[] => spansOf(ticks, window, of);
  return {
    family: plan.family,
    setting: plan.setting,
    seed,
    ...window,
    vehicle: row(({ vehicle }) => vehicle),
    ped: row(({ ped }) => ped),
    waiting: countsOf(
      people.map(({ arrived_s, t_s }) => [arrived_s, t_s]),
      window,
    ),
    held: countsOf(
      vehicles.map(({ due_s, t_s }) => [due_s, t_s]),
      window,
    ),
    red_crossings: people
      .filter(({ outcome, t_s }) => outcome === "red" && t_s >= window.from_s && t_s < window.to_s)
      .map(({ t_s }) => t_s),
    decisions: decisionsOf(ticks, window),
  };
}

type Trip = Parameters<NonNullable<SimulateOptions["onTrip"]>>[0];
type PersonTrip = Extract<Trip, { readonly type: "person" }>;
type VehicleTrip = Extract<Trip, { readonly type: "vehicle" }>;

interface Tick {
  readonly t_s: number;
  readonly outputs: Outputs;
}

/** Equal neighbours as one span. */
function spansOf<T>(
  ticks: readonly Tick[],
  { to_s }: Window,
  of: (outputs: Outputs) => T,
): readonly Span<T>[] {
  const starts = ticks.filter(
    ({ outputs }, index) => index === 0 || of(ticks[index - 1]!.outputs) !== of(outputs),
  );
  return starts.map(({ t_s, outputs }, index) => ({
    from_s: t_s,
    to_s: starts[index + 1]?.t_s ?? to_s,
    value: of(outputs),
  }));
}

/** How many stays last at each moment of the window. */
function countsOf(
  stays: readonly (readonly [from_s: number, to_s: number])[],
  { from_s, to_s }: Window,
): readonly Span<number>[] {
  const inside = stays.filter((stay) => stay[1] > from_s && stay[0] < to_s);
  const moments = inside.flat().filter((moment) => moment > from_s && moment < to_s);
  const edges = [...new Set([from_s, ...moments, to_s])].sort((a, b) => a - b);
  return edges.slice(0, -1).map((edge, index) => ({
    from_s: edge,
    to_s: edges[index + 1]!,
    value: inside.filter((stay) => stay[0] <= edge && stay[1] > edge).length,
  }));
}

/** Nothing is decided while nobody asks. */
const NOTHING_ASKED: readonly ReasonCode[] = ["rest-no-demand", "confirm-dwell", "start-up"];

/** Each reason of vehicle green with its last numbers. */
function decisionsOf(ticks: readonly Tick[], window: Window): readonly Span<Reason>[] {
  const spans = spansOf(ticks, window, ({ interval, reason }) =>
    interval === "vehicle-green" ? reason.code : null,
  );
  return spans.flatMap(({ from_s, to_s, value }) => {
    if (value === null || NOTHING_ASKED.includes(value)) return [];
    const last = ticks.findLast((tick) => tick.t_s < to_s)!;
    return [{ from_s, to_s, value: last.outputs.reason }];
  });
}
