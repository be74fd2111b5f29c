/**
 * Follows things from look to look, so that each person keeps a number and a missed look loses nobody.
 *
 * Pure: `follow` gives the new tracks from the old ones and one look. Each track moves on at constant speed, a box is
 * given to the track it fits best, and a sure box without a track begins a new one. A faint box can keep a track
 * alive, but never begins one. A track is counted once it was seen twice running, and until it was missed too long.
 */
import type { Box, Instant } from "@crossing/config";
import { inside, overlap } from "../detect/boxes.ts";
import type { Sighting } from "../detect/gather.ts";

/** One thing that is followed; box in fractions of the picture. */
export interface Track {
  readonly id: number;
  readonly box: Box;
  /** Movement of the box, fractions of the picture per ms. */
  readonly speed: readonly [x: number, y: number];
  readonly score: number;
  /** Looks that saw it, up to `confirmLooks`. */
  readonly hits: number;
  readonly seenAt: Instant;
}

/** Everything that is followed. */
export interface Tracks {
  readonly list: readonly Track[];
  readonly nextId: number;
  readonly at: Instant | null;
}

/** One look: what was seen, and in which part of the picture. */
export interface Look {
  readonly at: Instant;
  readonly seen: readonly Sighting[];
  readonly regions: readonly Box[];
}

/** The numbers of following. Times in ms. */
export interface TrackRules {
  /** Score from which a box may begin a track. */
  readonly sure: number;
  /** Score from which a box may keep a track alive. */
  readonly faint: number;
  readonly confirmLooks: number;
  /** A confirmed track that was not seen still counts for so long. */
  readonly countFor: number;
  /** After so long it is forgotten; until then the same person gets the same number back. */
  readonly rememberFor: number;
}

/** Tuned on street scenes at 7 to 25 frames per second. */
export const TRACK_RULES: Omit<TrackRules, "sure"> = {
  faint: 0.25,
  confirmLooks: 2,
  countFor: 400,
  rememberFor: 2000,
};

export const NO_TRACKS: Tracks = { list: [], nextId: 1, at: null };

/** Below this a box and a track are not the same thing. */
const FIT_MIN = 0.25;
/** How much of a new box's movement goes into the track's speed. */
const SPEED_GAIN = 0.3;

/** The tracks after one look. */
export function follow(tracks: Tracks, look: Look, rules: TrackRules): Tracks {
  const passed = tracks.at === null ? 0 : look.at - tracks.at;
  const moved = tracks.list.map((track) => movedOn(track, passed));
  const sure = look.seen.filter(({ score }) => score >= rules.sure);
  const faint = look.seen.filter(({ score }) => score >= rules.faint && score < rules.sure);
  const first = pair(moved, sure);
  const rest = moved.filter((track) => !first.has(track));
  const pairs = new Map([...first, ...pair(rest, faint)]);
  const kept = moved
    .map((track) => after(track, pairs.get(track) ?? null, look, rules))
    .filter((track) => track !== null);
  const taken = new Set(pairs.values());
  const begun = sure
    .filter((one) => !taken.has(one) && isNew(one, kept))
    .map((one, at) => begin(one, tracks.nextId + at, look.at));
  return { list: [...kept, ...begun], nextId: tracks.nextId + begun.length, at: look.at };
}

/** The tracks that count as present at `at`. */
export const present = (tracks: Tracks, at: Instant, rules: TrackRules): readonly Track[] =>
  tracks.list.filter(
    ({ hits, seenAt }) => hits >= rules.confirmLooks && at - seenAt <= rules.countFor,
  );

function movedOn(track: Track, passed: number): Track {
  const [x, y] = [track.speed[0] * passed, track.speed[1] * passed];
  const [left, top, right, bottom] = track.box;
  return { ...track, box: [left + x, top + y, right + x, bottom + y] };
}

/** The best-fitting pairs first, each track and each box once. */
function pair(tracks: readonly Track[], seen: readonly Sighting[]): Map<Track, Sighting> {
  const fits = tracks
    .flatMap((track) => seen.map((one) => ({ track, one, fit: fitOf(track.box, one.box) })))
    .filter(({ fit }) => fit >= FIT_MIN)
    .sort((a, b) => b.fit - a.fit);
  const pairs = new Map<Track, Sighting>();
  const taken = new Set<Sighting>();
  for (const { track, one } of fits) {
    if (pairs.has(track) || taken.has(one)) continue;
    pairs.set(track, one);
    taken.add(one);
  }
  return pairs;
}

/** 0..1: overlap, or nearness of the feet for small boxes that jumped past each other. */
function fitOf(a: Box, b: Box): number {
  const height = Math.min(a[3] - a[1], b[3] - b[1]);
  const distance = Math.hypot((a[0] + a[2] - b[0] - b[2]) / 2, a[3] - b[3]);
  return Math.max(overlap(a, b), 0.5 - distance / height);
}

/** What becomes of a track: null when it is given up. A part of the picture nobody looked at proves nothing. */
function after(track: Track, seen: Sighting | null, look: Look, rules: TrackRules): Track | null {
  if (seen !== null) return seenAgain(track, seen, look.at, rules);
  const missed = look.regions.some((region) => inside(region, track.box) > 0.5);
  if (missed && track.hits < rules.confirmLooks) return null;
  return look.at - track.seenAt > rules.rememberFor || leftPicture(track.box) ? null : track;
}

function seenAgain(track: Track, seen: Sighting, at: Instant, rules: TrackRules): Track {
  const alive = { ...track, hits: Math.min(track.hits + 1, rules.confirmLooks), seenAt: at };
  // A box that the crop cut off says that somebody is there, but not where the feet are.
  if (seen.cut) return alive;
  const passed = Math.max(1, at - track.seenAt);
  const [dx, dy] = [
    (seen.box[0] + seen.box[2] - track.box[0] - track.box[2]) / 2,
    (seen.box[1] + seen.box[3] - track.box[1] - track.box[3]) / 2,
  ];
  const [vx, vy] = track.speed;
  const speed = [vx + (SPEED_GAIN * dx) / passed, vy + (SPEED_GAIN * dy) / passed] as const;
  return { ...alive, box: seen.box, score: seen.score, speed };
}

/** Not a second box of somebody who was just seen. */
const isNew = (one: Sighting, kept: readonly Track[]): boolean =>
  !one.cut || !kept.some(({ box }) => inside(box, one.box) > 0.6);

const begin = (one: Sighting, id: number, at: Instant): Track => ({
  id,
  box: one.box,
  speed: [0, 0],
  score: one.score,
  hits: 1,
  seenAt: at,
});

const leftPicture = ([left, top, right, bottom]: Box): boolean =>
  right < 0 || left > 1 || bottom < 0 || top > 1;
