/** A decision in words, or for machines. */
import { type Language, explain } from "@crossing/controller";
import { clockOf } from "./clock.ts";
import type { Decision } from "./decisions.ts";

/** How decisions are told. */
export interface Manner {
  readonly language: Language;
  readonly json: boolean;
}

/** One line: when, for how long, the code, and the sentence. */
export function decisionLine(decision: Decision, { language, json }: Manner): string {
  const { from_s, to_s, interval, reason } = decision;
  const duration_s = Math.round((to_s - from_s) * 1000) / 1000;
  const text = explain(reason, language);
  if (json) return JSON.stringify({ t_s: from_s, duration_s, interval, ...reason, text });
  const lasting = `${duration_s.toFixed(1)} s`.padStart(LASTING_CELLS);
  return `${clockOf(from_s)} ${lasting}  ${reason.code.padEnd(CODE_CELLS)}  ${text}`;
}

const LASTING_CELLS = 8;
const CODE_CELLS = 16;
