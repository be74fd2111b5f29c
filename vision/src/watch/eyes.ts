/** All cameras of a crossing: the whole work of the vision process. */
import { type Instant, type Site, type VisionReport, instant } from "@crossing/config";
import { detectorFor } from "../detect/detector.ts";
import type { View as Word } from "../fuse/together.ts";
import type { Detector } from "../ports.ts";
import { tidyEveryMinute } from "../tidy.ts";
import { wordsOf } from "../vision-error.ts";
import { LookCost } from "./budget.ts";
import { Eye, type Listeners } from "./eye.ts";
import { Stamps, reportOf } from "./telling.ts";

/** What the eyes need of a site. */
export type Watched = Pick<Site, "cameras" | "vision" | "crossing" | "lanes" | "zones">;

/** What to look at, and who is told. Listeners must return at once. */
export interface EyesOptions extends Listeners {
  /** Its cameras, its network, and what is known of its road. */
  readonly site: Watched;
  /** Name or ONNX file of a model, instead of the site's. */
  readonly model?: string;
  /** Instead of a model; it is not closed. */
  readonly detector?: Detector;
}

/** Eyes that are open. */
export interface Eyes {
  /** Sends pictures of every camera until `until`; a moment in the past ends it. */
  preview(until: Instant): void;
  /** Closes the eyes; nothing is told afterwards. */
  stop(): Promise<void>;
}

/** A model may be built while we run: it is looked for again and again. */
const MODEL_AGAIN = 3000;
const STATUS_EVERY = 500;
/** Looks at nothing before the first frame: the first runs of a network are slow, and tell what a look costs. */
const WARM_UPS = 4;

/**
 * Opens the eyes. Never throws, and goes on whatever happens.
 *
 * After each inference there is one observation. A camera in trouble sends none, so what control knows of it grows too
 * old within a second; instead it reports `lost` with a sentence, at least once a second. Without a model every camera is lost.
 */
export function startEyes(options: EyesOptions): Eyes {
  const eyes = new OpenEyes(options);
  let stopped: Promise<void> | null = null;
  return {
    preview: (until) => eyes.preview(until),
    stop: () => (stopped ??= eyes.stop()),
  };
}

class OpenEyes {
  readonly #options: EyesOptions;
  readonly #status: NodeJS.Timeout;
  readonly #tidying = tidyEveryMinute();
  #eyes: readonly Eye[] = [];
  #own: Detector | null = null;
  #trouble: string | null = null;
  #until: Instant = instant(0);
  #again: NodeJS.Timeout | null = null;
  #opening: Promise<void>;
  #stopped = false;
  readonly #stamps = new Stamps();

  constructor(options: EyesOptions) {
    this.#options = options;
    this.#status = setInterval(() => this.#tellBlind(), STATUS_EVERY);
    this.#opening = this.#open();
  }

  preview(until: Instant): void {
    this.#until = until;
    for (const eye of this.#eyes) eye.previewUntil = until;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#status);
    clearInterval(this.#tidying);
    if (this.#again !== null) clearTimeout(this.#again);
    await this.#opening;
    await Promise.all(this.#eyes.map((eye) => eye.stop()));
    await this.#own?.close();
  }

  async #open(): Promise<void> {
    const { detector, site } = this.#options;
    try {
      this.#own = detector ? null : await this.#openDetector();
      const together = {
        site,
        detector: detector ?? this.#own!,
        cost: await costOf(detector ?? this.#own!),
        words: new Map<string, Word>(),
        allFps: site.cameras.reduce((sum, { fps }) => sum + fps, 0),
      };
      if (this.#stopped) return;
      this.#eyes = site.cameras.map((camera) => new Eye(camera, together, this.#options));
      this.preview(this.#until);
    } catch (thrown) {
      this.#trouble = wordsOf(thrown);
      if (this.#stopped) return;
      this.#again = setTimeout(() => {
        this.#opening = this.#open();
      }, MODEL_AGAIN);
    }
  }

  #openDetector(): Promise<Detector> {
    const { vision } = this.#options.site;
    return detectorFor({ ...vision, model: this.#options.model ?? vision.model });
  }

  /** While there is no model nobody else speaks for the cameras. */
  #tellBlind(): void {
    if (this.#eyes.length > 0) return;
    for (const camera of this.#options.site.cameras) this.#options.onReport(this.#blind(camera.id));
  }

  #blind(camera: string): VisionReport {
    return reportOf(camera, this.#stamps.next(this.#options.now()), {
      state: this.#trouble === null ? "starting" : "lost",
      trouble: this.#trouble,
      told: null,
      detections: [],
      health: null,
      fps: 0,
      dropped: 0,
      ms: { decode: 0, pre: 0, infer: 0, post: 0 },
      age_ms: null,
    });
  }
}

/** What a look costs, from a few looks at nothing; a network that cannot do even that says so with the first frame. */
async function costOf(detector: Detector): Promise<LookCost> {
  const cost = new LookCost();
  const nothing = new Uint8Array(detector.side ** 2 * 3);
  for (let look = 0; look < WARM_UPS; look++) {
    const looked = await detector.detect(nothing, 0.99).catch(() => null);
    if (look > 0 && looked !== null)
      cost.took((looked.preMs ?? 0) + looked.inferMs + looked.postMs);
  }
  return cost;
}
