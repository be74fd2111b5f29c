/**
 * One camera's eye: takes the newest frame, looks where it is allowed to, and tells what it saw.
 *
 * A frame that came while the network was busy with another is dropped, and counted: only the newest is worth
 * looking at. Nothing here throws; whatever goes wrong becomes the trouble of this camera, which then sends no observations.
 */
import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import type { CameraSite, Instant, Observation, Picture, VisionReport } from "@crossing/config";
import { elapsed, instant } from "@crossing/config";
import { fused } from "../fuse/fuse.ts";
import type { View as Word } from "../fuse/together.ts";
import type { StreetSite } from "../ground/street.ts";
import { troubleOf } from "../health/words.ts";
import type { Detector, Frame } from "../ports.ts";
import { openLive } from "../source/live.ts";
import { wordsOf } from "../vision-error.ts";
import { type LookCost, STEADY, bearingOf, budgetOf, drifted } from "./budget.ts";
import { Checks, JUDGE_EVERY } from "./checks.ts";
import { jpegOf } from "./jpeg.ts";
import { Gate, Rate } from "./pace.ts";
import { planOf } from "./plan.ts";
import { type Seen, Seeing } from "./seeing.ts";
import { Stamps, observationOf, reportOf } from "./telling.ts";
import { View } from "./view.ts";

/** Who is told. */
export interface Listeners {
  now(): Instant;
  onObservation(observation: Observation): void;
  onReport(report: VisionReport): void;
  onPicture(picture: Picture): void;
}

/** What all eyes of a crossing share. */
export interface Together {
  readonly site: StreetSite;
  readonly detector: Detector;
  readonly cost: LookCost;
  /** Frames per second of all cameras. */
  readonly allFps: number;
  /** What each camera told last, by its id. */
  readonly words: Map<string, Word>;
}

/** Reports and pictures are for people: five a second are enough. */
const SHOW_GAP = 200;
/** A camera without a frame for so long is lost, ms. */
const LOST_AFTER = 1000;
/** A camera may take so long to come up before it counts as lost, ms. */
const STARTING = 15_000;
const STATUS_EVERY = 500;
/** After a failed inference: do not burn the processor on a broken model. */
const REST_AFTER_FAILURE = 1000;

export class Eye {
  /** Until when pictures are shown. */
  previewUntil: Instant = instant(0);
  readonly #camera: CameraSite;
  readonly #to: Listeners;
  readonly #together: Together;
  readonly #view: View;
  readonly #seeing: Seeing;
  readonly #checks: Checks;
  readonly #stamps = new Stamps();
  readonly #reportGate = new Gate(SHOW_GAP);
  readonly #pictureGate = new Gate(SHOW_GAP);
  readonly #rate = new Rate();
  readonly #startedAt: Instant;
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #ended: Promise<void>;
  #drift = STEADY;
  #frames = 0;
  #lookedAt: Instant | null = null;
  #costs: VisionReport["ms"] = { decode: 0, pre: 0, infer: 0, post: 0 };
  #failure: string | null = null;
  #stopped = false;

