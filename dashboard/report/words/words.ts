/** The words of a report by language. */
import type { Language } from "@crossing/controller";
import { type Words, en } from "./en.ts";
import { zh } from "./zh.ts";

export type { Words } from "./en.ts";

export const wordsOf = (language: Language): Words => (language === "zh" ? zh : en);
