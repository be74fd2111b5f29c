/** Whole pictures as frames: the regions are cut out here, and only when they are asked for. */
import type { Box, Instant } from "@crossing/config";
import type { Frame, Look, RgbPicture, Size } from "../ports.ts";
import { pictureSize } from "./ffmpeg.ts";
import { type Resampler, resampler } from "./resample.ts";

/** Makes frames of one camera's whole pictures. */
export interface Framer {
  frame(picture: RgbPicture, seq: number, at: Instant): Frame;
  /** The picture for people to look at, at most 640 wide; a copy. */
  small(picture: RgbPicture): RgbPicture;
}

const ALL: Box = [0, 0, 1, 1];

/** A framer whose crops are `side` x `side`; `look` is asked again when the size of the pictures changes. */
export function framer(look: Look, side: number): Framer {
  let tables = { size: { width: 0, height: 0 }, crops: [] as Resampler[] };
  const tablesFor = (size: Size): readonly Resampler[] => {
    if (size.width !== tables.size.width || size.height !== tables.size.height) {
      const to = { width: side, height: side };
      tables = { size, crops: look(size).map((region) => resampler(region, size, to)) };
    }
    return tables.crops;
  };
  return {
    frame: (picture, seq, at) => {
      const size = { width: picture.width, height: picture.height };
      const crops = tablesFor(size);
      return { seq, at, size, crop: (index) => crops[index]!(picture) };
    },
    small: (picture) => {
      const size = pictureSize(picture);
      return { ...size, rgb: resampler(ALL, picture, size)(picture) };
    },
  };
}
