/** From street to core without a camera: what detectors of a given quality tell. */
import type { Indications, Inputs, ZoneInput } from "@crossing/config";
import type { Street } from "./street.ts";
import type { ZoneTruth } from "./truth.ts";

/** How well the street is seen. Left out: people in the zones and on the road, vehicles 15 s ahead. */
export interface Seeing {
  /** How far vehicles are known before they reach the stop line, s; 0: only queues and passages. */
  readonly lookahead_s?: number;
  /** How long before the kerb people are seen walking up, s. */
  readonly approach_s?: number;
  /** False: nobody sees who is on the road. */
  readonly crossing?: boolean;
  /** What the heads show, when they are read back. */
  readonly shown?: Indications | null;
}

const LOOKAHEAD_S = 15;
const APPROACH_S = 5;

/** The inputs of one tick, as detectors without noise give them. People with `det: false` are never seen. */
export function inputsOf(street: Street, seeing: Seeing = {}): Inputs {
  const lookahead_s = seeing.lookahead_s ?? LOOKAHEAD_S;
  const truth = street.truth(lookahead_s);
  const approach_s = seeing.approach_s ?? APPROACH_S;
  return {
    zones: Object.fromEntries(
      Object.entries(truth.zones).map(([id, zone]) => [id, zoneInput(zone, approach_s)]),
    ),
    buttons: truth.buttons,
    crossing: seeing.crossing === false ? null : truth.onCrossing,
    lanes: truth.lanes,
    lookahead_s,
    shown: seeing.shown ?? null,
    link: "up",
    requests: [],
  };
}

function zoneInput(zone: ZoneTruth, approach_s: number): ZoneInput {
  const waits_s = zone.waiting.filter(({ det }) => det).map(({ wait_s }) => wait_s);
  const coming = zone.approaching.filter(({ det, eta_s }) => det && eta_s <= approach_s);
  return { waiting: waits_s.length, waits_s, approaching_s: coming.map(({ eta_s }) => eta_s) };
}
