/**
 * Follows things from look to look, so that each person keeps a number and a missed look loses nobody.
 *
 * Pure: `follow` gives the new tracks from the old ones and one look. Each track moves on at its own speed; all sure
 * boxes are paired at once with the tracks they fit best, then faint boxes with the tracks that are left: a faint box
 * keeps a track alive, but never begins one (the idea of ByteTrack: Zhang et al., 2022; unverified). A track is
 * counted once it was seen twice running, and until it was missed too long; who is hidden behind somebody counts on.
 * Missed is counted in looks as well as in time: what nobody looked at was not missed.
 */
import type { Box, Instant } from "@crossing/config";
import { inside } from "../detect/boxes.ts";
import type { Sighting } from "../detect/gather.ts";
import { type Body, bodyAfter, bodyOf, bodySeen, bodyUnseen, boxOf } from "./body.ts";
import { atEdge, hiddenBehind, isPart, pairsOf } from "./fits.ts";

/** One thing that is followed; box in fractions of the picture. */
export interface Track {
  readonly id: number;
  readonly box: Box;
  readonly body: Body;
  readonly score: number;
  /** Looks that saw it. */
  readonly hits: number;
  readonly begunAt: Instant;
  readonly seenAt: Instant;
  /** The last whole box that was seen, and when: what is known of the feet. */
  readonly whole: { readonly box: Box; readonly at: Instant };
  /** The first look that should have seen it since, and did not; null while it is seen, or nobody looked there. */
  readonly missedAt: Instant | null;
  /** Looks that should have seen it since, and did not. */
  readonly misses: number;
  /** Whether somebody who was seen stands before it. */
  readonly hidden: boolean;
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
  /** A confirmed track still counts for so long after the first look that missed it; 0: not at all. */
  readonly countFor: number;
  /** One that is settled or hidden counts for so many looks that miss it, however long they take. */
  readonly countLooks: number;
  /** One that is settled and hidden behind another counts for so long. */
  readonly countHiddenFor: number;
  /** So long after the first look that missed it it is forgotten; until then the same person gets the same number back. */
  readonly rememberFor: number;
}

/** Tuned on street scenes at 1 to 25 looks per second. */
export const TRACK_RULES: Omit<TrackRules, "sure"> = {
  faint: 0.33,
  confirmLooks: 2,
  countFor: 300,
  countLooks: 1,
  countHiddenFor: 1200,
  rememberFor: 2500,
};

export const NO_TRACKS: Tracks = { list: [], nextId: 1, at: null };

/** Seen so often and over so long (ms), something is surely there, even when it is hidden for a while. */
const SETTLED = { looks: 3, ms: 400 };

/** The tracks after one look. */
export function follow(tracks: Tracks, look: Look, rules: TrackRules): Tracks {
  const passed = tracks.at === null ? 0 : look.at - tracks.at;
  const moved = tracks.list.map((track) => moveOn(track, passed));
  const seen = paired(moved, look, rules);
  const boxes = [...seen.values()].map(({ box }) => box);
  const kept = moved
    .map((track) => {
      const one = seen.get(track);
      return one
        ? seenAgain(track, one, look.at, rules)
        : unseen(track, boxes, { look, passed, rules });
    })
    .filter((track) => track !== null);
  const taken = new Set(seen.values());
  const begun = look.seen
    .filter((one) => one.score >= rules.sure && !taken.has(one) && isNew(one, kept, look.at))
    .map((one, at) => begin(one, tracks.nextId + at, look.at));
  return { list: [...kept, ...begun], nextId: tracks.nextId + begun.length, at: look.at };
}

/** The tracks that count as present at `at`. */
export const present = (tracks: Tracks, at: Instant, rules: TrackRules): readonly Track[] =>
  tracks.list.filter((track) => track.hits >= rules.confirmLooks && counts(track, at, rules));

function counts(track: Track, at: Instant, rules: TrackRules): boolean {
  const { missedAt, misses, seenAt, hidden, box } = track;
  if (missedAt === null) return true;
  if (atEdge(box)) return false;
  const missed = at - missedAt;
  const settled = isSettled(track);
  if ((settled || hidden) && misses <= rules.countLooks) return true;
  if (settled && hidden && missed < rules.countHiddenFor) return true;
  // A part of the picture that is looked at rarely is waited for until the next look there.
  return rules.countFor > 0 && missed <= Math.max(missedAt - seenAt, rules.countFor);
}

