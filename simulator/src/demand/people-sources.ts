/** Sources of people, one for each kind. */
import type { BehaviourSite } from "@crossing/config";
import { type Chance, chanceOf } from "../chance.ts";
import type { PersonArrival } from "../demand.ts";
import { drawnPerson } from "./drawn.ts";
import { arrivalTimes } from "./headways.ts";
import { type Source, clustered, inOrder, known, together } from "./sources.ts";
import type {
  BusPeople,
  CountedPeople,
  ListedPeople,
  PeopleSource,
  RandomPeople,
  Range,
  SchoolPeople,
} from "./spec.ts";

/** What people are drawn by. `name` tells sources of one demand apart. */
export interface Drawing {
  readonly seed: number;
  readonly name: string;
  readonly behaviour: BehaviourSite | undefined;
}

type Side = 0 | 1;
const SIDES: readonly Side[] = [0, 1];
/** People of a walking group come to the kerb within this time, s. */
const GROUP_SPREAD_S = 1;

export function peopleOf(source: PeopleSource, drawing: Drawing): Source<PersonArrival> {
  switch (source.kind) {
    case "poisson":
      return together(SIDES.map((side) => randomPeople(source, side, drawing)));
    case "bus":
      return busPeople(source, drawing);
    case "school":
      return known(schoolPeople(source, drawing));
    case "counts":
      return known(countedPeople(source, drawing));
    case "listed":
      return known(listedPeople(source, drawing));
  }
}

function randomPeople(source: RandomPeople, side: Side, drawing: Drawing): Source<PersonArrival> {
  const { per_h, profile, share_a = 0.5, groups } = source;
  const times = stream(drawing, `people of ${side}`);
  const sizes = stream(drawing, `groups of ${side}`);
  const who = stream(drawing, `who of ${side}`);
  const size = groups === undefined ? null : groupSizes(groups.share, groups.size);
  const here = per_h * (side === 0 ? share_a : 1 - share_a);
  return clustered(
    arrivalTimes(times, { per_h: here / (size?.mean ?? 1), least_s: 0, profile }),
    (t) => company(who, { t, side, size: size?.draw(sizes) ?? 1 }, drawing.behaviour),
  );
}

/** Companies of people: alone, or in a group so often that `share` of all people come in groups. */
function groupSizes(
  share: number,
  size: Range,
): { readonly mean: number; readonly draw: (chance: Chance) => number } {
  const large = (size[0] + size[1]) / 2;
  const often = share / (large * (1 - share) + share);
  return {
    mean: 1 - often + often * large,
    draw: (chance) => {
      const inGroup = chance.happens(often);
      const drawn = wholeIn(chance, size);
      return inGroup ? drawn : 1;
    },
  };
}

/** People who walk together: within a second, at the pace of the slowest. */
function company(
  who: Chance,
  { t, side, size }: { readonly t: number; readonly side: Side; readonly size: number },
  behaviour: BehaviourSite | undefined,
): readonly PersonArrival[] {
  const people = Array.from({ length: size }, (_, index) =>
    drawnPerson(who, t + (index * GROUP_SPREAD_S) / size, side, {}, behaviour),
  );
  if (size === 1) return people;
  const speed = Math.min(...people.map((person) => person.behaviour.speed));
  return people.map((person) => ({ ...person, behaviour: { ...person.behaviour, speed } }));
}

function busPeople(source: BusPeople, drawing: Drawing): Source<PersonArrival> {
  const { per_h, size, within_s } = source;
  const times = stream(drawing, "buses");
  const crowds = stream(drawing, "crowds");
  const who = stream(drawing, "who off a bus");
  const busesPerHour = (2 * per_h) / (size[0] + size[1]);
  return clustered(arrivalTimes(times, { per_h: busesPerHour, least_s: 0 }), (t) => {
    const side: Side = crowds.happens(0.5) ? 0 : 1;
    const count = wholeIn(crowds, size);
    return Array.from({ length: count }, () =>
      drawnPerson(who, t + crowds.uniform(0, within_s), side, {}, drawing.behaviour),
    );
  });
}

function schoolPeople(source: SchoolPeople, drawing: Drawing): readonly PersonArrival[] {
  const { people, at_s, within_s, size, share_a = 0.5 } = source;
  const groups = stream(drawing, "school");
  const who = stream(drawing, "who of the school");
  const all: PersonArrival[] = [];
  while (all.length < people) {
    const t = at_s + groups.uniform(0, within_s);
    const side: Side = groups.happens(share_a) ? 0 : 1;
    const count = Math.min(wholeIn(groups, size), people - all.length);
    all.push(...company(who, { t, side, size: count }, drawing.behaviour));
  }
  return inOrder(all);
}

function countedPeople(source: CountedPeople, drawing: Drawing): readonly PersonArrival[] {
  const all = source.intervals.flatMap(({ from_s, to_s, a, b }) =>
    [a, b].flatMap((count, at) => {
      const side: Side = at === 0 ? 0 : 1;
      // An interval of its own: another count in one quarter of an hour leaves the others as they are.
      const times = stream(drawing, `counted people of ${side} at ${from_s}`);
      const who = stream(drawing, `who of ${side} at ${from_s}`);
      return Array.from({ length: Math.round(count) }, () =>
        drawnPerson(who, times.uniform(from_s, to_s), side, {}, drawing.behaviour),
      );
    }),
  );
  return inOrder(all);
}

function listedPeople(source: ListedPeople, drawing: Drawing): readonly PersonArrival[] {
  const who = stream(drawing, "who of a list");
  return inOrder(
    source.people.map(({ t, side, ...behaviour }) =>
      drawnPerson(who, t, side, behaviour, drawing.behaviour),
    ),
  );
}

const stream = ({ seed, name }: Drawing, purpose: string): Chance =>
  chanceOf(seed, `${purpose}${name}`);

const wholeIn = (chance: Chance, [least, most]: Range): number =>
  least + chance.below(most - least + 1);
