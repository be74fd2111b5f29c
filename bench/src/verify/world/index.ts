/**
 * A world from a seed: the real loop and driver against the virtual cabinet, on a virtual clock and a virtual line, with
 * everything that can befall them; and core and street alone for a year.
 */
import type { Figure, Found, VerifyOptions, VerifySection } from "../section.ts";
import { type CoreDay, runCoreDay } from "./core-day.ts";
import { type WorldRun, runWorld } from "./world.ts";

/** See the head of the file. */
export const section: VerifySection = { name: "world", run };

const DAY_S = 86_400;
const NIGHTLY = { stack_days: 30, core_days: 365 } as const;
/** CPU seconds of the part in continuous integration, and the share of them that goes to the whole stack. */
const CI_S = 36;
const STACK_SHARE = 0.8;
const FASTER = 1000;
/** The run that is made twice. */
const SHORT = { chaos_ms: 300_000 } as const;

/** Until so much is simulated, or so much CPU time is spent. */
interface Until {
  readonly simulated_s: number;
  readonly cpu_s: number;
}

async function run(options: VerifyOptions): Promise<Found> {
  const cpu_s = options.seconds ?? (options.nightly ? Infinity : CI_S);
  const stack = await stackRuns(options, {
    simulated_s: options.nightly ? NIGHTLY.stack_days * DAY_S : Infinity,
    cpu_s: cpu_s * STACK_SHARE,
  });
  const core = coreRuns(options, {
    simulated_s: options.nightly ? NIGHTLY.core_days * DAY_S : Infinity,
    cpu_s: cpu_s * (1 - STACK_SHARE),
  });
  return {
    title: "A world from a seed",
    figures: [...stackFigures(stack, options), ...coreFigures(core, options)],
    notes: NOTES,
  };
}

interface Stack {
  readonly runs: readonly WorldRun[];
  readonly simulated_s: number;
  readonly cpu_s: number;
  /** The first seed run twice gave the same fingerprint. */
  readonly repeats: boolean;
}

async function stackRuns({ seed, say }: VerifyOptions, until: Until): Promise<Stack> {
  const first = await runWorld(seed, SHORT);
  const again = await runWorld(seed, SHORT);
  const runs: WorldRun[] = [];
  let cpu_s = 0;
  let simulated_s = 0;
  let saidAt = 0;
  for (let next = seed; simulated_s < until.simulated_s && cpu_s < until.cpu_s; next += 1) {
    const before = process.cpuUsage();
    const is = await runWorld(next);
    cpu_s += cpuSince(before);
    simulated_s += is.lasted_s;
    runs.push(is);
    told(is, say);
    if (simulated_s - saidAt < DAY_S) continue;
    saidAt = simulated_s;
    say(
      `${days(simulated_s)} of the whole stack, ${runs.length} seeds, ${speed(simulated_s, cpu_s)}`,
    );
  }
  return { runs, simulated_s, cpu_s, repeats: first.digest === again.digest };
}

/** A run that broke a rule is told with the one line that repeats it. */
function told({ seed, about, breaches }: WorldRun, say: (line: string) => void): void {
  if (breaches.length === 0) return;
  say(
    `seed ${seed} (${about}): repeat with: npm run verify -- --only world --seconds 1 --seed ${seed}`,
  );
  for (const breach of breaches) say(`  ${breach}`);
}

