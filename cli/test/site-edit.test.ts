import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PILOT_SITE } from "../src/places.ts";
import { withValue } from "../src/vision/json-edit.ts";
import { editedCamera, fingerprint, replaceFile } from "../src/vision/site-edit.ts";

const pilot = readFileSync(PILOT_SITE, "utf8");

/** Lines that are in one text and not in the other. */
const changedLines = (before: string, after: string): readonly string[] => {
  const old = new Set(before.split("\n"));
  return after.split("\n").filter((line) => !old.has(line));
};

test("a zone drawn anew changes its own line of the site file and no other", () => {
  const zones = [
    {
      zone: "A",
      polygon: [
        [0.12345678, 0.5],
        [0.4, 0.5],
        [0.4, 0.9],
      ] as [number, number][],
    },
  ];
  const edited = editedCamera(pilot, "A", { zones });
  expect(edited.ok).toBe(true);
  if (!edited.ok) return;
  expect(changedLines(pilot, edited.text)).toEqual([
    '      "zones": [{ "zone": "A", "polygon": [[0.1235, 0.5], [0.4, 0.5], [0.4, 0.9]] }],',
  ]);
});

test("a key that the file did not have is added at the end of its camera", () => {
  const text = '{\n  "cameras": [\n    {\n      "id": "A",\n      "fps": 10\n    }\n  ]\n}\n';
  expect(withValue(text, ["cameras", 0, "lanes"], [])).toBe(
    '{\n  "cameras": [\n    {\n      "id": "A",\n      "fps": 10,\n      "lanes": []\n    }\n  ]\n}\n',
  );
});

test.each([
  ["a camera that is not there", "Q", { crosswalk: null }, "cameras"],
  [
    "a zone that is not there",
    "A",
    { zones: [{ zone: "Z", polygon: TRIANGLE() }] },
    "cameras.0.zones.0.zone",
  ],
  ["a polygon of two points", "B", { crosswalk: TRIANGLE().slice(1) }, "cameras.1.crosswalk"],
  [
    "a point outside the picture",
    "B",
    {
      crosswalk: [
        [-0.1, 0],
        [1, 0],
        [1, 1],
      ] as [number, number][],
    },
    "cameras.1.crosswalk.0.0",
  ],
  ["no zone and no lane", "A", { zones: [], lanes: [] }, "cameras.0.zones"],
  [
    "three points of ground",
    "A",
    {
      ground: [0, 0.5, 1].map((v) => ({
        image: [v, v] as [number, number],
        metres: [v, v] as [number, number],
      })),
    },
    "cameras.0.ground",
  ],
])("%s is refused, with its path", (_name, camera, change, path) => {
  const edited = editedCamera(pilot, camera, change);
  expect(edited.ok ? [] : edited.problems.map((problem) => problem.path)).toContain(path);
});

function TRIANGLE(): [number, number][] {
  return [
    [0, 0],
    [1, 0],
    [1, 1],
  ];
}

test("a file that breaks a rule is not saved again", () => {
  const late = pilot.replace('"yellow_s": 3', '"yellow_s": 2');
  const edited = editedCamera(late, "A", { crosswalk: null });
  expect(edited).toMatchObject({ ok: false, problems: [{ path: "timing.yellow_s" }] });
});

const key = fc.string({ maxLength: 6 }).filter((word) => word !== "__proto__");
const tree = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.jsonValue({ maxDepth: 0 }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4 }),
  ),
})).value;

test("whatever the file looks like, only the value at the path differs", () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(key, tree, { maxKeys: 4 }), { minLength: 1, maxLength: 4 }),
      fc.nat(),
      key,
      tree,
      fc.constantFrom(0, 2, "\t"),
      (list, nth, name, value, space) => {
        const at = nth % list.length;
        const text = JSON.stringify({ list }, null, space);
        const wanted = list.map((one, index) => (index === at ? { ...one, [name]: value } : one));
        const found: unknown = JSON.parse(withValue(text, ["list", at, name], value));
        expect(JSON.stringify(found)).toBe(JSON.stringify({ list: wanted }));
      },
    ),
    { numRuns: 300 },
  );
});

test("a file is replaced as a whole, keeps its mode, and has another fingerprint", () => {
  const dir = mkdtempSync(join(tmpdir(), "site-edit-"));
  try {
    const file = join(dir, "site.json");
    writeFileSync(file, pilot, { mode: 0o640 });
    replaceFile(file, "{}");
    expect(readFileSync(file, "utf8")).toBe("{}");
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(fingerprint("{}")).not.toBe(fingerprint(pilot));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
