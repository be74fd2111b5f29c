/** What the parts of the site file are made of: names, points in a picture, seconds. */
import { z } from "zod";

export const words = z
  .strictObject({ zh: z.string().min(1), en: z.string().min(1) })
  .describe("the same words in Chinese and English");

export const id = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,16}$/, "letters, digits and '-', at most 16, as in 'A' or 'W0'");

const fraction = z.number().min(0).max(1);

export const point = z.tuple([fraction, fraction]);

export const polygon = z
  .array(point)
  .min(3, "a polygon has at least 3 points [x, y], fractions 0..1 of the picture")
  .describe("corners [x, y] in fractions 0..1 of the picture");

export const s = (wanted: string, min: number, max: number) =>
  z.number().min(min, wanted).max(max, wanted).describe(`${wanted}; s`);