function stackFigures(
  { runs, simulated_s, cpu_s, repeats }: Stack,
  { nightly, seconds }: VerifyOptions,
): Figure[] {
  const sum = (of: (run: WorldRun) => number): number =>
    runs.reduce((total, run) => total + of(run), 0);
  const broken = runs.filter(({ breaches }) => breaches.length > 0);
  const longest = Math.max(...runs.map(({ counts }) => counts.back_ms ?? Infinity));
  const whole = nightly && seconds === undefined;
  return [
    [
      "the whole stack with faults, simulated",
      whole ? `>= ${NIGHTLY.stack_days} days` : "some hours",
      `${days(simulated_s)}, ${runs.length} seeds, ${sum((run) => run.counts.ticks)} ticks`,
      whole ? simulated_s >= NIGHTLY.stack_days * DAY_S : simulated_s > 3600,
    ],
    [
      "runs in which a rule was broken",
      "0",
      broken.length === 0
        ? "0"
        : `${broken.length}: seeds ${broken
            .map(({ seed }) => seed)
            .slice(0, 10)
            .join(", ")}`,
      broken.length === 0,
    ],
    [
      "faults brought in",
      "some",
      `${sum((run) => run.counts.faults)}`,
      sum((run) => run.counts.faults) > 0,
    ],
    [
      "walks seen, intervals timed at the lamps",
      "some",
      `${sum((run) => run.counts.walks)}, ${sum((run) => run.counts.timed)}`,
      sum((run) => run.counts.timed) > 0,
    ],
    [
      "starts of control, losses of the link, takings of control",
      "some",
      `${sum((run) => run.counts.starts)}, ${sum((run) => run.counts.losses)}, ${sum((run) => run.counts.takeovers)}`,
      sum((run) => run.counts.takeovers) > 0,
    ],
    [
      "from the last fault to control, at the longest",
      "<= 40 min",
      `${(longest / 60_000).toFixed(1)} min`,
      longest <= 40 * 60_000,
    ],
    [
      "blocks that the cabinet took over 2 s after they were sent",
      "0",
      `${sum((run) => run.counts.lateBlocks)}`,
      sum((run) => run.counts.lateBlocks) === 0,
    ],
    [
      "calls answered while nothing was wrong, each in time",
      "all",
      `${sum((run) => run.counts.calls)}, the longest in ${Math.max(...runs.map(({ counts }) => counts.longest_call_ms)) / 1000} s`,
      sum((run) => run.counts.calls) > 0 &&
        !runs.some(({ breaches }) =>
          breaches.some((what) => what.includes("a call was not answered")),
        ),
    ],
    [
      "events kept over deaths and full disks, in order",
      "none lost",
      `${sum((run) => run.counts.events)}`,
      !runs.some(({ breaches }) => breaches.some((what) => what.includes("event log"))),
    ],
    ["the same seed twice", "the same digest", repeats ? "the same" : "another", repeats],
    [
      "faster than the street, one core",
      `>= ${FASTER} times`,
      speed(simulated_s, cpu_s),
      whole ? simulated_s / cpu_s >= FASTER : null,
    ],
  ];
}

function coreRuns(
  { seed, say }: VerifyOptions,
  until: Until,
): { readonly days: readonly CoreDay[]; readonly cpu_s: number } {
  const runs: CoreDay[] = [];
  const before = process.cpuUsage();
  const lasts_s = Number.isFinite(until.simulated_s) ? DAY_S : DAY_S / 8;
  for (
    let next = seed;
    runs.length * lasts_s < until.simulated_s && cpuSince(before) < until.cpu_s;
    next += 1
  ) {
    const is = runCoreDay(next, lasts_s);
    runs.push(is);
    for (const breach of is.breaches) say(`core and street, seed ${next}: ${breach}`);
    if (runs.length % 30 === 0 && Number.isFinite(until.simulated_s))
      say(`${runs.length} days of core and street`);
  }
  return { days: runs, cpu_s: cpuSince(before) };
}

function coreFigures(
  { days: runs, cpu_s }: ReturnType<typeof coreRuns>,
  { nightly, seconds }: VerifyOptions,
): Figure[] {
  const simulated_s = runs.reduce((sum, { lasted_s }) => sum + lasted_s, 0);
  const broken = runs.filter(({ breaches }) => breaches.length > 0);
  const whole = nightly && seconds === undefined;
  return [
    [
      "core and street, simulated",
      whole ? `>= ${NIGHTLY.core_days} days` : "some hours",
      `${days(simulated_s)}, ${runs.reduce((sum, { walks }) => sum + walks, 0)} walks, ${speed(simulated_s, cpu_s)}`,
      whole ? simulated_s >= NIGHTLY.core_days * DAY_S : simulated_s > 3600,
    ],
    [
      "of them, runs in which a rule was broken",
      "0",
      broken.length === 0
        ? "0"
        : `seeds ${broken
            .map(({ seed }) => seed)
            .slice(0, 10)
            .join(", ")}`,
      broken.length === 0,
    ],
  ];
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const days = (s: number): string =>
  s < DAY_S ? `${(s / 3600).toFixed(1)} h` : `${(s / DAY_S).toFixed(1)} days`;

const speed = (simulated_s: number, cpu_s: number): string =>
  `${Math.round(simulated_s / cpu_s).toLocaleString("en")} times`;

const NOTES: readonly string[] = [
  "The ticker, the loop and the driver are the device's own, given a virtual clock, virtual timers and a virtual line; cabinet, street and cameras are the simulator's.",
  "Each seed draws a policy, a profile, the wiring, how busy the street is, a random half of the kinds of faults and how often they come; when they are over, the crossing must be the box's again within 40 minutes (the flap guard alone may hold it for 30) and keep it for two and a half.",
  "Rules: the invariants of the core in every tick; at the lamps no conflict, no interval left out and none too short; nothing asked of the cabinet while withdrawn; a call answered in a bounded time while nothing is wrong; the event log without gaps, in order, and with everything that was acknowledged.",
  "The event log and its disk are a model of the promise (nothing is acknowledged before it is written); the files of the real one are tried in telemetry/test. MQTT is not in this world.",
  "The wall clock reaches the core unfiltered, so it steps there more rudely than on the device, which does not believe a clock that steps.",
];
