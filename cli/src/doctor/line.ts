/** A finding as a line for people. */
import pc from "picocolors";
import type { Finding } from "./finding.ts";

/** State, name, what was found, and what to do. Colour only on a terminal, never with NO_COLOR. */
export function lineOf({ name, state, said, todo }: Finding): string {
  const mark = { ok: pc.green("ok  "), warn: pc.yellow("warn"), fail: pc.red("fail") }[state];
  return `${mark}  ${name.padEnd(10)}  ${said}${todo === "" ? "" : `\n${" ".repeat(18)}-> ${todo}`}`;
}
