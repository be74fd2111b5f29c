import { join } from "node:path";
import {
  type CameraSite,
  type Observation,
  type Picture,
  VISION,
  type VisionReport,
} from "@crossing/config";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { type Eyes, type EyesOptions, type Watched, startEyes } from "../src/index.ts";
import { type Street, camera, now, openStreet, testFolder, until } from "./street.ts";
import { TINY_MODEL, painted } from "./tiny-model.ts";

const folder = testFolder();
afterAll(() => folder.remove());

const open: (Eyes | { stop(): Promise<void> })[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

/** The rest of the site, as the eyes need it. */
const ROAD: Omit<Watched, "cameras"> = {
  vision: VISION,
  crossing: {
    length_m: 15,
    width_m: 4,
    refuge: false,
    design_speed_m_per_s: 1.2,
    slow_speed_m_per_s: 0.8,
  },
  lanes: [],
  zones: [],
};

interface Told {
  readonly observations: Observation[];
  readonly reports: VisionReport[];
  readonly pictures: Picture[];
  readonly eyes: Eyes;
}

function watch({
  cameras,
  ...options
}: Partial<EyesOptions> & { readonly cameras: readonly CameraSite[] }): Told {
  const told = { observations: [], reports: [], pictures: [] } as Omit<Told, "eyes">;
  const eyes = startEyes({
    site: { ...ROAD, cameras: [...cameras] },
    model: TINY_MODEL,
    now,
    onObservation: (observation) => void told.observations.push(observation),
    onReport: (report) => void told.reports.push(report),
    onPicture: (picture) => void told.pictures.push(picture),
    ...options,
  });
  open.push(eyes);
  return { ...told, eyes };
}

/** A street at `name` that shows `picture` 20 times a second. */
async function show(
  name: string,
  picture: () => Uint8Array,
): Promise<Street & { readonly path: string }> {
  const path = join(folder.path, name);
  const street = await openStreet(path);
  const timer = setInterval(() => street.push(picture()), 50);
  open.push({
    async stop() {
      clearInterval(timer);
      await street.close();
    },
  });
  return { ...street, path };
}

// Zone A is left, the crosswalk right; the crop is a little larger than the polygons, but here it is the whole picture.
const TWO_WAIT_ONE_CROSSES = painted([[8, 1], [8, 3], [8, 7]]); // prettier-ignore

test("people in the picture become people in the zone, on the crosswalk, and seconds of waiting", async () => {
  const street = await show("people", () => TWO_WAIT_ONE_CROSSES);
  const told = watch({ cameras: [camera(`raw:${street.path}`)] });
  const seen = await until("a wait of half a second", () =>
    told.observations.find(({ zones }) => (zones["A"]?.waits_s?.[1] ?? 0) > 0.5),
  );
  expect(seen).toMatchObject({ camera: "A", ttl: 1000, crossing: 1, vehicles: 0, lanes: [] });
  expect(seen.zones["A"]!.waiting).toBe(2);
  expect(seen.at).toBeGreaterThanOrEqual(seen.frameAt);
  const report = await until("a report with three people", () =>
    told.reports.find(({ state, people }) => state === "ok" && people.length === 3),
  );
  expect(report.people.map(({ where }) => String(where)).sort(byName)).toEqual([
    "A",
    "A",
    "crosswalk",
  ]);
  expect(report.detections).toHaveLength(3);
});

test("an observation carries counts only, whether the camera may be believed, and nothing of the picture", async () => {
  const street = await show("counts-only", () => TWO_WAIT_ONE_CROSSES);
  const told = watch({ cameras: [camera(`raw:${street.path}`)] });
  told.eyes.preview((now() + 60_000) as never);
  await until("a picture", () => told.pictures[0]);
  const seen = await until("a judged one", () =>
    told.observations.findLast(({ zones }) => zones["A"]!.waiting === 2),
  );
  expect(seen.health).toEqual({ believed: expect.any(Boolean), faults: expect.any(Array) });
  const counted = [
    "camera",
    "crossing",
    "frameAt",
    "health",
    "lanes",
    "steppedOff",
    "vehicles",
    "zones",
  ];
  expect(Object.keys(seen).sort(byName)).toEqual(
    ["at", ...counted, "seq", "ttl", "type"].sort(byName),
  );
  expect(JSON.stringify(seen).length).toBeLessThan(1000);
});

test("numbers grow by one or more with everything that is told, and reports are five a second at most", async () => {
  const street = await show("numbers", () => TWO_WAIT_ONE_CROSSES);
  const told = watch({ cameras: [camera(`raw:${street.path}`)] });
  await until("40 observations", () => told.observations.length >= 40);
  const numbers = told.observations.map(({ seq }) => seq);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  const ok = told.reports.filter(({ state }) => state === "ok").map(({ at }) => at);
  expect(ok.length).toBeGreaterThan(1);
  ok.slice(1).forEach((at, index) => expect(at - ok[index]!).toBeGreaterThanOrEqual(200));
});

test("a street that goes away makes the camera lost without an observation, and seen again when it comes back", async () => {
  const path = join(folder.path, "away");
  let street = await openStreet(path);
  const timer = setInterval(() => street.push(TWO_WAIT_ONE_CROSSES), 50);
  open.push({ stop: async () => (clearInterval(timer), street.close()) });
  const told = watch({ cameras: [camera(`raw:${path}`)] });
  await until("the first observation", () => told.observations.length > 0);

  await street.close();
  const lost = await until("lost", () => told.reports.find(({ state }) => state === "lost"));
  expect(lost.trouble).toContain(path);
  expect(lost.people).toEqual([]);
  const silent = told.observations.length;

  street = await openStreet(path);
  await until("an observation again", () => told.observations.length > silent);
});

test("a street that sends rubbish is left and tried again", async () => {
  const street = await show("rubbish", () => TWO_WAIT_ONE_CROSSES);
  const told = watch({ cameras: [camera(`raw:${street.path}`)] });
  await until("the first observation", () => told.observations.length > 0);
  street.say('{"width":70000,"height":3,"seq":1,"at":1,"bytes":9}\n');
  await until("a second connection", () => street.connections() >= 2);
  const before = told.observations.length;
  await until("an observation again", () => told.observations.length > before);
});

test("pictures are sent only while the preview is on", async () => {
  const street = await show("preview", () => TWO_WAIT_ONE_CROSSES);
  const told = watch({ cameras: [camera(`raw:${street.path}`)] });
  await until("five observations", () => told.observations.length >= 5);
  expect(told.pictures).toEqual([]);
  told.eyes.preview((now() + 60_000) as never);
  const picture = await until("a picture", () => told.pictures[0]);
  expect(Buffer.from(picture.jpeg, "base64").subarray(0, 3).toString("hex")).toBe("ffd8ff");
  told.eyes.preview(0 as never);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const count = told.pictures.length;
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(told.pictures.length).toBe(count);
});

describe("with a camera or model in trouble the eyes go on, and say what to do", () => {
  test("no model: every camera is lost", async () => {
    const told = watch({
      cameras: [camera("raw:/nowhere"), camera("raw:/nowhere", "B")],
      model: "/none.onnx",
    });
    await until(
      "both lost",
      () => new Set(told.reports.filter(lost).map(({ camera }) => camera)).size === 2,
    );
    expect(told.reports.find(lost)!.trouble).toContain("/none.onnx: no model there");
  });

  test("no such file: that camera alone is lost, the other sees", async () => {
    const street = await show("other", () => TWO_WAIT_ONE_CROSSES);
    const told = watch({ cameras: [camera("/none.mp4"), camera(`raw:${street.path}`, "B")] });
    const ofA = ({ camera }: VisionReport): boolean => camera === "A";
    const report = await until("lost", () => told.reports.filter(ofA).find(lost));
    expect(report.trouble).toBe("/none.mp4: no such file or device; check the camera's source");
    await until("camera B", () => told.observations.length > 3);
    expect(new Set(told.observations.map(({ camera }) => camera))).toEqual(new Set(["B"]));
  });

  test("a detector that fails once: lost for a while, then seeing", async () => {
    const street = await show("failing", () => TWO_WAIT_ONE_CROSSES);
    let looks = 0;
    const told = watch({
      cameras: [camera(`raw:${street.path}`)],
      detector: {
        name: "failing",
        side: 300,
        threshold: 0.4,
        detect: async () => {
          looks += 1;
          if (looks > WARM_UPS && looks <= WARM_UPS + 2) throw new Error("out of memory");
          return { found: [], inferMs: 0, postMs: 0 };
        },
        close: async () => undefined,
      },
    });
    await until("lost", () =>
      told.reports.find(({ trouble }) => trouble?.includes("out of memory")),
    );
    await until("an observation after the failure", () => told.observations.length > 0);
    expect(looks).toBeGreaterThan(WARM_UPS + 2);
  });
});

/** Looks at nothing before the first frame. */
const WARM_UPS = 4;

const byName = (a: string, b: string): number => a.localeCompare(b);

const lost = ({ state }: VisionReport): boolean => state === "lost";

test("after stop nothing is told any more", async () => {
  const street = await show("stop", () => TWO_WAIT_ONE_CROSSES);
  const told = watch({ cameras: [camera(`raw:${street.path}`)] });
  await until("the first observation", () => told.observations.length > 0);
  await told.eyes.stop();
  const counts = [told.observations.length, told.reports.length];
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect([told.observations.length, told.reports.length]).toEqual(counts);
});
