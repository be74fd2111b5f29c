/** One deed after the other, and how the crossing came back from each. */
import { setTimeout as sleep } from "node:timers/promises";
import { signal } from "./cast.ts";
import { type Deed, type Moment, type Planned, type Point, wordsOf } from "./deeds.ts";
import type { SmallDisk } from "./disk.ts";
import { ledAgain, pointOf } from "./lamps-now.ts";
import type { Network } from "./network.ts";
import { now_ms } from "./record.ts";
import type { Stage } from "./stage.ts";

/** What came of a deed. */
export interface Done extends Planned {
  readonly at: number;
  /** Nobody played the role at that moment: nothing was done. */
  readonly missed: boolean;
  /** From a killed control to the first request of the next, ms; null: does not apply, or the cabinet does not tell. */
  readonly listening_ms: number | null;
  /** From the end of the deed, or of the flap guard, until the box led again, ms; `never`: not in a minute; null: it never ceased to. */
  readonly leading_ms: number | "never" | null;
  /** The flap guard held the crossing, and an engineer ended that. */
  readonly resumed: boolean;
}

type Led = Pick<Done, "leading_ms" | "resumed">;

/** What deeds are done with. */
export interface Tools {
  readonly stage: Stage;
  readonly network: Network | null;
  readonly disk: SmallDisk | null;
}

const POINT_PATIENCE_MS = 40_000;
const BACK_PATIENCE_MS = 60_000;
/** Longer than the cabinet's watchdog: by then it has noticed. */
const NOTICED_MS = 2500;
const LOOK_MS = 20;
/** A way back is about so many times as long as the longest `after_ms`. */
const WAY_BACK = 8;

/** Waits for the moment, does the deed, and waits until the crossing is led again. */
export async function play(planned: Planned, tools: Tools): Promise<Done> {
  const { stage } = tools;
  await come(planned.moment, stage);
  const at = now_ms();
  const done = await act(planned.deed, tools);
  const ended = await endOf(planned.deed, at, stage);
  const isOfControl = planned.deed.kind === "kill" && planned.deed.who === "control";
  const led = done ? await ledFrom(stage, at, ended) : UNTOUCHED;
  const heard = stage.heard.find((moment) => moment > at);
  const listening_ms = done && isOfControl && heard !== undefined ? heard - at : null;
  return { ...planned, at, missed: !done, listening_ms, ...led };
}

const UNTOUCHED: Led = { leading_ms: null, resumed: false };

async function come({ point, after_ms }: Moment, stage: Stage): Promise<void> {
  if (point === "not-ours") return comingBack(after_ms, stage);
  if (point !== null) await beginningOf(point, stage);
  await sleep(after_ms);
}

/** Not the point that is shown already: its beginning. */
async function beginningOf(point: Point, stage: Stage): Promise<void> {
  const began = now_ms();
  let before = pointOf(stage.lamps);
  while (now_ms() - began < POINT_PATIENCE_MS) {
    const shown = pointOf(stage.lamps);
    if (shown === point && before !== point) return;
    before = shown;
    await sleep(LOOK_MS);
  }
}

/** Control was killed, and has come so far on its way back: from before its start to its first red. */
async function comingBack(after_ms: number, stage: Stage): Promise<void> {
  for (const pid of stage.pids("control")) signal(pid, "SIGKILL");
  await sleep(after_ms * WAY_BACK);
}

/** False when nobody was there to do it to. */
async function act(deed: Deed, { stage, network, disk }: Tools): Promise<boolean> {
  switch (deed.kind) {
    case "kill":
      return anyOf(stage.pids(deed.who).map((pid) => signal(pid, "SIGKILL")));
    case "stop": {
      const pids = stage.pids(deed.who);
      for (const pid of pids) signal(pid, "SIGSTOP");
      await sleep(deed.for_ms);
      for (const pid of pids) signal(pid, "SIGCONT");
      return pids.length > 0;
    }
    case "cut":
      return during(network, (is, on) => is.cut(on), deed.for_ms);
    case "full-disk":
      return during(disk, (is, on) => is.full(on), deed.for_ms);
    case "no-broker":
      stage.services.broker.hold();
      await sleep(deed.for_ms);
      stage.services.broker.resume();
      return true;
  }
}

/** A killed process is the crossing's own matter at once; a killed cabinet only when it is there again. */
async function endOf(deed: Deed, at: number, stage: Stage): Promise<number> {
  if (deed.kind !== "kill") return now_ms();
  if (deed.who !== "cabinet") return at;
  const back = (): number | undefined =>
    stage.lamps.find((one) => one.at > at && one.lamps !== null)?.at;
  while (back() === undefined && now_ms() - at < BACK_PATIENCE_MS) await sleep(LOOK_MS);
  return back() ?? at;
}

async function during<T>(
  tool: T | null,
  turn: (tool: T, on: boolean) => void,
  for_ms: number,
): Promise<boolean> {
  if (tool === null) return false;
  turn(tool, true);
  try {
    await sleep(for_ms);
  } finally {
    turn(tool, false);
  }
  return true;
}

const anyOf = (all: readonly boolean[]): boolean => all.includes(true);

/** How long from `ended` the box took to lead again; null: it did all the time. */
async function ledFrom(stage: Stage, at: number, ended: number): Promise<Led> {
  await sleep(NOTICED_MS);
  let from = ended;
  let isResumed = false;
  for (let look = 0; now_ms() - from < BACK_PATIENCE_MS; look += 1) {
    const again = ledAgain(stage.lamps, at);
    if (again === "kept") return UNTOUCHED;
    // It may have been led again and lost again while the deed still lasted.
    const still = ledAgain(stage.lamps, from);
    if (again !== null && still !== null) {
      const since = typeof still === "number" ? Math.max(again, still) : again;
      return { leading_ms: Math.max(0, since - from), resumed: isResumed };
    }
    if (look % LOOKS_A_REQUEST === 0 && (await stage.resume())) {
      from = now_ms();
      isResumed = true;
    }
    await sleep(LOOK_MS * 5);
  }
  return { leading_ms: "never", resumed: isResumed };
}

const LOOKS_A_REQUEST = 20;

/** A line for the one who watches. */
export function tellOf({ listening_ms, leading_ms, resumed, missed, ...planned }: Done): string {
  if (missed) return `${wordsOf(planned)}: nobody was there`;
  const s = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  const listens = listening_ms === null ? "" : `, listening after ${s(listening_ms)}`;
  if (leading_ms === null) return `${wordsOf(planned)}: led on${listens}`;
  const leads = leading_ms === "never" ? "NOT LED AGAIN" : `led again after ${s(leading_ms)}`;
  const guard = resumed ? ", held by the flap guard until resumed" : "";
  return `${wordsOf(planned)}${listens}: ${leads}${guard}`;
}
