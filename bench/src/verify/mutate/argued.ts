/** Survivors that were looked at, each with the reason why no test should notice it. */
import { readFileSync } from "node:fs";
import type { Survivor } from "./stryker.ts";

/** A survivor with its reason. */
export interface Argued extends Survivor {
  readonly why: string;
}

/** The list. It lies beside the source, which the built program reads too. */
export const ARGUED = JSON.parse(
  readFileSync(
    new URL("../../../../bench/src/verify/mutate/survivors.json", import.meta.url),
    "utf8",
  ),
) as readonly Argued[];

/** Why a survivor is harmless; null: nobody has said. */
export const reasonFor = ({ file, line, mutation }: Survivor): string | null =>
  ARGUED.find((one) => one.file === file && one.line === line && one.mutation === mutation)?.why ??
  null;

/** Whether somebody has said why it is harmless. */
export const isArgued = (survivor: Survivor): boolean => reasonFor(survivor) !== null;
