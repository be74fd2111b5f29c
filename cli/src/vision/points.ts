/** Points of a picture with their place on the ground, as an installer writes them down. */
import { readFileSync } from "node:fs";
import type { CameraSite } from "@crossing/config";
import { EXIT, Refusal } from "../exit.ts";
import type { PictureSize } from "./annotation.ts";

/** Points known in the picture (fractions) and on the ground (metres), as in the site file. */
export type GroundPoints = CameraSite["ground"];

const WANTED =
  "wanted u,v=x,y: place in the picture, and metres along and across the road, as in 0.31,0.72=-2,0";

/**
 * The points of `--points`: each word is `u,v=x,y`, or a file of them.
 *
 * A file is CSV (`u,v,x,y` a line, a heading is skipped) or JSON (`[[u, v, x, y], ...]`, or as in the site file). With
 * `pixels`, u and v are pixels of a picture of that size; else fractions of it. Throws a Refusal (exit 2) that says
 * which point is wrong.
 */
export function readPoints(words: readonly string[], pixels: PictureSize | null): GroundPoints {
  const rows = words.flatMap((word) => (word.includes("=") ? [rowOf(word)] : rowsOf(word)));
  return rows.map((row) => pointOf(row, pixels));
}

/** Where it was written, and its four numbers. */
interface Row {
  readonly where: string;
  readonly numbers: readonly number[];
}

const rowOf = (word: string): Row => ({
  where: `--points ${word}`,
  numbers: numbersIn(word.replace("=", ",")),
});

function rowsOf(file: string): readonly Row[] {
  const text = textOf(file);
  return /^\s*[[{]/.test(text) ? jsonRows(file, text) : csvRows(file, text);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Refusal(EXIT.usage, `--points ${file}: no such file; ${WANTED}`);
  }
}

const csvRows = (file: string, text: string): readonly Row[] =>
  text
    .split(/\r?\n/)
    .map((line, at) => ({ where: `${file}: line ${at + 1}`, line: line.trim() }))
    .filter(
      ({ line }, at) => line !== "" && !line.startsWith("#") && !(at === 0 && isHeading(line)),
    )
    .map(({ where, line }) => ({ where, numbers: numbersIn(line.replace("=", ",")) }));

const isHeading = (line: string): boolean => /[a-z]/i.test(line.split(/[,;\t]/)[0]!);

function jsonRows(file: string, text: string): readonly Row[] {
  const list = parsed(file, text);
  return list.map((one, at) => ({ where: `${file}: point ${at + 1}`, numbers: flat(one) }));
}

function parsed(file: string, text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value;
  } catch {
    // Said below.
  }
  throw new Refusal(EXIT.usage, `${file}: no list of points; wanted [[u, v, x, y], ...]`);
}

/** `[u, v, x, y]`, or `{image: [u, v], metres: [x, y]}`. */
function flat(one: unknown): readonly number[] {
  if (Array.isArray(one)) return one.map(Number);
  if (typeof one !== "object" || one === null || !("image" in one) || !("metres" in one)) return [];
  return [one.image, one.metres].flat().map(Number);
}

const numbersIn = (line: string): readonly number[] =>
  line.split(/[,;\t]/).map((word) => (word.trim() === "" ? Number.NaN : Number(word)));

function pointOf({ where, numbers }: Row, pixels: PictureSize | null): GroundPoints[number] {
  const [u, v, x, y] = numbers as [number, number, number, number];
  if (numbers.length !== 4 || !numbers.every(Number.isFinite))
    throw new Refusal(EXIT.usage, `${where}: ${WANTED}`);
  const image: [number, number] = pixels === null ? [u, v] : [u / pixels.width, v / pixels.height];
  if (image.some((part) => part < 0 || part > 1))
    throw new Refusal(EXIT.usage, outside(where, pixels));
  return { image, metres: [x, y] };
}

const outside = (where: string, pixels: PictureSize | null): string =>
  pixels === null
    ? `${where}: outside the picture; wanted fractions 0..1 from left and top, or say --pixels <width>x<height>`
    : `${where}: outside a picture of ${pixels.width}x${pixels.height} pixels`;
