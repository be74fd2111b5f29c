import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Site, siteSchema } from "@crossing/config";
import { cameraOf, project } from "@crossing/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PILOT_SITE } from "../src/places.ts";
import { annotationOf, gridPicture } from "../src/vision/annotation.ts";
import { cameraOfChoice } from "../src/vision/camera-choice.ts";
import { told } from "./desk.ts";
import { missing } from "./e2e/parts.ts";

const SITE: Site = siteSchema.parse(JSON.parse(readFileSync(PILOT_SITE, "utf8")));
let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "calibrate-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Places that an installer would mark, metres; the corners of the crosswalk first. */
const PLACES: readonly (readonly [number, number])[] = [
  [-2, 0],
  [2, 0],
  [-2, 15],
  [2, 15],
  [5, 3],
  [-3, 6],
];

/** Where the drawn camera A shows a place: `u,v=x,y`. */
function marked([x, y]: readonly [number, number]): string {
  const camera = cameraOf(SITE, SITE.cameras[0]!);
  const { u, v } = project(camera, x, y - SITE.crossing.length_m / 2, 0);
  return `${(u / camera.width).toFixed(4)},${(v / camera.height).toFixed(4)}=${x},${y}`;
}

const calibrate = (points: readonly string[], ...more: readonly string[]) =>
  told("vision", "calibrate", "--site", PILOT_SITE, "--no-picture", "--points", ...points, ...more);

test("points of the drawn camera fit to the centimetre", async () => {
  const { exit, out } = await calibrate(PLACES.map(marked), "--json");
  const found = JSON.parse(out) as {
    worst_m: number;
    pixel_m: { far: number };
    warnings: string[];
  };
  expect({ exit, warnings: found.warnings }).toEqual({ exit: 0, warnings: [] });
  expect(found.worst_m).toBeLessThan(0.05);
  expect(found.pixel_m.far).toBeLessThan(0.1);
});

describe("what is wrong with the points is told", () => {
  const points = PLACES.map(marked);
  const wrong = (at: number, place: string): readonly string[] =>
    points.map((point, index) => (index === at ? point.replace(/=.*/, `=${place}`) : point));

  test.each([
    ["three points", points.slice(0, 3), /mark more/],
    ["all in a line", [0, 5, 10, 15].map((y) => marked([0, y])), /in a line/],
    [
      "the signs the wrong way round",
      points.map((point) => point.replace(/=(-?)/, (_, sign) => (sign === "-" ? "=" : "=-"))),
      /mirror/,
    ],
  ])("%s", async (_name, list, message) => {
    const { exit, out } = await calibrate(list);
    expect({ exit, out }).toEqual({ exit: 1, out: expect.stringMatching(message) });
  });

  test("a point that was measured wrongly is named", async () => {
    const { exit, out } = await calibrate(wrong(4, "5,5"));
    expect(exit).toBe(0);
    expect(out).toMatch(/warning: a residual is over 0\.3 m.*most likely point 5/);
  });

  test("four points always fit, so that is said", async () => {
    expect((await calibrate(points.slice(0, 4))).out).toContain("four points always fit");
  });

  test("a crosswalk that comes out far too long is told with its metres", async () => {
    const doubled = points.map((point) => point.replace(/,(\d+)$/, (_, y) => `,${2 * Number(y)}`));
    expect((await calibrate(doubled)).out).toMatch(/reaches from y = .* crossing\.length_m = 15/);
  });

  test.each([
    [["0.3;0.5"], /--points 0\.3;0\.5: no such file; wanted u,v=x,y/],
    [["0.3,0.5=1"], /wanted u,v=x,y/],
    [["640,480=1,2"], /outside the picture.*--pixels/],
  ])("%j is no point", async (list, message) => {
    const { exit, said } = await calibrate(list);
    expect({ exit, said }).toEqual({ exit: 2, said: expect.stringMatching(message) });
  });
});

test.each([
  ["csv", "u,v,x,y\n192, 216, -2, 0\n\n# far kerb\n384,216,2,0\n192,108,-2,15\n384,108,2,15\n"],
  ["json", "[[192,216,-2,0],[384,216,2,0],[192,108,-2,15],[384,108,2,15]]"],
])("points in pixels come from a %s file", async (kind, text) => {
  const file = join(dir, `points.${kind}`);
  writeFileSync(file, text);
  const { out } = await calibrate([file], "--pixels", "640x480", "--json");
  expect(JSON.parse(out)).toMatchObject({
    ok: true,
    points: [{ image: [0.3, 0.45], metres: [-2, 0] }, {}, {}, {}],
  });
});

test("--write puts the ground into the site file, and the file stays good", async () => {
  const file = join(dir, "site.json");
  copyFileSync(PILOT_SITE, file);
  const words = ["--site", file, "--no-picture", "--write", "--points", ...PLACES.map(marked)];
  const { exit, said } = await told("vision", "calibrate", ...words);
  expect({ exit, said }).toEqual({ exit: 0, said: expect.stringContaining("6 points written") });
  expect((await told("check", file)).exit).toBe(0);
  const { cameras } = siteSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  expect(cameras[0]!.ground).toHaveLength(6);
  expect(cameras[1]!.ground).toEqual(SITE.cameras[1]!.ground);
});

test("the drawing has the grid, the areas with their counts, and a question mark for what is not known", () => {
  const ground = PLACES.map((place) => {
    const [u, v, x, y] = marked(place).split(/[,=]/).map(Number) as [
      number,
      number,
      number,
      number,
    ];
    return { image: [u, v] as [number, number], metres: [x, y] as [number, number] };
  });
  const camera = { ...cameraOfChoice(SITE, { camera: "A" }), ground };
  const size = { width: 640, height: 480 };
  const grid = gridPicture(camera, { size, length_m: 15 });
  expect(grid.match(/<circle/g)).toHaveLength(PLACES.length);
  const all = { camera, size, length_m: 15, report: null, observation: null, trails: new Map() };
  const svg = annotationOf(all);
  expect(svg).toContain("zone A: ? waiting");
  expect(svg.match(/<polyline/g)!.length).toBeGreaterThan(20);
  expect(annotationOf({ ...all, length_m: null })).not.toContain("<polyline");
});

const lack = missing(["model"]);
test.skipIf(lack !== null)(
  `preview of the drawn street writes a picture with what was seen ${lack ?? ""}`,
  async () => {
    const out = join(dir, "street.jpg");
    const options = ["--site", PILOT_SITE, "--camera", "A", "--seconds", "1", "--out", out];
    const { exit, out: line } = await told("vision", "preview", ...options, "--json");
    expect(exit).toBe(0);
    expect(JSON.parse(line)).toMatchObject({
      out,
      camera: "A",
      state: "ok",
      picture: { width: 640, height: 480 },
    });
    expect(statSync(out).size).toBeGreaterThan(10_000);
  },
  60_000,
);

test.each([
  [[], /wanted a source, or --site/],
  [["street:A"], /the simulated street needs --site/],
])("preview %j is told what is wanted", async (words, message) => {
  const { exit, said } = await told("vision", "preview", ...words);
  expect({ exit, said }).toEqual({ exit: 2, said: expect.stringMatching(message) });
});
