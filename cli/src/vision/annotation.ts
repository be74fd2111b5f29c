/** What the eyes make of a picture, drawn over it as SVG: areas, grid, boxes, people with their ways, counts, health. */
import type { Box, CameraSite, Observation, VisionReport } from "@crossing/config";
import { type GridLine, gridOf, groundOf } from "@crossing/vision";

/** Width and height of the picture, pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** All that is drawn. What is null is left out. */
export interface Annotation {
  readonly camera: CameraSite;
  readonly size: PictureSize;
  /** Kerb to kerb; null: no ground grid. */
  readonly length_m: number | null;
  readonly report: VisionReport | null;
  readonly observation: Observation | null;
  /** Where each person stood lately, oldest first, by the person's number. */
  readonly trails: ReadonlyMap<number, readonly Pair[]>;
}

type Pair = readonly [x: number, y: number];

/** Room on both sides of the crosswalk that the grid covers, m. */
const GRID_HALF_M = 10;
const GRID_BEYOND_M = 3;
const GRID_STEP_M = 1;
/** Each fifth line is drawn stronger and carries its metres. */
const STRONG_EVERY_M = 5;

/** The whole drawing, of the picture's size. */
export function annotationOf(annotation: Annotation): string {
  const { size, camera, observation, report } = annotation;
  const parts = [
    ...gridLines(annotation),
    ...camera.lanes.map(({ lane, polygon }) =>
      area(polygon, { size, colour: "#6db7ff", name: laneName(lane, observation) }),
    ),
    ...(camera.crosswalk === null
      ? []
      : [
          area(camera.crosswalk, {
            size,
            colour: "#ffffff",
            name: `crosswalk ${shown(observation?.crossing)}`,
          }),
        ]),
    ...camera.zones.map(({ zone, polygon }) =>
      area(polygon, { size, colour: "#58d6b4", name: zoneName(zone, observation) }),
    ),
    ...(report?.detections ?? []).map(({ kind, box, score }) =>
      boxOf(box, { size, colour: kind === "person" ? "#ffd23f" : "#6db7ff", text: tenths(score) }),
    ),
    ...(report?.people ?? []).map((person) => personOf(person, annotation)),
    headOf(annotation),
  ];
  return svgOf(size, parts);
}

/** The ground grid of a camera alone, with the marked points: to check a calibration by eye. */
export function gridPicture(
  camera: Pick<CameraSite, "ground">,
  { size, length_m }: { readonly size: PictureSize; readonly length_m: number },
): string {
  const marks = camera.ground.map(({ image, metres }, at) => {
    const [x, y] = placed(image, size);
    return (
      `<circle cx="${x}" cy="${y}" r="4" fill="none" stroke="#ff5d8f" stroke-width="2"/>` +
      label(x + 6, y - 5, `${at + 1}: ${metres.join(", ")} m`)
    );
  });
  return svgOf(size, [...gridLines({ camera, size, length_m }), ...marks]);
}

function gridLines({
  camera,
  size,
  length_m,
}: {
  readonly camera: Pick<CameraSite, "ground">;
  readonly size: PictureSize;
  readonly length_m: number | null;
}): readonly string[] {
  const plane = length_m === null ? null : groundOf(camera);
  if (plane === null || length_m === null) return [];
  const x = [-GRID_HALF_M, GRID_HALF_M] as const;
  const y = [-GRID_BEYOND_M, Math.ceil(length_m) + GRID_BEYOND_M] as const;
  return gridOf(plane, { x, y, step_m: GRID_STEP_M }).map((line) => gridLine(line, size));
}

function gridLine({ axis, at_m, points }: GridLine, size: PictureSize): string {
  const strong = Math.round(at_m) % STRONG_EVERY_M === 0;
  const path = points.map((point) => placed(point, size).join(",")).join(" ");
  const left = axis === "x" ? 0.1 : 0.02;
  const seen = points.find(([u, v]) => u > left && u < 0.94 && v > 0.05 && v < 0.98);
  const line = `<polyline points="${path}" fill="none" stroke="#ff9d4d" stroke-width="${strong ? 1.4 : 0.5}" opacity="0.75"/>`;
  if (!strong || seen === undefined) return line;
  const [u, v] = placed(seen, size);
  return line + label(u + 2, v - 2, `${axis} ${Math.round(at_m)} m`, 10);
}

interface AreaWords {
  readonly size: PictureSize;
  readonly colour: string;
  readonly name: string;
}

