/** What one tick of the core costs, policy and all, over an hour of changing evidence. */
import { type Inputs, POLICIES, type Site, instant } from "@crossing/config";
import { initialState, planOf, step } from "@crossing/controller";
import { type Row, median, rounded } from "./measure.ts";

const TICKS = 36_000;
const ROUNDS = 15;

/**
 * The median over rounds of the mean CPU time of a tick, in microseconds.
 *
 * A rule that looks at the present alone, and the default, which weighs half a minute of moments and learns its street:
 * the second may cost three times as much, still less than a five-thousandth of the time between two ticks.
 */
export function measureStep(site: Site): readonly Row[] {
  return [
    rowOf({ ...site, policy: { name: "puffin" } }, "`step` with PUFFIN, per call", 5),
    rowOf({ ...site, policy: POLICIES.marginal }, "`step` with the marginal rule, per call", 15),
  ];
}

function rowOf(site: Site, what: string, most_us: number): Row {
  const evening = inputsOf();
  const rounds = Array.from({ length: ROUNDS }, () => costOf(site, evening));
  const us = median(rounds.slice(3));
  return {
    what,
    must: `<= ${most_us} µs`,
    is: `${rounded(us, 2)} µs (median of ${ROUNDS - 3} rounds of ${TICKS} ticks)`,
    ok: us <= most_us,
    how: `An hour of changing evidence is run through the core ${ROUNDS} times; CPU time, the first three rounds are warm-up.`,
  };
}

function costOf(site: Site, evening: readonly Inputs[]): number {
  const plan = planOf(site);
  let state = initialState(plan, instant(0));
  const before = process.cpuUsage();
  for (let tick = 0; tick < TICKS; tick++)
    state = step(plan, state, evening[tick % evening.length]!, instant(tick * 100)).state;
  const { user, system } = process.cpuUsage(before);
  return (user + system) / TICKS;
}

/** Five minutes of inputs: people come in groups, wait and cross; vehicles come and queue. */
const inputsOf = (): Inputs[] =>
  Array.from({ length: 3000 }, (_, tick) => {
    const second = tick / 10;
    const waiting = second % 60 < 40 ? 1 + Math.floor(second % 5) : 0;
    const waits_s = Array.from({ length: waiting }, (_, n) => (second % 60) / (n + 1));
    return {
      zones: { A: { waiting, waits_s }, B: { waiting: 0, waits_s: [] } },
      buttons: { A: tick % 900 === 0 },
      crossing: second % 60 > 40 && second % 60 < 52 ? 2 : 0,
      lanes: ["W0", "W1", "E0", "E1"].map((id, lane) => ({
        id,
        queue: Math.floor(second / (7 + lane)) % 4,
        eta_s: [((second * 3) % 9) + 0.5, ((second * 2) % 13) + 1],
        passages: tick % (23 + lane) === 0 ? 1 : 0,
      })),
      lookahead_s: 6.7,
      shown: null,
      link: "up",
      requests: [],
    };
  });
