/**
 * Who came, estimated from what control was told tick by tick: a recorded day, to be run again under other plans.
 *
 * The recording knows people by their waits in the zones, and vehicles by queues, arrival times and passages. So this is
 * an estimate: somebody whom the camera loses for longer than 3 s is two people; those who come in walk and go
 * straight on are known only by the people on the road, not by their kerb; without a queue count a vehicle is taken
 * to have been due when it passed. How people behave was not recorded and is drawn.
 */
import type { Inputs, Outputs, Site } from "@crossing/config";
import { inOrder } from "./sources.ts";
import type { DemandSpec, ListedPerson, ListedVehicles } from "./spec.ts";
import { type LaneWatch, watchLane } from "./recorded-lane.ts";
import { type ZoneWatch, watchZone } from "./recorded-zone.ts";

/** What is needed of a recorded tick. */
export interface RecordedInputs {
  /** Word of the run of control: with another one, what was known before is forgotten. */
  readonly boot?: string;
  /** Milliseconds on the clock of the recording. */
  readonly at: number;
  readonly inputs: Inputs;
  readonly outputs: Pick<Outputs, "ped">;
}

/** Takes ticks in order, and says in the end who came. */
export interface RecordedDay {
  readonly tick: (record: RecordedInputs) => void;
  readonly result: () => RecordedDemand;
}

export interface RecordedDemand {
  readonly spec: DemandSpec;
  /** From the first tick to the last. */
  readonly hours: number;
  readonly people: number;
  readonly vehicles: number;
}

interface Day {
  begin: number | null;
  end: number;
  boot: string | undefined;
  time_of_day_s: number | undefined;
  watch: Watch;
  readonly people: ListedPerson[];
  readonly vehicles: ListedVehicles["vehicles"][number][];
}

interface Watch {
  readonly zones: readonly ZoneWatch[];
  readonly lanes: readonly LaneWatch[];
  readonly road: Road;
}

/** People on the road in one service. Changed in place. */
interface Road {
  serving: boolean;
  onRoad: number;
  /** When people stepped onto the road. */
  entered: number[];
  /** How many left the zones meanwhile. */
  left: number;
  /** Whose turn it is to be the kerb of somebody who was never seen at one. */
  side: 0 | 1;
}

/** An estimate for one site, whose zones and lanes the recording speaks of. */
export function recordedDay(site: Pick<Site, "zones" | "lanes">): RecordedDay {
  const day: Day = {
    begin: null,
    end: 0,
    boot: undefined,
    time_of_day_s: undefined,
    watch: freshWatch(site),
    people: [],
    vehicles: [],
  };
  return {
    tick(record) {
      day.begin ??= record.at;
      if (record.boot !== day.boot) day.watch = freshWatch(site);
      day.boot = record.boot;
      day.end = record.at;
      note(day, site, record);
    },
    result: () => resultOf(day),
  };
}

const freshWatch = (site: Pick<Site, "zones" | "lanes">): Watch => ({
  zones: site.zones.map(() => watchZone()),
  lanes: site.lanes.map(() => watchLane()),
  road: { serving: false, onRoad: 0, entered: [], left: 0, side: 0 },
});

function note(day: Day, site: Pick<Site, "zones" | "lanes">, record: RecordedInputs): void {
  const { inputs, outputs, at } = record;
  const t = (at - day.begin!) / 1000;
  if (inputs.time_of_day_s !== undefined) day.time_of_day_s ??= inputs.time_of_day_s - t;
  const serving = outputs.ped === "walk" || outputs.ped === "flashing-walk";
  const { zones, lanes, road } = day.watch;
  site.zones.forEach(({ id }, side) => {
    const seen = zones[side]!(inputs.zones[id] ?? null, t, serving);
    for (const came of seen.came) day.people.push({ t: Math.max(0, came), side: sideOf(side) });
    if (serving) road.left += seen.left;
  });
  noteRoad(day, road, { t, serving, onRoad: inputs.crossing });
  site.lanes.forEach(({ id }, lane) => {
    const seen = inputs.lanes.find((each) => each.id === id);
    if (seen === undefined) return;
    for (const due of lanes[lane]!(seen, t)) day.vehicles.push({ t: Math.max(0, due), lane });
  });
}

const sideOf = (index: number): 0 | 1 => (index === 0 ? 0 : 1);

/** More people stepped onto the road in a service than left the kerbs: the last ones came straight on. */
function noteRoad(
  day: Day,
  road: Road,
  { t, serving, onRoad }: { t: number; serving: boolean; onRoad: number | null },
): void {
  const now = onRoad ?? road.onRoad;
  if (serving) for (let more = road.onRoad; more < now; more++) road.entered.push(t);
  road.onRoad = now;
  if (road.serving && !serving) {
    for (const came of road.entered.slice(road.left)) {
      day.people.push({ t: came, side: road.side });
      road.side = road.side === 0 ? 1 : 0;
    }
    road.entered = [];
    road.left = 0;
  }
  road.serving = serving;
}

function resultOf({ begin, end, time_of_day_s, people, vehicles }: Day): RecordedDemand {
  const spec: DemandSpec = {
    people: [{ kind: "listed", people: inOrder(people) }],
    vehicles: { kind: "listed", vehicles: inOrder(vehicles) },
    ...(time_of_day_s === undefined ? {} : { time_of_day_s }),
  };
  const hours = begin === null ? 0 : (end - begin) / 3_600_000;
  return { spec, hours, people: people.length, vehicles: vehicles.length };
}