const isSettled = ({ hits, begunAt, seenAt }: Track): boolean =>
  hits >= SETTLED.looks && seenAt - begunAt >= SETTLED.ms;

function moveOn(track: Track, passed: number): Track {
  const body = bodyAfter(track.body, passed);
  return { ...track, body, box: boxOf(body) };
}

/** Sure boxes first, for the tracks that are confirmed; what is left over for the others; then the faint boxes. */
function paired(
  tracks: readonly Track[],
  { seen, at }: Look,
  rules: TrackRules,
): ReadonlyMap<Track, Sighting> {
  const sure = seen.filter(({ score }) => score >= rules.sure);
  const faint = seen.filter(({ score }) => score >= rules.faint && score < rules.sure);
  const pairs = new Map<Track, Sighting>();
  const taken = new Set<Sighting>();
  const round = (some: readonly Track[], boxes: readonly Sighting[]): void => {
    const free = boxes.filter((one) => !taken.has(one));
    for (const [track, one] of pairsOf(
      some.filter((track) => !pairs.has(track)),
      free,
      at,
    )) {
      pairs.set(track, one);
      taken.add(one);
    }
  };
  const known = tracks.filter(({ hits }) => hits >= rules.confirmLooks);
  round(known, sure);
  round(tracks, sure);
  round(tracks, faint);
  return pairs;
}

function seenAgain(track: Track, seen: Sighting, at: Instant, rules: TrackRules): Track {
  const alive: Track = {
    ...track,
    hits: track.hits + 1,
    seenAt: at,
    missedAt: null,
    misses: 0,
    hidden: false,
  };
  // A box that the crop cut off says that somebody is there, but not where the feet are.
  if (seen.cut) return alive;
  const body = bodySeen(track.body, seen.box, seen.score >= rules.sure);
  return { ...alive, body, box: boxOf(body), score: seen.score, whole: { box: seen.box, at } };
}

interface Missing {
  readonly look: Look;
  readonly passed: number;
  readonly rules: TrackRules;
}

/** What becomes of a track without a box: null when it is given up. A part of the picture nobody looked at proves nothing. */
function unseen(
  track: Track,
  seen: readonly Box[],
  { look, passed, rules }: Missing,
): Track | null {
  const missed = look.regions.some((region) => inside(region, track.box) > 0.5);
  if (missed && track.hits < rules.confirmLooks) return null;
  if (isForgotten(track, look.at, rules) || leftPicture(track.box)) return null;
  if (!missed) return track;
  const body = bodyUnseen(track.body, passed);
  return {
    ...track,
    body,
    missedAt: track.missedAt ?? look.at,
    misses: track.misses + 1,
    hidden: hiddenBehind(track.box, seen),
  };
}

/** A part of the picture that is looked at this much more rarely than things are remembered is not watched at all. */
const RARELY = 2;

const isForgotten = (
  { missedAt, seenAt }: Track,
  at: Instant,
  { rememberFor }: TrackRules,
): boolean =>
  (missedAt !== null && at - missedAt > rememberFor) || at - seenAt > RARELY * rememberFor;

/** Not a second box of somebody who was just seen: a piece cut off by a crop, or the upper part of a body. */
const isNew = (one: Sighting, kept: readonly Track[], at: Instant): boolean =>
  !kept.some(
    ({ box, seenAt }) =>
      (one.cut && inside(box, one.box) > PIECE) || (seenAt === at && isPart(one.box, box)),
  );

/** A piece lies this much inside the whole. */
const PIECE = 0.6;

const begin = (one: Sighting, id: number, at: Instant): Track => {
  const body = bodyOf(one.box);
  return {
    id,
    box: one.box,
    body,
    score: one.score,
    hits: 1,
    begunAt: at,
    seenAt: at,
    whole: { box: one.box, at },
    missedAt: null,
    misses: 0,
    hidden: false,
  };
};

const leftPicture = ([left, top, right, bottom]: Box): boolean =>
  right < 0 || left > 1 || bottom < 0 || top > 1;
