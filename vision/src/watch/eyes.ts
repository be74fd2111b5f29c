/** All cameras of a crossing: the whole work of the vision process. */
import {
  type CameraSite,
  type Instant,
  type VisionReport,
  instant,
  milliseconds,
} from "@crossing/config";
import { detectorOf } from "../detect/detector.ts";
import { findModel } from "../models/find.ts";
import type { Detector } from "../ports.ts";
import { wordsOf } from "../vision-error.ts";
import { Eye, type Listeners } from "./eye.ts";

/** What to look at, and who is told. Listeners must return at once. */
export interface EyesOptions extends Listeners {
  readonly cameras: readonly CameraSite[];
  /** ONNX file; default: `findModel()`. */
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
  #eyes: readonly Eye[] = [];
  #own: Detector | null = null;
  #trouble: string | null = null;
  #until: Instant = instant(0);
  #again: NodeJS.Timeout | null = null;
  #opening: Promise<void>;
  #stopped = false;
  #seq = 0;

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
    if (this.#again !== null) clearTimeout(this.#again);
    await this.#opening;
    await Promise.all(this.#eyes.map((eye) => eye.stop()));
    await this.#own?.close();
  }

  async #open(): Promise<void> {
    const { cameras, detector, model } = this.#options;
    try {
      this.#own = detector ? null : await detectorOf(findModel(model));
      const eye = detector ?? this.#own!;
      if (this.#stopped) return;
      this.#eyes = cameras.map((camera) => new Eye(camera, eye, this.#options));
      this.preview(this.#until);
    } catch (thrown) {
      this.#trouble = wordsOf(thrown);
      if (this.#stopped) return;
      this.#again = setTimeout(() => {
        this.#opening = this.#open();
      }, MODEL_AGAIN);
    }
  }

  /** While there is no model nobody else speaks for the cameras. */
  #tellBlind(): void {
    if (this.#eyes.length > 0) return;
    for (const camera of this.#options.cameras) this.#options.onReport(this.#blind(camera.id));
  }

  #blind(camera: string): VisionReport {
    return {
      type: "vision-report",
      seq: ++this.#seq,
      at: this.#options.now(),
      ttl: milliseconds(1000),
      camera,
      state: this.#trouble === null ? "starting" : "lost",
      trouble: this.#trouble,
      detections: [],
      people: [],
      fps: 0,
      dropped: 0,
      ms: { decode: 0, pre: 0, infer: 0, post: 0 },
    };
  }
}
