/**
 * One camera's eye: takes the newest frame, looks at one region of it, and tells what it saw.
 *
 * One inference per frame: a camera with two regions looks at them in turn, the waiting zone first. Nothing here
 * throws; whatever goes wrong becomes the trouble of this camera, which then sends no observations.
 */
import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import type {
  Box,
  CameraSite,
  Instant,
  Observation,
  Picture,
  VisionReport,
} from "@crossing/config";
import { instant, milliseconds } from "@crossing/config";
import { gather } from "../detect/gather.ts";
import { regionsOf } from "../detect/regions.ts";
import { NOBODY, type People, type Scene, type Told, look, tell } from "../people/people.ts";
import { placesOf } from "../people/places.ts";
import { TRACK_RULES } from "../people/tracks.ts";
import type { Detector, Frame, LiveSource } from "../ports.ts";
import { openLive } from "../source/live.ts";
import { wordsOf } from "../vision-error.ts";
import { jpegOf } from "./jpeg.ts";
import { Gate, Rate } from "./pace.ts";
import { type Sights, detections, withSight } from "./sights.ts";

/** Who is told. */
export interface Listeners {
  now(): Instant;
  onObservation(observation: Observation): void;
  onReport(report: VisionReport): void;
  onPicture(picture: Picture): void;
}

/** How long what is told may be believed. */
const TTL = milliseconds(1000);
/** Reports and pictures are for people: five a second are enough. */
const SHOW_GAP = 200;
/** A camera without a frame for so long is lost, ms. */
const LOST_AFTER = 1000;
/** A camera may take so long to come up before it counts as lost, ms. */
const STARTING = 15_000;
const STATUS_EVERY = 500;
/** After a failed inference: do not burn the processor on a broken model. */
const REST_AFTER_FAILURE = 1000;

type Costs = VisionReport["ms"];

export class Eye {
  /** Until when pictures are shown. */
  previewUntil: Instant = instant(0);
  readonly #camera: CameraSite;
  readonly #to: Listeners;
  readonly #detector: Detector;
  readonly #source: LiveSource;
  readonly #reportGate = new Gate(SHOW_GAP);
  readonly #pictureGate = new Gate(SHOW_GAP);
  readonly #rate = new Rate();
  readonly #startedAt: Instant;
  readonly #status: NodeJS.Timeout;
  readonly #ended: Promise<void>;
  #regions: readonly Box[] = [];
  #scene: Scene;
  #people: People = NOBODY;
  #sights: Sights = [];
  #turn = 0;
  #seq = 0;
  #lookedAt: Instant | null = null;
  #costs: Costs = { decode: 0, pre: 0, infer: 0, post: 0 };
  #failure: string | null = null;
  #stopped = false;

