/** What went wrong: the `input` (video, camera), a missing `tool` (ffmpeg), or the `model`. */
export type VisionErrorKind = "input" | "tool" | "model";

/** The eyes cannot do what was asked; the message says where, what was found, and what to do. */
export class VisionError extends Error {
  readonly kind: VisionErrorKind;

  constructor(kind: VisionErrorKind, message: string) {
    super(message);
    this.name = "VisionError";
    this.kind = kind;
  }
}

/** The words of anything that was thrown. */
export const wordsOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
