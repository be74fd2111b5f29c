/** Pictures for people to look at. Made in memory, sent, and forgotten. */
import sharp from "sharp";
import type { RgbPicture } from "../ports.ts";

const QUALITY = 60;

/** A JPEG as base64. */
export async function jpegOf({ rgb, width, height }: RgbPicture): Promise<string> {
  const jpeg = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: QUALITY })
    .toBuffer();
  return jpeg.toString("base64");
}
