/** Pictures for people to look at. Made in memory, sent, and forgotten. */
import type { RgbPicture } from "../ports.ts";

const QUALITY = 60;

/** A JPEG as base64. */
export async function jpegOf({ rgb, width, height }: RgbPicture): Promise<string> {
  // Loaded with the first preview: most of the time nobody looks, and it is 20 MB.
  const { default: sharp } = await import("sharp");
  // A copy: the picture is only lent, and the JPEG is made while others look on.
  const jpeg = await sharp(Uint8Array.from(rgb), { raw: { width, height, channels: 3 } })
    .jpeg({ quality: QUALITY })
    .toBuffer();
  return jpeg.toString("base64");
}
