/** The longest anybody can be kept waiting, over all that can happen; and what the plan's numbers say it may be. */
import type { Plan } from "@crossing/controller";
import type { Explored } from "./search.ts";

/**
 * The longest way, in ticks, from a state in which somebody waits to one in which nobody does: Infinity when there is a way
 * that never ends. `waits`: whether somebody waits in a state.
 */
export function longestWay({ words, edges }: Explored, waits: (word: string) => boolean): number {
  const waiting = words.map(waits);
  const length = new Float64Array(words.length).fill(UNKNOWN);
  let longest = 0;
  for (let start = 0; start < words.length; start++) {
    if (!waiting[start] || length[start] !== UNKNOWN) continue;
    // By hand and not by recursion: the way is as long as the wait.
    const way = [{ at: start, next: 0 }];
    length[start] = UNDER_WAY;
    while (way.length > 0) {
      const here = way.at(-1)!;
      const to = edges[here.at]![here.next++];
      if (to === undefined) {
        length[here.at] = 1 + longestAfter(edges[here.at]!, waiting, length);
        longest = Math.max(longest, length[here.at]!);
        way.pop();
      } else if (waiting[to]) {
        if (length[to] === UNDER_WAY) return Infinity;
        if (length[to] === UNKNOWN) {
          length[to] = UNDER_WAY;
          way.push({ at: to, next: 0 });
        }
      }
    }
  }
  return longest;
}

const UNKNOWN = -1;
const UNDER_WAY = -2;

function longestAfter(
  after: readonly number[],
  waiting: readonly boolean[],
  length: Float64Array,
): number {
  let most = 0;
  for (const to of after) if (waiting[to]) most = Math.max(most, length[to]!);
  return most;
}

/**
 * The longest wait of a call, ms, by the plan's numbers alone: it comes as walk ends, the clearance runs to its maximum,
 * vehicles have what is theirs, and the rule, or the guarantee, lets no more time go by. Ticks are `tick` ms apart.
 */
export function longestWait(plan: Plan, tick: number): number {
  const change = plan.yellow + plan.redClearance;
  const lead = Math.max(0, plan.countdown - change);
  const green = plan.clearance.max + plan.buffer + plan.redYellow;
  // In the tick in which green begins nobody is asked yet.
  const earliest = green + Math.max(tick, plan.vehicleMinGreen - lead);
  // The guarantee looks a second ahead.
  const guarantee = plan.maxWait - lead - change - 1000;
  const decided = Math.max(earliest, Math.min(guarantee, ruleOf(plan, green - lead, lead)));
  return Math.ceil(decided / tick) * tick + lead + change;
}

/** When the rule lets a call have its walk at the latest, from the call on; `greenLess`: when green begins, less the lead. */
function ruleOf(plan: Plan, greenLess: number, lead: number): number {
  const { policy } = plan;
  switch (policy.name) {
    case "marginal":
      return Infinity;
    case "puffin":
      return plan.vehicleMaxGreen - lead;
    case "threshold":
      return policy.wait;
    case "tongzhou-2019":
      return policy.presence;
    case "push-button":
      return greenLess + policy.green;
    case "fixed": {
      const [{ cycle, walk }] = policy.programmes as readonly [(typeof policy.programmes)[number]];
      const rest = plan.yellow + plan.redClearance + walk + plan.clearance.max;
      return greenLess + cycle - rest - plan.buffer - plan.redYellow;
    }
  }
}
