/**
 * How the visitor wants the page: language, theme, stillness.
 *
 * `?lang=zh|en` and `?theme=light|dark` win over what was chosen before; `?still` stops every animation,
 * so that two screenshots of the same moment are equal.
 */
import { signal } from "@preact/signals";

/** The languages the page speaks. */
export type Language = "zh" | "en";

/** Which parts of the live view are shown. */
export type View = "drawing" | "cameras" | "both";

const address = new URLSearchParams(location.search);

/** The language shown now. Remembered in this browser by `speak`. */
export const language = signal<Language>(firstLanguage());

/** The parts of the live view shown now. */
export const view = signal<View>("drawing");

/** Which page is shown: the crossing live, or with `#zones` the zone editor. */
export const place = signal<"live" | "zones">(placeOf());

/** Whether the window is as narrow as a phone. */
export const narrow = signal(false);

/** Shows the page in `chosen` from now on, and next time too. */
export function speak(chosen: Language): void {
  language.value = chosen;
  remember("language", chosen);
}

/** Puts theme and stillness on the document and follows the width of the window. Once, at the start. */
export function applySettings(): void {
  const root = document.documentElement;
  const theme = address.get("theme");
  if (theme === "dark" || theme === "light") root.dataset["theme"] = theme;
  if (address.has("still")) root.classList.add("still");
  addEventListener("hashchange", () => (place.value = placeOf()));
  const phone = matchMedia("(max-width: 640px)");
  narrow.value = phone.matches;
  phone.addEventListener("change", () => (narrow.value = phone.matches));
}

function placeOf(): "live" | "zones" {
  return location.hash === "#zones" ? "zones" : "live";
}

function firstLanguage(): Language {
  for (const wish of [address.get("lang"), recall("language"), navigator.language]) {
    if (wish?.startsWith("zh")) return "zh";
    if (wish?.startsWith("en")) return "en";
  }
  return "en";
}

// A browser may forbid storage; the choice then lasts as long as the page.
function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`crossing.${key}`, value);
  } catch {
    return;
  }
}

function recall(key: string): string | null {
  try {
    return localStorage.getItem(`crossing.${key}`);
  } catch {
    return null;
  }
}
