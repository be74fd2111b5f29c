/** Goes through the tasks of a walk test: asks for each, watches the counts, and keeps what came of it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Observation, VisionReport } from "@crossing/config";
import { EXIT, Refusal } from "../../exit.ts";
import { type Watched, type Watching, watchCamera } from "../watching.ts";
import { type Sample, type Verdict, judge } from "./judge.ts";
import { type Done, type Task, type WalkRecord, withDone } from "./record.ts";
import type { Walker } from "./walkers.ts";

/** What to walk through, and who does it. */
export interface WalkOptions extends Watched {
  readonly tasks: readonly Task[];
  readonly record: WalkRecord;
  readonly walker: Walker;
  readonly say: (line: string) => void;
  /** After each task: to be kept at once. */
  readonly keep: (record: WalkRecord) => void;
}

const LOOK_MS = 50;
const SAY_MS = 1000;
/** The eyes have so long to see anything at all, ms. */
const PATIENCE = 20_000;

/** Walks through all tasks; gives the report as it is at the end. Throws a Refusal when the camera shows nothing. */
export async function walkTest(options: WalkOptions): Promise<WalkRecord> {
  const { tasks, walker, say, keep } = options;
  const eye = openEye(options);
  let record = options.record;
  try {
    await eye.seesSomething();
    for (const task of tasks) {
      const begun = await walker.begin(task);
      if (begun === "end") break;
      const verdict = begun === "begun" ? await watched(task, eye, say) : skipped(begun.skip);
      const done = doneOf(task, verdict);
      say(`${done.verdict}: ${nameOf(task)}: ${done.why}`);
      record = withDone(record, done);
      keep(record);
      if (begun === "begun") await walker.clear(task);
    }
  } finally {
    walker.close();
    await eye.watching.stop();
  }
  return record;
}

const nameOf = ({ item, zone }: Task): string =>
  zone === null ? item.id : `${item.id} at ${zone}`;

/** What the eye told last. Changed in place as it tells. */
interface OpenEye {
  readonly watching: Watching;
  seesSomething(): Promise<void>;
  last: Observation | null;
  report: VisionReport | null;
}

function openEye(look: Watched): OpenEye {
  const name = `camera ${look.camera.id}`;
  const eye: OpenEye = {
    last: null,
    report: null,
    watching: watchCamera(look, {
      onObservation: (observation) => (eye.last = observation),
      onReport: (report) => (eye.report = report),
    }),
    async seesSomething() {
      const deadline = performance.now() + PATIENCE;
      // An eye that has just opened is not believed before it has seen a few good pictures.
      while (eye.last === null || eye.last.health?.believed === false) {
        if (performance.now() > deadline)
          throw new Refusal(
            EXIT.unreachable,
            eye.report?.trouble ??
              notBelieved(eye) ??
              `${name}: nothing seen in ${PATIENCE / 1000} s; check its source`,
          );
        await sleep(LOOK_MS);
      }
    },
  };
  return eye;
}

/** Why nothing that the camera tells would count; null: it would. */
function notBelieved({ last }: OpenEye): string | null {
  const health = last?.health;
  if (last === null || health === undefined || health.believed) return null;
  const faults = health.faults.join(", ") || "not sure of its picture yet";
  return `camera ${last.camera}: not believed (${faults}); see that the picture is clear and still`;
}

/** Watches until the counts say pass or fail; tells them every second meanwhile. */
async function watched(
  { item, zone }: Task,
  eye: OpenEye,
  say: (line: string) => void,
): Promise<Verdict> {
  const started = performance.now();
  const before = eye.last;
  const samples: Sample[] = [];
  let seen = before;
  let saidAt = started;
  for (;;) {
    await sleep(LOOK_MS);
    const now = performance.now();
    const t_s = (now - started) / 1000;
    // An eye that says nothing new knows nothing: that is a look too, and not a good one.
    const fresh = eye.last !== seen;
    if (!fresh && t_s - (samples.at(-1)?.t_s ?? 0) < 1) continue;
    seen = eye.last;
    samples.push(
      sampleOf(t_s, { zone, told: fresh ? eye.last : null, before, report: eye.report }),
    );
    const verdict = judge(item.expect, samples);
    if (verdict.is !== "open") return verdict;
    if (now - saidAt < SAY_MS) continue;
    saidAt = now;
    say(`  ${t_s.toFixed(0)} s: ${verdict.why}`);
  }
}

interface Told {
  readonly zone: string | null;
  readonly told: Observation | null;
  readonly before: Observation | null;
  readonly report: VisionReport | null;
}

function sampleOf(t_s: number, { zone, told, before, report }: Told): Sample {
  const counts = Object.entries(told?.zones ?? {})
    .filter(([id]) => zone === null || id === zone)
    .map(([, { waiting }]) => waiting);
  const believed = told?.health?.believed !== false;
  const stepped = told?.steppedOff;
  return {
    t_s,
    waiting: believed && counts.length > 0 ? Math.max(...counts) : null,
    crossing: believed ? (told?.crossing ?? null) : null,
    people: report?.people.length ?? 0,
    steppedOff: stepped === undefined ? null : stepped - (before?.steppedOff ?? 0),
  };
}

const skipped = (why: string) => ({ is: "skipped", why, seen_after_s: null, most: 0 }) as const;

const doneOf = (
  { item, zone }: Task,
  { is, why, seen_after_s, most }: Verdict | ReturnType<typeof skipped>,
): Done => ({
  item: item.id,
  zone,
  verdict: is === "open" ? "fail" : is,
  why,
  seen_after_s: seen_after_s === null ? null : Math.round(seen_after_s * 10) / 10,
  most,
  at: new Date().toISOString(),
});
