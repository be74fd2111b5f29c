/**
 * What the eyes saw last, and the pictures while somebody has switched them on.
 *
 * A picture lives in memory only, at most one a camera, and is gone when the preview ends.
 */
import type { CameraView, Picture, VisionReport, VisionView } from "@crossing/config";
import { type CameraWatch, watchCamera } from "./camera-health.ts";

export interface Cameras {
  report(report: VisionReport): VisionView;
  /** Something came in a camera's name that is no report. */
  refused(camera: string, why: string): void;
  /** Whether each camera of the site can be believed. */
  health(): Readonly<Record<string, CameraView>>;
  /** What a maintainer should look at, in a word each. */
  alarms(): readonly string[];
  /** Views of cameras of whom something else is true than was told last, though no report came. */
  changed(): readonly VisionView[];
  picture(picture: Picture): void;
  /** What each camera saw last. */
  views(): readonly VisionView[];
  /** The last JPEG of a camera; null while there is none to show. */
  jpeg(camera: string): Buffer | null;
  /** Switches pictures on for so many seconds; 0: off. */
  preview(seconds: number): void;
  /** Says again what is wanted: eyes that were started anew do not know. To be called every few seconds. */
  remind(): void;
}

export interface CamerasOptions {
  /** Ids of the site's cameras. */
  readonly cameras: readonly string[];
  readonly switchPreview: (seconds: number) => void;
  /** True in the demo: its street is drawn and has no privacy, so pictures stay on until switched off. */
  readonly stayOn: boolean;
  /** Monotonic, ms. */
  readonly now: () => number;
  readonly wallClock: () => Date;
}

interface Shot {
  readonly jpeg: Buffer;
  readonly number: number;
}

const LONGEST_PREVIEW_S = 600;
const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);

export function createCameras(options: CamerasOptions): Cameras {
  const { cameras, switchPreview, stayOn, now } = options;
  const watches = new Map(cameras.map((camera) => [camera, watchCamera(camera, options)]));
  const told = new Map<string, CameraView>();
  const reports = new Map<string, VisionReport>();
  const shots = new Map<string, Shot>();
  let until = 0;
  let number = 0;

  /** Seconds the preview stays on. Pictures do not outlive it. */
  function left(): number {
    const seconds = Math.max(0, Math.ceil((until - now()) / 1000));
    if (seconds === 0) shots.clear();
    return seconds;
  }

  function preview(seconds: number): void {
    until = now() + seconds * 1000;
    if (seconds === 0) shots.clear();
    switchPreview(seconds);
  }

  function watchOf(camera: string): CameraWatch {
    const watch = watches.get(camera) ?? watchCamera(camera, options);
    watches.set(camera, watch);
    return watch;
  }

  function viewOf(report: VisionReport): VisionView {
    const { camera, fps, dropped, ms } = report;
    const { view: health, trouble } = watchOf(camera).word();
    told.set(camera, health);
    // What was seen before the eyes fell silent is not there any more.
    const silent = health.state !== report.state;
    return {
      camera,
      state: health.state,
      trouble,
      detections: silent ? [] : report.detections,
      people: silent ? [] : report.people,
      health,
      fps: silent ? 0 : fps,
      dropped,
      ms,
      picture: shots.get(camera)?.number ?? null,
      preview_s: left(),
    };
  }

  if (stayOn) preview(LONGEST_PREVIEW_S);
  return {
    report(report) {
      reports.set(report.camera, report);
      watchOf(report.camera).heard(report);
      return viewOf(report);
    },
    refused: (camera, why) => watchOf(camera).refused(why),
    health: () => Object.fromEntries([...watches].map(([id, watch]) => [id, watch.word().view])),
    alarms: () => [...watches.values()].flatMap((watch) => watch.word().alarms),
    changed: () =>
      [...reports.values()]
        .filter(({ camera }) => told.get(camera) !== watchOf(camera).word().view)
        .map(viewOf),
    picture({ camera, jpeg }) {
      const bytes = Buffer.from(jpeg, "base64");
      if (left() === 0 || !bytes.subarray(0, 3).equals(JPEG_START)) return;
      number += 1;
      shots.set(camera, { jpeg: bytes, number });
    },
    views: () => [...reports.values()].map(viewOf),
    jpeg: (camera) => (left() > 0 ? (shots.get(camera)?.jpeg ?? null) : null),
    preview,
    remind() {
      const seconds = left();
      if (seconds > 0 && stayOn) preview(LONGEST_PREVIEW_S);
      else if (seconds > 0) switchPreview(seconds);
    },
  };
}
