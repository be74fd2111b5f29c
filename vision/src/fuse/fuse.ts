/**
 * What one camera tells when it may ask the others: people whom only they see count too, and nobody counts twice.
 *
 * Pure. A camera that is not believed or silent drops out; without a known ground nothing is compared, and each
 * camera tells what it sees, of which control takes the most.
 */
import type { Instant, ZoneInput } from "@crossing/config";
import { CROSSWALK } from "../people/places.ts";
import type { Told } from "../people/told.ts";
import { type Somebody, type View, together, usable } from "./together.ts";

/** What `own` tells of its zones and the crosswalk at `now`, with what the `others` see there. */
export function fused(own: View, others: readonly View[], now: Instant): Told {
  const rest = usable(others, now).filter(({ camera }) => camera !== own.camera);
  if (!own.believed || rest.length === 0) return own.told;
  const views = [own, ...rest];
  const people = together(views, now);
  const zones = Object.entries(own.told.zones).map(
    ([zone, input]) => [zone, zoneOf(zone, input, { rest, people, views })] as const,
  );
  const crossing = own.told.crossing === null ? null : crossingOf(views, people);
  return {
    ...own.told,
    zones: Object.fromEntries(zones),
    crossing,
    clearsIn_s: crossing === null ? null : clearsInOf(views, crossing),
  };
}

interface All {
  readonly rest: readonly View[];
  readonly views: readonly View[];
  readonly people: readonly Somebody[];
}

function zoneOf(zone: string, own: ZoneInput, { rest, people, views }: All): ZoneInput {
  const inputs = [own, ...rest.flatMap(({ told }) => told.zones[zone] ?? [])];
  const waiting = Math.max(...inputs.map((input) => input.waiting)) + more(zone, people, views);
  const waits = people
    .filter((one) => isIn(one, zone))
    .map(({ seenBy }) => Math.max(...seenBy.map(({ person }) => person.wait_s)))
    .sort((a, b) => b - a);
  const known = waits.length >= (own.waits_s?.length ?? 0) ? waits : (own.waits_s ?? []);
  const soon = inputs.map(({ approaching_s }) => approaching_s ?? []);
  const most = soon.reduce((a, b) => (b.length > a.length ? b : a));
  return {
    ...own,
    waiting,
    waits_s: Array.from({ length: waiting }, (_, at) => known[at] ?? 0),
    ...(own.approaching_s && { approaching_s: most }),
  };
}

const crossingOf = (views: readonly View[], people: readonly Somebody[]): number =>
  Math.max(...views.map(({ told }) => told.crossing ?? 0)) + more(CROSSWALK, people, views);

/** How many more people are in a place than the camera sees that sees most: each view's own count stays smoothed. */
function more(place: string, people: readonly Somebody[], views: readonly View[]): number {
  const all = people.filter((one) => isIn(one, place)).length;
  const best = views.map(({ told }) => told.persons.filter(({ where }) => where === place).length);
  return Math.max(0, all - Math.max(...best));
}

const isIn = ({ seenBy }: Somebody, place: string): boolean =>
  seenBy.some(({ person }) => person.where === place);

/** The slowest of all; not known as soon as one camera that sees somebody there does not know. */
function clearsInOf(views: readonly View[], crossing: number): number | null {
  if (crossing === 0) return 0;
  const each = views
    .filter(({ told }) => (told.crossing ?? 0) > 0)
    .map(({ told }) => told.clearsIn_s);
  const known = each.filter((s) => s !== null);
  return known.length === 0 || known.length < each.length ? null : Math.max(...known);
}
