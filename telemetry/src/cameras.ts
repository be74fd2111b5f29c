/**
 * What the eyes saw last, and the pictures while somebody has switched them on.
 *
 * A picture lives in memory only, at most one a camera, and is gone when the preview ends.
 */
import type { Picture, VisionReport, VisionView } from "@crossing/config";

export interface Cameras {
  report(report: VisionReport): VisionView;
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
  readonly switchPreview: (seconds: number) => void;
  /** True in the demo: its street is drawn and has no privacy, so pictures stay on until switched off. */
  readonly stayOn: boolean;
  /** Monotonic, ms. */
  readonly now: () => number;
}

interface Shot {
  readonly jpeg: Buffer;
  readonly number: number;
}

const LONGEST_PREVIEW_S = 600;
const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);

export function createCameras({ switchPreview, stayOn, now }: CamerasOptions): Cameras {
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

  function viewOf(report: VisionReport): VisionView {
    const { camera, state, trouble, detections, people, fps, dropped, ms } = report;
    const preview_s = left();
    const picture = shots.get(camera)?.number ?? null;
    return { camera, state, trouble, detections, people, fps, dropped, ms, picture, preview_s };
  }

  if (stayOn) preview(LONGEST_PREVIEW_S);
  return {
    report(report) {
      reports.set(report.camera, report);
      return viewOf(report);
    },
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
