/** Goes through the steps of an acceptance: has each done, watches the crossing, and keeps what came of it. */
import type { Site } from "@crossing/config";
import type { Hands } from "./hands.ts";
import { judge } from "./judge.ts";
import { type Look, type Lookout, type Windows, lookOut } from "./looks.ts";
import { type Acceptance, type Done, withDone } from "./record.ts";
import type { Step } from "./steps.ts";
import type { Evidence, Verdict } from "./verdict.ts";

/** What to go through, and who does it. */
export interface AcceptOptions {
  readonly site: Site;
  readonly steps: readonly Step[];
  readonly record: Acceptance;
  readonly windows: Windows;
  readonly hands: Hands;
  readonly walkTests: Evidence["walkTests"];
  readonly say: (line: string) => void;
  /** After each step: to be kept at once. */
  readonly keep: (record: Acceptance) => void;
}

/** Goes through the steps; gives the record as it is at the end. */
export async function accept(options: AcceptOptions): Promise<Acceptance> {
  const { steps, hands, say, keep } = options;
  let record = options.record;
  try {
    for (const step of steps) {
      const done = await through(step, options);
      if (done === "end") break;
      say(`${done.verdict}: ${step.number}. ${step.title}: ${done.why}`);
      record = withDone(record, done);
      keep(record);
    }
  } finally {
    hands.close();
  }
  return record;
}

async function through(step: Step, options: AcceptOptions): Promise<Done | "end"> {
  const { hands, windows } = options;
  if (step.needsCabinet && windows.cabinet === null) return doneOf(step, BLIND, []);
  if (step.act === null) options.say(`${step.number}. ${step.title} ...`);
  else {
    const readiness = await hands.ready(step);
    if (readiness === "end") return "end";
    if (readiness !== "ready") return doneOf(step, readiness, []);
  }
  const lookout = lookOut(windows);
  try {
    return await watched(step, options, lookout);
  } finally {
    lookout.stop();
    if (step.act !== null) await hands.restore(step);
  }
}

const BLIND = {
  skip: "the cabinet is not looked at beside the box: its registers cannot say what it does",
};

/** The crossing is watched for so long before anything is done to it, s: an identity and a few looks. */
const BEFORE_S = 1.5;
/** The interval that a step waits for must come within this, s. */
const INTERVAL_WITHIN_S = 300;
/** A step that waits for its interval says so once in so many seconds. */
const SAY_S = 5;

async function watched(step: Step, options: AcceptOptions, lookout: Lookout): Promise<Done> {
  const looks: Look[] = [];
  let acted_s: number | null = null;
  let undone_s: number | null = null;
  let said_s = 0;
  for (;;) {
    const look = await lookout.next();
    const before = looks.at(-1);
    looks.push(look);
    const { site, walkTests } = options;
    const verdict = judge(step, { site, looks, acted_s, undone_s, walkTests });
    if (verdict.is !== "open") return doneOf(step, verdict, looks);
    const waited_s = look.t_s - (acted_s ?? (step.act === null ? 0 : look.t_s));
    if (waited_s > step.patience_s) return doneOf(step, late(verdict, waited_s), looks);
    if (step.act !== null && acted_s === null) {
      if (look.t_s > INTERVAL_WITHIN_S) return doneOf(step, notMet(step), looks);
      if (look.t_s - said_s >= SAY_S) {
        said_s = look.t_s;
        await endFlapping(look, options);
      }
      if (look.t_s < BEFORE_S || !hasBegun(step, before, look)) continue;
      acted_s = look.t_s;
      await options.hands.now(step);
    } else if (isDueToUndo(step, look.t_s, acted_s, undone_s)) {
      undone_s = look.t_s;
      await options.hands.undo(step);
    } else if (look.t_s - said_s >= SAY_S) {
      said_s = look.t_s;
      options.say(`  ${look.t_s.toFixed(0)} s: ${verdict.why}`);
      // A box that refuses a cabinet must do so by its watchdog, not because of the guard.
      if (step.expect === "refused") await endFlapping(look, options);
    }
  }
}

/** Cables that are pulled one after the other are flapping to the box: its guard would hold for half an hour. */
async function endFlapping({ box }: Look, { windows, say }: AcceptOptions): Promise<void> {
  if (box?.alarms?.includes("flapping") !== true) return;
  say("  the flap guard holds the box: asked to resume");
  await windows.resume();
}

const late = ({ why }: Verdict, waited_s: number): Verdict => ({
  is: "fail",
  why: `undecided after ${waited_s.toFixed(0)} s: ${why}`,
  figures: {},
});

const notMet = ({ at }: Step): Verdict => ({
  is: "missed",
  why: `the crossing was not whole${at === undefined ? "" : ` in ${at.join(" or ")}`} within ${INTERVAL_WITHIN_S} s`,
  figures: {},
});

/** Whether the moment for the act has come: the crossing is whole, and one of the intervals has just begun. */
function hasBegun({ at, expect }: Step, before: Look | undefined, { box, cabinet }: Look): boolean {
  if (box === null || box.link !== "up" || (cabinet !== null && cabinet.state !== "remote"))
    return false;
  if (expect === "camera-blind") return box.mode === "normal";
  if (expect === "broker-gone") return box.mqtt_connected;
  if (at === undefined) return true;
  if (!at.includes(box.interval)) return false;
  return before?.box?.interval !== box.interval || at.includes("vehicle-green");
}

const isDueToUndo = (
  { undoAfter_s }: Step,
  now_s: number,
  acted_s: number | null,
  undone_s: number | null,
): boolean =>
  undoAfter_s !== undefined &&
  acted_s !== null &&
  undone_s === null &&
  now_s >= acted_s + undoAfter_s;

type Came = Verdict | { readonly skip: string } | { readonly impossible: string };

function doneOf({ number }: Step, came: Came, looks: readonly Look[]): Done {
  const at = new Date().toISOString();
  const seen = changesIn(looks);
  const none = { step: number, figures: {}, seen, at };
  if ("skip" in came) return { ...none, verdict: "skipped", why: came.skip };
  if ("impossible" in came) return { ...none, verdict: "impossible", why: came.impossible };
  const { why, figures } = came;
  return { ...none, verdict: came.is === "open" ? "missed" : came.is, why, figures };
}

/** Lines of evidence are kept up to this many: the first ones and the last. */
const LINES = 200;

/** What changed from look to look, as lines for the record. */
function changesIn(looks: readonly Look[]): readonly string[] {
  const lines: string[] = [];
  let last = "";
  for (const look of looks) {
    const said = wordsOf(look);
    if (said !== last) lines.push(`${look.t_s.toFixed(1)} s  ${said}`);
    last = said;
  }
  return lines.length <= LINES
    ? lines
    : [...lines.slice(0, LINES / 2), "...", ...lines.slice(-LINES / 2)];
}

function wordsOf({ box, cabinet }: Look): string {
  const heads = cabinet?.shown ?? null;
  const shown = heads === null ? "heads unknown" : `${heads.vehicle}/${heads.ped}`;
  const there =
    cabinet === null
      ? "cabinet silent"
      : `cabinet ${[cabinet.state, shown, ...cabinet.faults].join(" ")}`;
  return box === null
    ? `${there}; box silent`
    : `${there}; box ${box.interval}, ${box.mode}, level ${box.level ?? 0}, link ${box.link}`;
}
