/** The words of the language shown now, and times written in it. */
import { computed } from "@preact/signals";
import { language } from "../settings.ts";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

/** The words of the language shown now. */
export const words = computed(() => (language.value === "zh" ? zh : en));

const CLOCK = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** A moment of the wall clock, milliseconds since 1970, as `20:31:05` in the visitor's time zone. */
export const clockTime = (at: number): string => CLOCK.format(at);

/** A moment of the past, ms since 1970: as `20:31:05`, with its day before that when it is not of the last 20 hours. */
export function moment(at: number, now: number): string {
  if (now - at < 20 * 3_600_000) return clockTime(at);
  const day = new Intl.DateTimeFormat(language.value, { month: "short", day: "numeric" });
  return `${day.format(at)} ${clockTime(at)}`;
}

/** The sentence, with each number on the same line as its unit. */
export const unbroken = (sentence: string): string =>
  sentence.replaceAll(/(\d) (?=s\b|秒|人)/g, "$1\u00a0");
