/** The site's street as a SUMO network: a straight road, a crossing with its signal in the middle. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Site } from "@crossing/config";
import { runProgram } from "./sumo.ts";

/** Where things are in the network. */
export interface Net {
  readonly file: string;
  /** Length of each road up to the crossing's node, and on from it, m. */
  readonly road_m: number;
  /** From the stop line over the crossing, m. */
  readonly over_m: number;
  /** Where a lane of the site lies: first edge, last edge, lane number in them. */
  readonly lanes: readonly LaneInNet[];
  /** Ids of the kerbs: the first is south of the road, the second north of it. */
  readonly zones: readonly [string, string];
}

export interface LaneInNet {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly index: number;
  readonly freeSpeed: number;
}

const REACH_M = 300;
const NET = "x.net.xml";

/** Writes the network into `folder`. Needs the same number of lanes both ways. */
export function makeNet(site: Site, folder: string): Net {
  const eastwards = site.lanes.filter(({ direction }) => direction === "A-to-B-right");
  const westwards = site.lanes.filter(({ direction }) => direction === "A-to-B-left");
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write("x.nod.xml", NODES);
  write("x.edg.xml", edges(site, eastwards.length));
  write("x.con.xml", connections(site, eastwards.length));
  runProgram("netconvert", NETCONVERT, folder);
  const lanes = [...eastwards.entries()].map(([at, lane]) => laneIn("WC", "CE", at, lane));
  const back = [...westwards.entries()].map(([at, lane]) => laneIn("EC", "CW", at, lane));
  const order = new Map([...lanes, ...back].map((lane) => [lane.id, lane]));
  return {
    file: NET,
    road_m: REACH_M - site.crossing.width_m / 2,
    over_m: site.crossing.width_m,
    lanes: site.lanes.map(({ id }) => order.get(id)!),
    zones: [site.zones[0]!.id, site.zones[1]!.id],
  };
}

// Lane 0 of every edge is the pavement.
const laneIn = (from: string, to: string, at: number, lane: Site["lanes"][number]): LaneInNet => ({
  id: lane.id,
  from,
  to,
  index: at + 1,
  freeSpeed: lane.free_speed_m_per_s,
});

const NODES = `<nodes>
  <node id="W" x="-${REACH_M}" y="0"/>
  <node id="C" x="0" y="0" type="traffic_light"/>
  <node id="E" x="${REACH_M}" y="0"/>
</nodes>`;

function edges({ lanes, crossing }: Site, each: number): string {
  const width = crossing.length_m / lanes.length;
  const speed = lanes[0]!.free_speed_m_per_s;
  const edge = (id: string, from: string, to: string): string =>
    `  <edge id="${id}" from="${from}" to="${to}" numLanes="${each}" speed="${speed}" ` +
    `width="${width}" sidewalkWidth="4"/>`;
  return `<edges>
${edge("WC", "W", "C")}
${edge("CE", "C", "E")}
${edge("EC", "E", "C")}
${edge("CW", "C", "W")}
</edges>`;
}

function connections({ crossing }: Site, each: number): string {
  const through = (from: string, to: string): string =>
    Array.from({ length: each }, (_, at) => at + 1)
      .map(
        (lane) => `  <connection from="${from}" to="${to}" fromLane="${lane}" toLane="${lane}"/>`,
      )
      .join("\n");
  return `<connections>
${through("WC", "CE")}
${through("EC", "CW")}
  <crossing node="C" edges="WC CW" width="${crossing.width_m}" priority="true"/>
</connections>`;
}

const NETCONVERT = ["-n", "x.nod.xml", "-e", "x.edg.xml", "-x", "x.con.xml", "-o", NET];
