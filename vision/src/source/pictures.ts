/** Whole pictures as frames: the regions are cut out here, and only when they are asked for. */
import type { Box, Instant } from "@crossing/config";
import type { Frame, Look, RgbPicture, ShownPicture, Size } from "../ports.ts";
import { pictureSize } from "./ffmpeg.ts";
import { type Resampler, resampler } from "./resample.ts";

/** Makes frames of one camera's whole pictures. */
export interface Framer {
  frame(picture: RgbPicture, seq: number, at: Instant): Frame;
  /** The picture for people to look at, at most 640 wide; valid as long as `picture` is, and until the next call. */
  small(picture: RgbPicture, at: Instant): ShownPicture;
}

interface Tables {
  readonly size: Size;
  readonly regions: readonly Box[];
  readonly crops: readonly Resampler[];
}

const ALL: Box = [0, 0, 1, 1];

/** A framer whose crops are `side` x `side`; `look` is asked again when the size of the pictures changes. */
export function framer(look: Look, side: number): Framer {
  let tables: Tables = { size: { width: 0, height: 0 }, regions: [], crops: [] };
  const tablesFor = (size: Size): Tables => {
    if (!isAs(size, tables.size)) {
      const to = { width: side, height: side };
      const regions = look(size);
      tables = { size, regions, crops: regions.map((region) => resampler(region, size, to)) };
    }
    return tables;
  };
  const smallOf = smaller();
  return {
    frame: (picture, seq, at) => {
      const size = sizeOf(picture);
      const { regions, crops } = tablesFor(size);
      const present = regions.map((_, index) => index);
      return { seq, at, size, regions, present, crop: (index) => crops[index]!(picture) };
    },
    small: (picture, at) => ({ ...smallOf(picture), at }),
  };
}

/** Scales whole pictures down to what people look at; one that is small enough is left as it is. */
function smaller(): (picture: RgbPicture) => RgbPicture {
  let table: { readonly from: Size; readonly to: Size; readonly scale: Resampler } | null = null;
  return (picture) => {
    const to = pictureSize(picture);
    if (isAs(to, picture)) return picture;
    if (table === null || !isAs(table.from, picture))
      table = { from: sizeOf(picture), to, scale: resampler(ALL, picture, to) };
    return { ...table.to, rgb: table.scale(picture) };
  };
}

const sizeOf = ({ width, height }: Size): Size => ({ width, height });

const isAs = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height;
