/** The small world tried whole: every state of every shipped plan, through the real step. */
import type { Plan } from "@crossing/controller";
import type { Figure, VerifySection } from "../section.ts";
import { longestWait, longestWay } from "./longest.ts";
import { phases } from "./phases.ts";
import { type NamedPlan, inShapes, underPolicies } from "./plans.ts";
import { type Explored, type World, explored } from "./search.ts";
import { isPending, services } from "./services.ts";
import { expectedStates } from "./states.ts";

/** Ticks, ms: what fits into continuous integration, and what a night is for. */
const SHORT = { phases: 500, services: 1000 };
const NIGHTLY = { phases: 100, services: 500 };

export const section: VerifySection = {
  name: "explore",
  // Nothing here waits for anything: it is async because others are.
  run({ nightly, say }) {
    const tick = nightly ? NIGHTLY : SHORT;
    const figures = [
      ...inShapes().flatMap((named) => phaseFigures(named, tick.phases, say)),
      ...underPolicies().flatMap((named) => serviceFigures(named, tick.services, say)),
    ];
    return Promise.resolve({ title: "Every state, through the real step", figures, notes: NOTES });
  },
};

const NOTES = [
  "Intervals: any timing, any eyes, any line, heads that follow, lag or tell nothing, requests, restarts, jumps of time, wrong memory of what is shown, in any tick; `bench/src/verify/explore/phases.ts` argues part by part why nothing is left out.",
  "Services: one policy exactly (the marginal rule as any timing within the guarantee), any eyes and presses in any tick, the line up and the heads following at once.",
  "The number of states is asserted: a fall means that something cannot be reached any more. It changes with the plan and with the core, and then the new number is argued in that commit.",
  "The longest wait is the longest way through all states with a kept call, and must equal a sum of the plan's numbers that knows nothing of the core.",
];

type Say = (line: string) => void;

function phaseFigures({ name, plan }: NamedPlan, tick: number, say: Say): readonly Figure[] {
  const found = searched(`intervals, ${name}`, phases(plan, tick), { tick, say });
  return stateFigures(`intervals, ${name}`, found, tick);
}

function serviceFigures({ name, plan }: NamedPlan, tick: number, say: Say): readonly Figure[] {
  const what = `services, ${name}`;
  const found = searched(what, services(plan, tick), { tick, say, edges: true });
  return [...stateFigures(what, found, tick), waitFigure(what, plan, found, tick)];
}

interface Searching {
  readonly tick: number;
  readonly edges?: boolean;
  readonly say: Say;
}

function searched(what: string, world: World, { tick, edges = false, say }: Searching): Explored {
  const found = explored(world, { edges });
  say(`${what}, ${tick} ms: ${found.states} states, ${found.ticks} ticks`);
  for (const { rules, way, inputs } of found.broken)
    say(`  ${rules.join(", ")} broken after ${way}, told ${JSON.stringify(inputs)}`);
  return found;
}

function stateFigures(what: string, found: Explored, tick: number): readonly Figure[] {
  const states = expectedStates(what, tick);
  return [
    [
      `${what}, every ${tick / 1000} s: ticks that break an invariant`,
      "0",
      `${found.broken.length} of ${grouped(found.ticks)}`,
      found.broken.length === 0,
    ],
    [
      `${what}, every ${tick / 1000} s: states`,
      states === null ? "-" : grouped(states),
      grouped(found.states),
      states === null ? null : found.states === states,
    ],
  ];
}

function waitFigure(what: string, plan: Plan, found: Explored, tick: number): Figure {
  const must = longestWait(plan, tick);
  const is = longestWay(found, isPending) * tick;
  return [
    `${what}: longest wait of a kept call`,
    `${must / 1000} s`,
    `${is / 1000} s`,
    is === must,
  ];
}

const grouped = (count: number): string => count.toLocaleString("en-US");
