/** The drawing over a picture: an SVG of the picture's size. */
import type { CameraSite } from "@crossing/config";
import type { CountLine, Size } from "@crossing/vision";
import { type Named, feetOf } from "./truth.ts";

export interface Drawn {
  readonly line: CountLine;
  readonly size: Size;
  /** Boxes drawn by hand; none where nobody did. */
  readonly truth: readonly Named[];
  readonly zones: CameraSite["zones"];
}

const FOUND = "#ffd23f";
const TRUE = "#4da3ff";
const ZONE = "#58d6b4";
const TEXT = 12;

export function drawing({ line, size, truth, zones }: Drawn): string {
  const parts = [
    ...zones.map((zone) => zonePart(zone, line, size)),
    ...truth.map(({ box }) => boxPart(box, `stroke="${TRUE}" stroke-dasharray="4 3"`)),
    ...line.boxes.map(([x, y, width, height, score]) =>
      [
        boxPart([x, y, width, height], `stroke="${FOUND}" stroke-width="1.5"`),
        label(x, y - 2, score.toFixed(2), FOUND),
      ].join(""),
    ),
    ...line.tracks.map(([id, ...box]) => {
      const [x, y] = feetOf(box);
      return `<circle cx="${x}" cy="${y}" r="2.5" fill="#fff" stroke="#000"/>${label(x + 4, y + 4, String(id), "#fff")}`;
    }),
    label(6, 16, headOf(line, truth), "#fff"),
  ];
  const { width, height } = size;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${parts.join("")}</svg>`;
}

function zonePart(
  { zone, polygon }: CameraSite["zones"][number],
  { zones }: CountLine,
  { width, height }: Size,
): string {
  const points = polygon.map(([x, y]) => `${x * width},${y * height}`).join(" ");
  const left = Math.min(...polygon.map(([x]) => x)) * width;
  const low = Math.max(...polygon.map(([, y]) => y)) * height;
  return (
    `<polygon points="${points}" fill="${ZONE}" fill-opacity="0.15" stroke="${ZONE}"/>` +
    label(left + 4, low - 4, `${zone}: ${zones[zone] ?? "-"}`, ZONE)
  );
}

const boxPart = ([x, y, width, height]: Named["box"], look: string): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="none" ${look}/>`;

/** Text with a dark rim, so that it can be read on anything. */
const label = (x: number, y: number, text: string, colour: string): string =>
  `<text x="${x}" y="${Math.max(TEXT, y)}" font-family="sans-serif" font-size="${TEXT}" fill="${colour}" stroke="#000" stroke-width="2.5" paint-order="stroke">${text}</text>`;

function headOf({ frame, people, vehicles }: CountLine, truth: readonly Named[]): string {
  const known = truth.length > 0 ? ` (by hand ${truth.length})` : "";
  return `frame ${frame}: ${people} people${known}, ${vehicles} vehicles`;
}
