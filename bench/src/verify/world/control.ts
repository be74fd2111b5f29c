/**
 * The control process in virtual time: the loop and the driver of the device, started, held up, ended and killed.
 *
 * All that it takes from the machine is given to it: clock, timers, wire, chance, and the file that keeps a fault.
 */
import {
  type EventAck,
  type Observation,
  type Reason,
  type Request,
  type Site,
  type TraceRecord,
  instant,
  milliseconds,
} from "@crossing/config";
import { type Plan, type Transition, check } from "@crossing/controller";
import { type Loop, type Ticker, createLoop, runTicks } from "@crossing/controller/loop";
import { type Cabinet, createDriver } from "@crossing/signal-driver";
import type { Chance } from "@crossing/simulator";
import type { Bearer, VirtualLine, VirtualTime } from "@crossing/simulator/cabinet";
import { type Sent, surroundingsOf } from "./surroundings.ts";

/** What the process is made of. */
export interface ControlOptions {
  readonly site: Site;
  readonly time: VirtualTime;
  readonly line: VirtualLine;
  readonly chance: Chance;
  /** Local seconds since midnight; undefined: the wall clock tells nothing. */
  readonly timeOfDay_s: () => number | undefined;
  /** Told of every tick's record. */
  readonly trace: (record: TraceRecord) => void;
  /** Told of every request as it is handed to the network. */
  readonly sent: Sent;
  /** Told of a rule that a tick would have broken, and of a command that the last check refused. */
  readonly breach: (what: string) => void;
}

/** The control process, running or not. */
export interface ControlProcess {
  /** The last record of the run under way; null: none, or not running. */
  readonly last: TraceRecord | null;
  /** Whether a run is under way, held up or ending as it may be. */
  readonly running: boolean;
  /** Whether it ticks. */
  readonly awake: boolean;
  start(): void;
  /** SIGKILL: the kernel ends its connections, and sends what was written. */
  kill(): void;
  /** SIGTERM: it gives the cabinet back first; its supervisor kills it after three seconds. */
  end(): void;
  /** SIGSTOP and SIGCONT. */
  hold(ms: number): void;
  observe(observation: Observation): void;
  ask(request: Request): void;
  ack(ack: EventAck): void;
}

const TICK_MS = 100;
const STOP_WITHIN_MS = 3000;

interface Run extends Bearer {
  readonly loop: Loop;
  readonly driver: Cabinet;
  readonly hangUp: () => void;
  readonly ticker: Ticker;
  ticking: boolean;
}

/** A control process that is not running yet. */
export function createControl(options: ControlOptions): ControlProcess {
  const { site, time, breach } = options;
  let run: Run | null = null;
  let last: TraceRecord | null = null;
  let boots = 0;
  let kept: Reason | null = null;

  const now = () => instant(Math.floor(time.now()));

  function begin(): Run {
    const bearer = { heldUntil: -Infinity, gone: false, promises: true };
    const { surroundings, hangUp } = surroundingsOf(options, bearer);
    const driver = createDriver({
      cabinet: site.cabinet,
      zones: site.zones.map(({ id }) => id),
      timing: site.timing,
      now,
      random: () => options.chance.next(),
      surroundings,
    });
    const loop = createLoop({
      site,
      boot: `run-${++boots}`,
      clock: { now, timeOfDay_s: options.timeOfDay_s },
      cabinet: driver,
      trace: (record) => {
        last = record;
        options.trace(record);
      },
      latch: { held: kept, keep: (fault) => void (kept = fault) },
      rules: (plan, transition) => checked(plan, transition, breach),
    });
    const ticker = runTicks({
      periodMs: TICK_MS,
      clock: { now },
      tick: (late_ms) => loop.tick(late_ms),
      after: (ms, due) => surroundings.after(ms, due),
    });
    return Object.assign(bearer, { loop, driver, hangUp, ticker, ticking: true });
  }

  function gone(of: Run): void {
    of.gone = true;
    of.hangUp();
    if (run !== of) return;
    run = null;
    last = null;
  }

  return {
    get last() {
      return last;
    },
    get running() {
      return run !== null;
    },
    get awake() {
      return run !== null && run.ticking && run.heldUntil <= time.now();
    },
    start() {
      if (run !== null) return;
      run = begin();
    },
    kill() {
      if (run !== null) gone(run);
    },
    end() {
      if (run === null || !run.ticking) return;
      const ending = run;
      ending.ticking = false;
      ending.ticker.stop();
      time.after(0, () => void ending.driver.stop().then(() => gone(ending)), ending);
      time.after(site.timing.ped_clearance_max_s * 1000 + STOP_WITHIN_MS, () => {
        if (!ending.gone) gone(ending);
      });
    },
    hold(ms) {
      if (run !== null) run.heldUntil = Math.max(run.heldUntil, time.now() + ms);
    },
    observe: (observation) => given((to) => to.loop.observe(observation)),
    ask: (request) =>
      given((to) => {
        const at = now();
        const stamp = { seq: 1, at, ttl: milliseconds(2000) };
        to.loop.request({ type: "request", id: `${at}`, request, ...stamp });
        if (request === "clear-fault") clearAtLine(to.driver);
      }),
    ack: (ack) => given((to) => to.loop.ack(ack)),
  };

  /** What comes over a socket of the machine: at once, or when the process goes on. */
  function given(take: (to: Run) => void): void {
    const to = run;
    if (to !== null) time.after(0, () => take(to), to, "line");
  }
}

const clearAtLine = (driver: Cabinet): void => void driver.clearFault();

function checked(plan: Plan, transition: Transition, breach: (what: string) => void) {
  const broken = check(plan, transition);
  if (broken.length > 0) {
    const { before, after } = transition;
    breach(`${broken.join(" ")} in ${before.interval} to ${after.state.interval}`);
  }
  return broken;
}