  constructor(camera: CameraSite, detector: Detector, to: Listeners) {
    this.#camera = camera;
    this.#to = to;
    this.#detector = detector;
    this.#scene = sceneOf(camera, 1);
    this.#startedAt = to.now();
    this.#source = openLive({
      address: camera.source,
      fps: camera.fps,
      side: detector.side,
      look: (size) => this.#planLooks(regionsOf(camera, size, detector.side)),
      now: () => to.now(),
    });
    this.#status = setInterval(() => this.#tellTrouble(), STATUS_EVERY);
    this.#ended = this.#watch();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#status);
    await this.#source.stop();
    await this.#ended;
  }

  #planLooks(regions: readonly Box[]): readonly Box[] {
    this.#regions = regions;
    this.#scene = sceneOf(this.#camera, regions.length);
    return regions;
  }

  async #watch(): Promise<void> {
    while (!this.#stopped) {
      await this.#source.ready();
      const frame = this.#source.take();
      if (frame !== null && !this.#stopped) await this.#lookAt(frame);
      // The inference blocked this thread: let the frames that came meanwhile be read first.
      await turn();
    }
  }

  async #lookAt(frame: Frame): Promise<void> {
    try {
      const told = await this.#see(frame);
      this.#failure = null;
      this.#tellSeen(frame, told);
      // Not awaited: pictures for people must not delay the next look.
      void this.#show(this.#to.now());
    } catch (thrown) {
      this.#failure = `camera ${this.#camera.id}: looking failed: ${wordsOf(thrown)}`;
      await sleep(REST_AFTER_FAILURE);
    }
  }

  async #see(frame: Frame): Promise<Told> {
    const index = this.#turn++ % this.#regions.length;
    const region = this.#regions[index]!;
    const start = performance.now();
    const crop = frame.crop(index);
    const pre = performance.now() - start;
    const { found, inferMs, postMs } = await this.#detector.detect(crop, this.#scene.rules.faint);
    const seen = performance.now();
    const at = this.#to.now();
    this.#lookedAt = at;
    this.#rate.happened(at);
    this.#sights = withSight(this.#sights, { region, found }, at);
    const sightings = gather([{ region, found }]);
    this.#people = look(this.#people, { at, seen: sightings, regions: [region] }, this.#scene);
    const told = tell(this.#people, this.#scene, at);
    const post = postMs + performance.now() - seen;
    this.#costs = { decode: this.#source.decodeMs(), pre, infer: inferMs, post };
    return told;
  }

  #tellSeen(frame: Frame, told: Told): void {
    const at = this.#to.now();
    this.#to.onObservation({
      type: "observation",
      ...this.#stamp(at),
      camera: this.#camera.id,
      frameAt: frame.at,
      zones: told.zones,
      crossing: told.crossing,
      vehicles: told.vehicles,
      lanes: [],
    });
    if (this.#reportGate.passes(at)) this.#report(at, { state: "ok", trouble: null, told });
  }

  /** At least once a second somebody says what is wrong. */
  #tellTrouble(): void {
    const now = this.#to.now();
    const age = now - (this.#lookedAt ?? this.#startedAt);
    const waited = this.#lookedAt === null && now - this.#startedAt < STARTING;
    const trouble = this.#source.trouble() ?? this.#failure;
    if (age < LOST_AFTER && this.#lookedAt !== null) return;
    if (trouble === null && waited)
      return this.#report(now, { state: "starting", trouble: null, told: null });
    const silent = `camera ${this.#camera.id}: no frame for ${Math.round(age / 1000)} s; check the camera`;
    this.#report(now, { state: "lost", trouble: trouble ?? silent, told: null });
  }

  #report(
    at: Instant,
    { state, trouble, told }: Pick<VisionReport, "state" | "trouble"> & { told: Told | null },
  ): void {
    this.#to.onReport({
      type: "vision-report",
      ...this.#stamp(at),
      camera: this.#camera.id,
      state,
      trouble,
      detections: told ? detections(this.#sights, this.#scene.rules.sure) : [],
      people: told?.persons ?? [],
      fps: this.#rate.perSecond(at),
      dropped: this.#source.dropped(),
      ms: this.#costs,
    });
  }

  async #show(now: Instant): Promise<void> {
    if (now >= this.previewUntil || !this.#pictureGate.passes(now)) return;
    const picture = this.#source.picture();
    const jpeg = picture && (await jpegOf(picture).catch(() => null));
    if (jpeg === null || this.#stopped) return;
    this.#to.onPicture({ type: "picture", ...this.#stamp(now), camera: this.#camera.id, jpeg });
  }

  #stamp(at: Instant): Pick<Observation, "seq" | "at" | "ttl"> {
    return { seq: ++this.#seq, at, ttl: TTL };
  }
}

/** A region that is looked at rarely must not lose its people between two looks. */
function sceneOf(camera: CameraSite, regions: number): Scene {
  const twoLooks = (2.5 * regions * 1000) / camera.fps;
  const countFor = Math.max(TRACK_RULES.countFor, twoLooks);
  return {
    places: placesOf(camera),
    rules: { ...TRACK_RULES, sure: camera.confidence_min, countFor },
  };
}
