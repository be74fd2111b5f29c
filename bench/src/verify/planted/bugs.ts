/** All the bugs that are planted. */
import type { Bug } from "./bug.ts";
import { DEMAND_BUGS } from "./demand-bugs.ts";
import { LINE_BUGS } from "./line-bugs.ts";
import { SEQUENCE_BUGS } from "./sequence-bugs.ts";

export const BUGS: readonly Bug[] = [...SEQUENCE_BUGS, ...DEMAND_BUGS, ...LINE_BUGS];
