/**
 * Whether each camera can be believed, and since when: from what the eyes say of their pictures, and from their silence.
 *
 * Eyes that died say nothing, and what they said last would look well for ever.
 */
import type { CameraView, VisionReport } from "@crossing/config";

/** What is known of one camera. */
export interface CameraWord {
  readonly view: CameraView;
  /** One sentence for the operator when it is not well. */
  readonly trouble: string | null;
  /** What a maintainer should look at, in a word each. */
  readonly alarms: readonly string[];
}

/** The watch over one camera. */
export interface CameraWatch {
  heard(report: VisionReport): void;
  /** Something came in the camera's name that is no report; `why` says which field. */
  refused(why: string): void;
  word(): CameraWord;
}

/** What tells the time: `now` is monotonic, ms. */
export interface Clocks {
  readonly now: () => number;
  readonly wallClock: () => Date;
}

/** Eyes speak at least once a second. */
const SILENT_MS = 5_000;
/** Before their first word they load their model, on a slow machine from a slow card. */
const NEVER_HEARD_MS = 60_000;
/** One record that cannot be read is told for so long. */
const REFUSED_MS = 10_000;

/** A watch that begins now. */
export function watchCamera(camera: string, { now, wallClock }: Clocks): CameraWatch {
  let report: VisionReport | null = null;
  let heardAt = now();
  let refusal: { readonly at: number; readonly why: string } | null = null;
  let view: CameraView = { ...STARTING, since: wallClock().toISOString() };

  /** Silence, ms, when it is longer than usual; else null. */
  function silence(): number | null {
    const silent_ms = now() - heardAt;
    return silent_ms > (report === null ? NEVER_HEARD_MS : SILENT_MS) ? silent_ms : null;
  }

  return {
    heard(news) {
      report = news;
      heardAt = now();
    },
    refused(why) {
      refusal = { at: now(), why };
    },
    word() {
      const silent_ms = silence();
      const judged = silent_ms === null ? judgedBy(report) : LOST;
      if (!same(view, judged)) view = { ...judged, since: wallClock().toISOString() };
      const refused = refusal !== null && now() - refusal.at <= REFUSED_MS ? refusal.why : null;
      const told = silent_ms === null ? (report?.trouble ?? null) : silentFor(camera, silent_ms);
      const alarms = silent_ms === null ? doubts(camera, view) : [`camera-${camera}-silent`];
      return {
        view,
        trouble: refused === null ? told : `camera ${camera}: a record cannot be read: ${refused}`,
        alarms: refused === null ? alarms : [`camera-${camera}-unreadable`, ...alarms],
      };
    },
  };
}

type Judged = Omit<CameraView, "since">;

const STARTING: Judged = { state: "starting", believed: false, faults: [] };
const LOST: Judged = { state: "lost", believed: false, faults: [] };

function judgedBy(report: VisionReport | null): Judged {
  if (report === null) return STARTING;
  const { state, health } = report;
  return {
    state,
    believed: state === "ok" && health?.believed !== false,
    faults: health?.faults ?? [],
  };
}

const same = (a: Judged, b: Judged): boolean =>
  a.state === b.state &&
  a.believed === b.believed &&
  a.faults.length === b.faults.length &&
  a.faults.every((fault, at) => fault === b.faults[at]);

/** A fault that only warns is no alarm: by night every infrared camera has lost its colour. */
function doubts(camera: string, { state, believed, faults }: Judged): readonly string[] {
  if (believed || state === "starting") return [];
  if (faults.length > 0) return faults.map((fault) => `camera-${camera}-${fault}`);
  return state === "lost" ? [`camera-${camera}-lost`] : [];
}

const silentFor = (camera: string, ms: number): string =>
  `camera ${camera}: vision has said nothing for ${Math.round(ms / 1000)} s; it is started again by itself, else run: crossing doctor`;