  constructor(camera: CameraSite, together: Together, to: Listeners) {
    this.#camera = camera;
    this.#together = together;
    this.#to = to;
    this.#startedAt = to.now();
    this.#seeing = new Seeing(camera, together.site, together.detector);
    this.#checks = new Checks(camera);
    this.#view = this.#open();
    this.#timers = [
      setInterval(() => this.#tellTrouble(), STATUS_EVERY),
      setInterval(() => this.#checks.check(this.#view, this.#frames, to.now()), JUDGE_EVERY),
    ];
    this.#ended = this.#watch();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#view.stop();
    await this.#ended;
  }

  #open(): View {
    const { source, fps } = this.#camera;
    const { detector, cost, allFps } = this.#together;
    const now = (): Instant => this.#to.now();
    return new View(
      {
        open: (look, looks) =>
          openLive({ address: source, fps, side: detector.side, look, looks, now }),
        plan: (size, regions) => planOf(this.#camera, size, detector, regions),
        exclusive: /^(\/dev\/|opencv:)/.test(source),
      },
      budgetOf(cost.ms, fps, allFps),
    );
  }

  async #watch(): Promise<void> {
    while (!this.#stopped) {
      await this.#view.ready();
      const frame = this.#view.take();
      if (frame !== null && !this.#stopped) await this.#lookAt(frame);
      // The inference blocked this thread: let what came meanwhile be read first.
      await turn();
    }
  }

  async #lookAt(frame: Frame): Promise<void> {
    this.#frames = frame.seq;
    const { cost, allFps } = this.#together;
    try {
      const { looks } = budgetOf(cost.ms, this.#camera.fps, allFps);
      const seen = await this.#seeing.see(frame, looks);
      this.#failure = null;
      this.#learn(frame, seen);
      this.#tellSeen(frame, seen);
      // Not awaited: pictures for people must not delay the next look.
      void this.#show(this.#to.now());
    } catch (thrown) {
      this.#failure = `camera ${this.#camera.id}: looking failed: ${wordsOf(thrown)}`;
      await sleep(REST_AFTER_FAILURE);
    }
  }

  /** What the look cost, and whether the machine bears as many regions as there are. */
  #learn(frame: Frame, { looks, pre, infer, post }: Seen): void {
    const { cost, allFps } = this.#together;
    const now = this.#to.now();
    cost.took((pre + infer + post) / looks);
    this.#lookedAt = now;
    this.#rate.happened(now);
    this.#costs = { decode: this.#view.decodeMs(), pre, infer, post };
    const { fps } = this.#camera;
    const bearing = bearingOf(frame.regions.length, cost.ms, { fps, allFps });
    const { drift, allowed } = drifted(this.#drift, bearing, now);
    this.#drift = drift;
    if (allowed === null) return;
    const planned = planOf(this.#camera, frame.size, this.#together.detector, allowed);
    if (planned.length !== frame.regions.length)
      this.#view.change({ ...budgetOf(cost.ms, fps, allFps), regions: allowed });
  }

  #tellSeen(frame: Frame, seen: Seen): void {
    const at = this.#to.now();
    const { id } = this.#camera;
    const { health } = this.#checks;
    const { words } = this.#together;
    const word = { camera: id, at: frame.at, told: seen.told, believed: health.believed };
    words.set(id, word);
    const news = { frameAt: frame.at, told: fused(word, [...words.values()], at), health };
    this.#to.onObservation(observationOf(id, this.#stamps.next(at), news));
    if (!this.#reportGate.passes(at)) return;
    const trouble = !health.believed ? troubleOf(id, health.faults) : null;
    this.#report(at, { state: trouble === null ? "ok" : "lost", trouble, seen });
  }

  /** At least once a second somebody says what is wrong. */
  #tellTrouble(): void {
    const now = this.#to.now();
    const age = now - (this.#lookedAt ?? this.#startedAt);
    const waited = this.#lookedAt === null && now - this.#startedAt < STARTING;
    const trouble = this.#view.trouble() ?? this.#failure;
    if (age < LOST_AFTER && this.#lookedAt !== null) return;
    if (trouble === null && waited)
      return this.#report(now, { state: "starting", trouble: null, seen: null });
    const silent = `camera ${this.#camera.id}: no frame for ${Math.round(age / 1000)} s; check the camera`;
    this.#report(now, { state: "lost", trouble: trouble ?? silent, seen: null });
  }

  #report(
    at: Instant,
    { state, trouble, seen }: Pick<VisionReport, "state" | "trouble"> & { seen: Seen | null },
  ): void {
    const oldest = seen?.oldest ?? null;
    const report = reportOf(this.#camera.id, this.#stamps.next(at), {
      state,
      trouble,
      told: seen?.told ?? null,
      detections: seen ? this.#seeing.detections() : [],
      health: this.#checks.health,
      fps: this.#rate.perSecond(at),
      dropped: this.#view.dropped,
      ms: this.#costs,
      age_ms: oldest === null ? null : elapsed(oldest, at),
    });
    this.#to.onReport(report);
  }

  async #show(now: Instant): Promise<void> {
    if (now >= this.previewUntil || !this.#pictureGate.passes(now)) return;
    const picture = this.#view.picture();
    const jpeg = picture && (await jpegOf(picture).catch(() => null));
    // The preview may have been switched off meanwhile.
    if (jpeg === null || this.#stopped || now >= this.previewUntil) return;
    const stamp = this.#stamps.next(now);
    this.#to.onPicture({ type: "picture", ...stamp, camera: this.#camera.id, jpeg });
  }
}
