/** What is wrong in a demand that came from a file or a sweep. */
import type {
  CountedPeople,
  DemandSpec,
  Groups,
  ListedPeople,
  PeopleSource,
  Profile,
  Range,
  VehicleSource,
} from "./spec.ts";

type Say = (path: string, value: unknown, wanted: string) => void;

/** Every value that cannot be meant, as `path = value: what is wanted`; none when the demand can be made. */
export function demandProblems(spec: DemandSpec, lanes: number): readonly string[] {
  const problems: string[] = [];
  const sayAt =
    (where: string): Say =>
    (path, value, wanted) => {
      // A list of thousands with the same mistake is one mistake.
      if (problems.length < MOST_PROBLEMS)
        problems.push(`${where}.${path} = ${JSON.stringify(value)}: ${wanted}`);
    };
  spec.people.forEach((source, index) => checkPeople(source, sayAt(`people.${index}`)));
  checkVehicles(spec.vehicles, lanes, sayAt("vehicles"));
  return problems;
}

const MOST_PROBLEMS = 20;
const MOST_PER_H = 100_000;

function checkPeople(source: PeopleSource, say: Say): void {
  switch (source.kind) {
    case "poisson":
      checkRate(source.per_h, say);
      checkProfile(source.profile, say);
      checkShare("share_a", source.share_a, say);
      return checkGroups(source.groups, say);
    case "bus":
      checkRate(source.per_h, say);
      checkTime("within_s", source.within_s, say);
      return checkSize("size", source.size, say);
    case "school":
      checkCount("people", source.people, say);
      checkTime("at_s", source.at_s, say);
      checkTime("within_s", source.within_s, say);
      checkShare("share_a", source.share_a, say);
      return checkSize("size", source.size, say);
    case "counts":
      return checkCountedPeople(source, say);
    case "listed":
      return checkListedPeople(source, say);
  }
}

function checkCountedPeople({ intervals }: CountedPeople, say: Say): void {
  intervals.forEach((interval, at) => {
    checkInterval(`intervals.${at}`, interval, say);
    checkCount(`intervals.${at}.a`, interval.a, say);
    checkCount(`intervals.${at}.b`, interval.b, say);
  });
}

function checkListedPeople({ people }: ListedPeople, say: Say): void {
  people.forEach(({ t, side, speed }, at) => {
    checkTime(`people.${at}.t`, t, say);
    if (side !== 0 && side !== 1) say(`people.${at}.side`, side, "0 or 1");
    if (speed !== undefined && !(speed >= 0.1 && speed <= 10))
      say(`people.${at}.speed`, speed, "0.1 to 10 m/s");
  });
}

function checkVehicles(source: VehicleSource, lanes: number, say: Say): void {
  checkShare("heavy_share", source.heavy_share, say);
  switch (source.kind) {
    case "poisson":
      checkRate(source.per_h, say);
      checkProfile(source.profile, say);
      return checkLaneShares(source.lane_shares, lanes, say);
    case "platoons":
      checkRate(source.per_h, say);
      checkPlatoons(source, say);
      return checkLaneShares(source.lane_shares, lanes, say);
    case "counts":
      return source.intervals.forEach((interval, at) => {
        checkInterval(`intervals.${at}`, interval, say);
        if (interval.lanes.length !== lanes)
          say(`intervals.${at}.lanes`, interval.lanes, `a count for each of the ${lanes} lanes`);
        for (const [lane, count] of interval.lanes.entries())
          checkCount(`intervals.${at}.lanes.${lane}`, count, say);
      });
    case "listed":
      return source.vehicles.forEach(({ t, lane }, at) => {
        checkTime(`vehicles.${at}.t`, t, say);
        if (!(Number.isInteger(lane) && lane >= 0 && lane < lanes))
          say(`vehicles.${at}.lane`, lane, `0 to ${lanes - 1}`);
      });
  }
}

function checkPlatoons(
  { cycle_s, green_s, travel_s, dispersion }: VehicleSource & { readonly kind: "platoons" },
  say: Say,
): void {
  if (!(cycle_s >= 10 && cycle_s <= 600)) say("cycle_s", cycle_s, "10 to 600 s");
  if (!(green_s >= 2 && green_s <= cycle_s)) say("green_s", green_s, "2 s to the whole cycle");
  checkTime("travel_s", travel_s, say);
  if (!(dispersion >= 0 && dispersion <= 5)) say("dispersion", dispersion, "0 to 5");
}

function checkRate(per_h: number, say: Say): void {
  if (!(per_h >= 0 && per_h <= MOST_PER_H)) say("per_h", per_h, `0 to ${MOST_PER_H} an hour`);
}

function checkTime(path: string, t_s: number, say: Say): void {
  if (!(t_s >= 0 && t_s < Infinity)) say(path, t_s, "seconds, 0 or more");
}

function checkShare(path: string, share: number | undefined, say: Say): void {
  if (share !== undefined && !(share >= 0 && share <= 1)) say(path, share, "a share, 0 to 1");
}

function checkCount(path: string, count: number, say: Say): void {
  if (!(Number.isInteger(count) && count >= 0)) say(path, count, "a whole number, 0 or more");
}

function checkSize(path: string, size: Range, say: Say): void {
  const [least, most] = size;
  const whole = Number.isInteger(least) && Number.isInteger(most);
  if (!(whole && least >= 1 && most >= least))
    say(path, size, "[least, most], whole numbers from 1 up");
}

function checkGroups(groups: Groups | undefined, say: Say): void {
  if (groups === undefined) return;
  checkShare("groups.share", groups.share, say);
  checkSize("groups.size", groups.size, say);
}

function checkInterval(
  path: string,
  { from_s, to_s }: { readonly from_s: number; readonly to_s: number },
  say: Say,
): void {
  if (!(from_s >= 0 && from_s < to_s && to_s < Infinity))
    say(path, { from_s, to_s }, "from_s before to_s, both 0 or more");
}

function checkProfile(profile: Profile | undefined, say: Say): void {
  if (profile === undefined) return;
  const rising = profile.every(([t], at) => at === 0 || t > profile[at - 1]![0]);
  const right = profile.every(([t, factor]) => t < Infinity && factor >= 0 && factor < Infinity);
  if (!(profile.length > 0 && rising && right))
    say("profile", profile, "points [time s, factor of 0 or more], times growing");
}

function checkLaneShares(shares: readonly number[] | undefined, lanes: number, say: Say): void {
  if (shares === undefined) return;
  const total = shares.reduce((sum, share) => sum + share, 0);
  const right = shares.every((share) => share >= 0) && Math.abs(total - 1) < 0.001;
  if (shares.length !== lanes || !right)
    say("lane_shares", shares, `a share for each of the ${lanes} lanes, 1 together`);
}
