/** What the zone editor knows and does: one draft for each camera, kept while the page is open. */
import { computed, signal } from "@preact/signals";
import type { Problem, ZonesView } from "@crossing/config";
import { putZones, readZones } from "../data/api.ts";
import { type Area, type Areas, areasOf, camerasAreas, keyOf } from "./areas.ts";
import { type Steps, redone, settled, startSteps, stepped, undone } from "./steps.ts";

/** What the site file says; null until it was read. */
export const file = signal<ZonesView | null>(null);
/** The camera that is drawn on. */
export const cameraId = signal<string | null>(null);
/** The area that is drawn on, by its key. */
export const selected = signal<string | null>(null);
/** What came of the last check or save; null after the next change. */
export const outcome = signal<Outcome | null>(null);
/** For who does not see the picture: what the last key did. */
export const spoken = signal("");

/** What came of reading, checking or saving. */
export type Outcome =
  | { readonly is: "good" | "saved" }
  | { readonly is: "wrong"; readonly problems: readonly Problem[] }
  | { readonly is: "refused"; readonly why: string };

const drafts = signal<Readonly<Record<string, Steps<Areas>>>>({});

/** The draft of the camera that is drawn on. */
export const draft = computed(() => drafts.value[cameraId.value ?? ""] ?? null);
/** The area that is drawn on; null when none is. */
export const area = computed<Area | null>(
  () => draft.value?.now.find((one) => keyOf(one) === selected.value) ?? null,
);
/** Cameras whose draft differs from the file. */
export const unsaved = computed(() =>
  (file.value?.cameras ?? [])
    .filter(({ id }) => drafts.value[id]?.before.length)
    .map(({ id }) => id),
);

/** Reads the file anew; drafts begin again from it. */
export async function load(): Promise<void> {
  const answer = await readZones();
  if (!answer.ok) {
    outcome.value = { is: "refused", why: answer.why };
    return;
  }
  file.value = answer.value;
  drafts.value = Object.fromEntries(
    answer.value.cameras.map((camera) => [camera.id, startSteps(areasOf(camera))]),
  );
  outcome.value = null;
  choose(cameraId.value ?? answer.value.cameras[0]?.id ?? null);
}

/** Turns to a camera, and to its first area. */
export function choose(id: string | null): void {
  cameraId.value = id;
  const first = draft.value?.now[0];
  selected.value = first === undefined ? null : keyOf(first);
}

/** One step of drawing; steps of the same `kind` in a row are taken back together. */
export function change(next: Areas, kind: string | null = null): void {
  if (draft.value !== null) put(stepped(draft.value, next, kind));
}

/** The next step is taken back by itself: a pull has ended. */
export function settle(): void {
  const steps = draft.value;
  if (steps !== null && cameraId.value !== null)
    drafts.value = { ...drafts.value, [cameraId.value]: settled(steps) };
}

export const undo = (): void => put(draft.value === null ? null : undone(draft.value));
export const redo = (): void => put(draft.value === null ? null : redone(draft.value));

function put(steps: Steps<Areas> | null): void {
  if (steps === null || cameraId.value === null) return;
  drafts.value = { ...drafts.value, [cameraId.value]: steps };
  outcome.value = null;
  const known = steps.now.some((one) => keyOf(one) === selected.value);
  if (!known) selected.value = steps.now[0] === undefined ? null : keyOf(steps.now[0]);
}

/** Asks the crossing whether the site file would be good so, and to keep it when `save`. */
export async function send(save: boolean): Promise<void> {
  const [known, steps, camera] = [file.value, draft.value, cameraId.value];
  if (known === null || steps === null || camera === null) return;
  const areas = camerasAreas(steps.now);
  const answer = await putZones({ ...areas, camera, base: known.base, save });
  if (!answer.ok) {
    outcome.value = { is: "refused", why: answer.why };
    return;
  }
  const { problems, saved, base } = answer.value;
  outcome.value =
    problems.length > 0 ? { is: "wrong", problems } : { is: saved ? "saved" : "good" };
  if (!saved) return;
  const cameras = known.cameras.map((one) => (one.id === camera ? { id: camera, ...areas } : one));
  file.value = { ...known, base, cameras };
  drafts.value = { ...drafts.value, [camera]: { ...steps, before: [], after: [], kind: null } };
}
