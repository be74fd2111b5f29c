/** What a saturated lane does: saturation flow, start-up loss, yellow used, and the capacity that follows. */
import type { Site } from "@crossing/config";
import { chanceOf } from "@crossing/simulator";
import { evenly, queueOf } from "./arrivals.ts";
import type { Check } from "./check.ts";
import { mean } from "./outcome.ts";
import { cycleOf, repeated } from "./programme.ts";
import { QUEUE, carQueue, ourDischarge } from "./saturation.ts";
import { ourStreet } from "./street-run.ts";

/** What is measured once, with cars only, and used by the formulas. */
export interface Lane {
  /** Vehicles a second. */
  readonly saturation: number;
  /** Of green at its beginning, s. */
  readonly lost_s: number;
  /** Of yellow, driven in, s. */
  readonly yellow_s: number;
}

/** And what a lane lets through in a cycle in which it has more vehicles than it can serve. */
export interface MeasuredLane extends Lane {
  readonly perCycle: number;
}

export function measuredLane(site: Site): MeasuredLane {
  const { flow_per_h, lost_s } = ourDischarge(site, carQueue(site));
  const { perCycle, inYellow } = oversaturated(site);
  const saturation = flow_per_h / 3600;
  return { saturation, lost_s, yellow_s: inYellow / saturation, perCycle };
}

export function queueChecks(site: Site, lane: MeasuredLane): readonly Check[] {
  const green = cycleOf(site, OVERSATURATED)[0]!.duration_s;
  return [
    {
      what: "saturation flow, 8 % heavy vehicles",
      expected: 1800,
      is: mixedFlow(site),
      within: 60,
      unit: "veh/h",
      how: "Headways after the fourth vehicle of a standing queue; one vehicle in twelve is a bus or lorry, by chance; 25 queues of each lane.",
    },
    {
      what: "saturation flow, cars only",
      expected: 1900,
      is: lane.saturation * 3600,
      within: 60,
      unit: "veh/h",
      how: "The same with cars only. 1900 is the usual ideal saturation flow (HCM; unverified).",
    },
    {
      what: "start-up loss",
      expected: 2,
      is: lane.lost_s,
      within: 0.4,
      unit: "s",
      how: "What the first four vehicles of a queue need beyond four saturation headways.",
    },
    {
      what: "yellow used",
      expected: 2,
      is: lane.yellow_s,
      within: 0.4,
      unit: "s",
      how: "Vehicles of an oversaturated lane that pass the stop line in yellow, times the saturation headway.",
    },
    {
      what: "vehicles of an oversaturated lane in a cycle of 60 s, walk 7 s",
      expected: (green - lane.lost_s + lane.yellow_s) * lane.saturation - 0.5,
      is: lane.perCycle,
      within: 0,
      share: 0.05,
      unit: "",
      how: "Green less start-up loss plus yellow used, over the saturation headway; half a vehicle less, because half ones do not go.",
    },
  ];
}

function mixedFlow(site: Site): number {
  const chance = chanceOf(1, "heavy vehicles");
  const flows = Array.from({ length: 25 }, () => {
    const queue = queueOf(site.lanes.length, QUEUE, () => chance.happens(0.08));
    return ourDischarge(site, queue).flow_per_h;
  });
  // A mean of headways, not of flows.
  return 1 / mean(flows.map((flow) => 1 / flow));
}

const OVERSATURATED = { cycle_s: 60, walk_s: 7 };
const CYCLES = 40;
/** At first the queue is only forming. */
const FROM_CYCLE = 5;

function oversaturated(site: Site): { readonly perCycle: number; readonly inYellow: number } {
  const [green, yellow, ...rest] = cycleOf(site, OVERSATURATED);
  const { cycle_s } = OVERSATURATED;
  const arrivals = evenly(site.lanes.length, 2, CYCLES * cycle_s);
  const programme = repeated([green!, yellow!, ...rest], CYCLES * cycle_s);
  // Whole cycles, each of which begins with green.
  const passed = ourStreet(site, arrivals, programme)
    .vehicles.map(({ passed_s }) => passed_s)
    .filter((at) => at >= FROM_CYCLE * cycle_s && at < (CYCLES - 1) * cycle_s);
  const each = (count: number): number => count / site.lanes.length / (CYCLES - 1 - FROM_CYCLE);
  const late = passed.filter((at) => at % cycle_s > green!.duration_s);
  return { perCycle: each(passed.length), inYellow: each(late.length) };
}
