/**
 * What the page knows of the crossing: signals that follow the server's stream.
 *
 * Moments are the device's own wall clock, so that a visitor's wrong clock does not bend the drawing.
 */
import { computed, signal } from "@preact/signals";
import type { EventView, SiteView, StateView, VisionView } from "@crossing/config";
import { type Crowd, crowdOf, emptyCrowd } from "../plan/crowd.ts";
import { type Traffic, noTraffic, trafficOf } from "../plan/traffic.ts";
import { QUIET } from "../words/events.ts";
import { type Sample, remembered, sampleOf } from "./history.ts";

/** What this crossing is; null until the server has said so. */
export const site = signal<SiteView | null>(null);
/** Why the site could not be read; null when it could. */
export const trouble = signal<string | null>(null);
/** The crossing now; null until the first state. */
export const state = signal<StateView | null>(null);
/** What was shown in the last two minutes. */
export const history = signal<readonly Sample[]>([]);
/** Events, newest first, at most `EVENTS_KEPT`. */
export const events = signal<readonly EventView[]>([]);
/** What each camera saw last, by camera. */
export const visions = signal<Readonly<Record<string, Seen>>>({});
/** The people and the vehicles as drawn. */
export const crowd = signal<Crowd>(emptyCrowd);
export const traffic = signal<Traffic>(noTraffic);

/** A camera's view, and when its last picture came (`performance.now()`), for dating it. */
export interface Seen {
  readonly view: VisionView;
  readonly picture: number | null;
  readonly pictureAt: number;
}

const EVENTS_KEPT = 400;
/** Silence after which the page calls itself cut off: states come at least once a second. */
const SILENCE_MS = 3500;

/** `performance.now()`, two times a second: what ages does so without news too. */
export const ticked = signal(performance.now());
const heardAt = signal(performance.now());

/** The device's clock now, ms since 1970; 0 before the first state. */
export const deviceNow = computed(() => {
  if (state.value === null) return 0;
  return Date.parse(state.value.ts) + Math.max(0, ticked.value - heardAt.value);
});

/** Whether news has failed to come for too long. */
export const cutOff = computed(
  () => state.value !== null && ticked.value - heardAt.value > SILENCE_MS,
);

/** Whether what the page shows is old: control is not heard, or the stream is cut. */
export const stale = computed(() => cutOff.value || state.value?.stale === true);

/** Takes a state from the stream. Out-of-order states of the same run are left out. */
export function heard(next: StateView): void {
  const before = state.value;
  if (before !== null && before.boot === next.boot && next.seq < before.seq) return;
  const known = site.value?.site;
  if (known !== undefined) {
    const dt = before === null ? 0 : spanOf(before, next);
    crowd.value = crowdOf(crowd.value, known, next, dt);
    traffic.value = trafficOf(traffic.value, known.lanes, next, dt);
  }
  state.value = next;
  if (!next.stale) history.value = remembered(history.value, sampleOf(next));
  heardAt.value = performance.now();
  ticked.value = heardAt.value;
}

/** Takes events, live or read from the log; each is kept once. */
export function happened(news: readonly EventView[]): void {
  const keyOf = ({ boot, seq }: EventView): string => `${boot}/${seq}`;
  const known = new Set(events.value.map(keyOf));
  const fresh = news.filter((event) => !QUIET.has(event.name) && !known.has(keyOf(event)));
  if (fresh.length === 0) return;
  events.value = [...fresh, ...events.value]
    .sort((a, b) => Date.parse(b.ts) - Date.parse(a.ts) || b.seq - a.seq)
    .slice(0, EVENTS_KEPT);
}

/** Takes what a camera saw. */
export function saw(view: VisionView): void {
  const before = visions.value[view.camera];
  const fresh = view.picture !== null && view.picture !== before?.picture;
  const seen: Seen = {
    view,
    picture: view.picture ?? before?.picture ?? null,
    pictureAt: fresh ? performance.now() : (before?.pictureAt ?? 0),
  };
  visions.value = { ...visions.value, [view.camera]: seen };
}

/** Seconds between two states; a new run or a long silence counts as nothing, not as time to move. */
function spanOf(before: StateView, next: StateView): number {
  const dt = (Date.parse(next.ts) - Date.parse(before.ts)) / 1000;
  return dt > 0 && dt < 5 ? dt : 0;
}
