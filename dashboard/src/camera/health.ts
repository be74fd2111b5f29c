/** Whether a camera can be believed, as the page says it: how bad, in how many words. */
import type { CameraView, StateView, VisionView } from "@crossing/config";
import type { Words } from "../words/en.ts";

/** How bad something is. */
export type Grade = "good" | "warn" | "bad";

/** What is known of a camera; an older report does not say since when. */
export type Eyesight = Omit<CameraView, "since"> & { readonly since: string | null };

/** The newest word on a camera, of the state or of what it saw. */
export function eyesightOf(
  camera: string,
  state: StateView | null,
  view: VisionView | undefined,
): Eyesight {
  const told = state?.cameras?.[camera] ?? view?.health;
  if (told !== undefined) return told;
  const seen = view?.state ?? "starting";
  return { state: seen, believed: seen === "ok", faults: [], since: null };
}

/** Bad: it is blind. Warn: it is not yet believed, or something is the matter that does not blind. */
export function gradeOf({ state, believed, faults }: Eyesight): Grade {
  if (state === "lost" || (!believed && faults.length > 0)) return "bad";
  return state === "starting" || !believed || faults.length > 0 ? "warn" : "good";
}

/** What is the matter, or that nothing is: `Camera A sees`, `Camera A: blurred, covered`. */
export function eyesightWords(
  camera: string,
  { state, believed, faults }: Eyesight,
  { condition, cameraState, camera: nameOf }: Words,
): string {
  const name = nameOf(camera);
  if (faults.length === 0)
    return state === "ok" && !believed
      ? condition.cameraHealth(name, condition.unproven)
      : `${name} ${cameraState[state]}`;
  // A fault that is newer than this page goes by its own name.
  const named = faults.map((fault) => condition.fault[fault] ?? fault);
  return condition.cameraHealth(name, condition.listed(named));
}