function area(polygon: readonly Pair[], { size, colour, name }: AreaWords): string {
  const corners = polygon.map((point) => placed(point, size));
  const lowest = corners.reduce((low, corner) => (corner[1] > low[1] ? corner : low));
  const left = Math.min(...corners.map(([x]) => x));
  return (
    `<polygon points="${corners.map((corner) => corner.join(",")).join(" ")}" fill="${colour}" ` +
    `fill-opacity="0.12" stroke="${colour}" stroke-width="2"/>` +
    label(Math.max(4, left + 4), Math.min(size.height - 4, lowest[1] - 5), name)
  );
}

function boxOf(
  [left, top, right, bottom]: Box,
  { size, colour, text }: { size: PictureSize; colour: string; text: string },
): string {
  const [x, y] = placed([left, top], size);
  const [x1, y1] = placed([right, bottom], size);
  const rect = `<rect x="${x}" y="${y}" width="${tenth(x1 - x)}" height="${tenth(y1 - y)}"`;
  return `${rect} fill="none" stroke="${colour}" stroke-width="1.8"/>${label(x + 2, Math.max(11, y - 3), text, 11)}`;
}

type Person = VisionReport["people"][number];

function personOf(person: Person, { size, trails }: Annotation): string {
  const [x, y] = placed([person.x, person.y], size);
  const trail = (trails.get(person.id) ?? []).map((point) => placed(point, size).join(","));
  const speed = person.speed_m_per_s;
  const words = [
    `#${person.id}`,
    ...(person.where !== null && person.wait_s >= 1 ? [`${Math.floor(person.wait_s)} s`] : []),
    ...(speed === undefined || speed < 0.3 ? [] : [`${speed.toFixed(1)} m/s`]),
  ];
  return (
    `<polyline points="${trail.join(" ")}" fill="none" stroke="#ffd23f" stroke-width="1.5" stroke-dasharray="4 3"/>` +
    `<circle cx="${x}" cy="${y}" r="4" fill="#ffd23f" stroke="#06100d"/>` +
    label(x + 6, y + 12, words.join(" "), 11)
  );
}

/** One line at the top: which camera, how it does, whether it is believed. */
function headOf({ camera, report, size }: Annotation): string {
  const state = report === null ? "no word from the eyes yet" : stateOf(report);
  const bar = `<rect width="${size.width}" height="20" fill="#000" opacity="0.6"/>`;
  return `${bar}${label(6, 14, `camera ${camera.id}: ${state}`, 12)}`;
}

function stateOf({ state, trouble, health, fps, ms, people }: VisionReport): string {
  if (state !== "ok") return trouble ?? state;
  const cost = Math.round(ms.decode + ms.pre + ms.infer + ms.post);
  const faults = health === undefined || health.faults.length === 0 ? [] : health.faults;
  const believed = health?.believed === false ? "NOT BELIEVED" : "believed";
  const judged = health === undefined ? [] : [[believed, ...faults].join(" ")];
  return [`${people.length} people`, `${fps.toFixed(1)}/s`, `${cost} ms`, ...judged].join("  ");
}

const zoneName = (zone: string, observation: Observation | null): string =>
  `zone ${zone}: ${shown(observation?.zones[zone]?.waiting)} waiting`;

function laneName(lane: string, observation: Observation | null): string {
  const seen = observation?.lanes.find(({ id }) => id === lane);
  const eta = seen?.eta_s[0];
  const coming = eta === undefined ? "" : `, next in ${eta.toFixed(0)} s`;
  return `lane ${lane}: queue ${shown(seen?.queue)}${coming}`;
}

/** What is not known is a question mark, never a nought. */
const shown = (count: number | null | undefined): string => (count == null ? "?" : String(count));

const svgOf = ({ width, height }: PictureSize, parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
  `font-family="DejaVu Sans, Roboto, Arial, sans-serif" font-weight="600">${parts.join("")}</svg>`;

const label = (x: number, y: number, text: string, px = 13): string =>
  `<text x="${tenth(x)}" y="${tenth(y)}" font-size="${px}" fill="#fff" stroke="#06100d" stroke-width="3" ` +
  `paint-order="stroke" stroke-linejoin="round">${escaped(text)}</text>`;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const placed = ([x, y]: Pair, { width, height }: PictureSize): Pair => [
  tenth(x * width),
  tenth(y * height),
];

const tenth = (value: number): number => Math.round(value * 10) / 10;
const tenths = (score: number): string => score.toFixed(2).slice(1);
