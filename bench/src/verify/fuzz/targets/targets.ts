/** Every door that something from outside comes in by. */
import type { Target } from "../target.ts";
import { arrivals, counts } from "./arrivals.ts";
import { cabinetAnswers } from "./cabinet-answers.ts";
import { cameras } from "./cameras.ts";
import { cosimLines } from "./cosim-lines.ts";
import { http } from "./http.ts";
import { linkLines } from "./link-lines.ts";
import { mqtt } from "./mqtt.ts";
import { recordings } from "./recordings.ts";
import { siteFiles } from "./site-files.ts";
import { tensors } from "./tensors.ts";

export const TARGETS: readonly Target[] = [
  cabinetAnswers,
  linkLines,
  tensors,
  mqtt,
  http,
  cameras,
  siteFiles,
  cosimLines,
  arrivals,
  counts,
  recordings,
];
