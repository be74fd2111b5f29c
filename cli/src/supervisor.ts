/**
 * Keeps the processes of a crossing alive.
 *
 * Each child is started, and started again with a growing pause whenever it ends; none waits for another,
 * so a dead vision or edge never delays control. Who says nothing for too long is killed, and started again too.
 */
import { type Duration, type Instant, inSeconds } from "@crossing/config";
import { LONGEST, fallsAfter, pauseAfter } from "./backoff.ts";
import type { Child } from "./child.ts";
import { isBeat } from "./process/messages.ts";
import { LOOK_EVERY, createWatch } from "./process/watch.ts";

/** A process to keep alive. */
export interface Kept {
  readonly name: string;
  /** Starts it; called again for each new start. */
  readonly start: () => Child;
  /** True for what the others say goodbye to: it is asked to end after them. */
  readonly outlives?: boolean;
  /** Killed when nothing is heard of it for so long; left out: it may be silent. */
  readonly patience?: Duration;
  /** Longest pause before it is started again; 30 s when left out. */
  readonly longestPause?: Duration;
  /** How long it may take to end when it is asked to; a little over a second when left out. */
  readonly endsWithin?: Duration;
}

/** What the supervisor needs of the world. */
export interface SupervisorOptions {
  readonly children: readonly Kept[];
  readonly clock: { now(): Instant };
  /** Calls back after `ms`; gives back how to call it off. */
  readonly after: (ms: number, then: () => void) => () => void;
  readonly log: (line: string) => void;
  readonly onMessage: (name: string, message: unknown) => void;
  /** Called when a child has started or ended. */
  readonly onChange?: () => void;
  /** Called every second, after silent children were killed, with those that were heard since the last time. */
  readonly onLook?: (heard: readonly string[]) => void;
}

/** The supervisor at work. */
export interface Supervisor {
  /** Hands a message to a child; lost when it is not running. */
  send(name: string, message: object): void;
  /** Kills a child; it is started again as if it had died by itself. */
  kill(name: string): void;
  /** Kills a child and keeps it down until `release`. */
  hold(name: string): void;
  /** Starts a held child again at once. */
  release(name: string): void;
  running(name: string): boolean;
  /** Process ids of the running children, by name. */
  pids(): Readonly<Record<string, number>>;
  /** How often each child was started. */
  starts(): Readonly<Record<string, number>>;
  /** Ends all children, those that outlive the others last, by force after 1.5 s; settles when all are gone. */
  stop(): Promise<void>;
}

/** Patience with a child that was asked to end. Ctrl-C promises 2 s in all. */
const FORCE_AFTER_MS = 1500;

interface Place {
  readonly kept: Kept;
  child: Child | null;
  startedAt: Instant;
  falls: number;
  starts: number;
  held: boolean;
  /** Asked to end, for good. */
  asked: boolean;
  callOff: () => void;
}

/** Starts all children and keeps them alive until `stop`. */
export function supervise(options: SupervisorOptions): Supervisor {
  const places = new Map<string, Place>();
  const watch = createWatch(options.clock.now());
  let stopping = false;
  let stopLooking = (): void => {};
  let allGone = (): void => {};

  const start = (place: Place): void => {
    const child = place.kept.start();
    place.child = child;
    place.startedAt = options.clock.now();
    place.starts += 1;
    const { name, patience } = place.kept;
    watch.started(name, patience ?? null, place.startedAt);
    child.onMessage((message) => {
      watch.heard(name, options.clock.now());
      if (!isBeat(message)) options.onMessage(name, message);
    });
    child.onEnd((how) => ended(place, how));
    options.onChange?.();
  };
  const ended = (place: Place, how: string): void => {
    place.child = null;
    watch.ended(place.kept.name);
    if (stopping) return endNext();
    if (!place.held) startLater(place, how);
    options.onChange?.();
  };
  const startLater = (place: Place, how: string): void => {
    place.falls = fallsAfter(place.falls, place.startedAt, options.clock.now());
    const pause = pauseAfter(place.falls, place.kept.longestPause ?? LONGEST);
    options.log(`${place.kept.name}: ended (${how}); starting again in ${inSeconds(pause)} s`);
    place.callOff = options.after(pause, () => start(place));
  };
  const endNext = (): void => {
    const left = [...places.values()].filter((place) => place.child !== null);
    if (left.length === 0) allGone();
    else if (left.every((place) => place.kept.outlives)) askToEnd(left);
  };
  const askToEnd = (some: readonly Place[]): void => {
    for (const place of some) if (!place.asked) place.child?.kill("SIGTERM");
    for (const place of some) place.asked = true;
  };
  const look = (): void => {
    const { silent, heard } = watch.look(options.clock.now());
    for (const name of silent) {
      options.log(`${name}: runs and says nothing; killed`);
      placeOf(name).child?.kill("SIGKILL");
    }
    options.onLook?.(heard);
    stopLooking = options.after(LOOK_EVERY, look);
  };
  const placeOf = (name: string): Place => {
    const place = places.get(name);
    if (place === undefined) throw new Error(`no child process is named ${name}`);
    return place;
  };

  for (const kept of options.children) {
    const place: Place = {
      kept,
      child: null,
      startedAt: options.clock.now(),
      falls: 0,
      starts: 0,
      held: false,
      asked: false,
      callOff: () => {},
    };
    places.set(kept.name, place);
    start(place);
  }
  stopLooking = options.after(LOOK_EVERY, look);

  return {
    send: (name, message) => placeOf(name).child?.send(message),
    kill: (name) => placeOf(name).child?.kill("SIGKILL"),
    hold(name) {
      const place = placeOf(name);
      place.held = true;
      place.callOff();
      place.child?.kill("SIGKILL");
    },
    release(name) {
      const place = placeOf(name);
      if (!place.held) return;
      place.held = false;
      if (place.child === null && !stopping) start(place);
    },
    running: (name) => placeOf(name).child !== null,
    pids: () => pidsOf([...places.values()]),
    starts: () => Object.fromEntries([...places].map(([name, { starts }]) => [name, starts])),
    stop() {
      stopping = true;
      stopLooking();
      const gone = new Promise<void>((resolve) => {
        allGone = resolve;
      });
      const all = [...places.values()];
      for (const place of all) place.callOff();
      const callOff = options.after(forcedAfter(options.children), () => killAll(all));
      askToEnd(all.filter((place) => !place.kept.outlives));
      endNext();
      return gone.then(callOff);
    },
  };
}

/** Whoever needs longer to end in order gets it. */
const forcedAfter = (children: readonly Kept[]): number =>
  Math.max(FORCE_AFTER_MS, ...children.map(({ endsWithin = 0 }) => endsWithin + FORCE_MORE_MS));

const FORCE_MORE_MS = 500;

const pidsOf = (places: readonly Place[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    places.flatMap(({ kept, child }) => (child?.pid === undefined ? [] : [[kept.name, child.pid]])),
  );

function killAll(places: Iterable<Place>): void {
  for (const place of places) place.child?.kill("SIGKILL");
}
