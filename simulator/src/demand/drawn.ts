/** One person, one vehicle, drawn. */
import type { BehaviourSite } from "@crossing/config";
import { type Behaviour, behaviourOf } from "../behaviour.ts";
import type { Chance } from "../chance.ts";
import type { PersonArrival, VehicleArrival } from "../demand.ts";

/** Share of buses and lorries where nobody says otherwise. */
export const HEAVY_SHARE = 0.08;

/** A person with drawn behaviour; `known` values stand instead of drawn ones. */
export const drawnPerson = (
  chance: Chance,
  t: number,
  side: 0 | 1,
  known: Partial<Behaviour> = {},
  site?: BehaviourSite,
): PersonArrival => ({
  t,
  side,
  behaviour: behaviourOf(chance, known, site),
  dice: Array.from({ length: 8 }, () => chance.next()),
});

export const drawnVehicle = (
  chance: Chance,
  t: number,
  lane: number,
  heavyShare: number = HEAVY_SHARE,
): VehicleArrival => ({
  t,
  lane,
  bus: chance.happens(heavyShare),
  colour: chance.next(),
});
