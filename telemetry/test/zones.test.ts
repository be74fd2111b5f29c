import type { ZonesAnswer, ZonesDraft } from "@crossing/config";
import { afterEach, expect, test } from "vitest";
import { type Edge, type EdgeOptions, type ZonesPort, startEdge } from "../src/index.ts";
import { SITE, options } from "./scripted.ts";

const TOKEN = "correct-horse-battery";
const open: Edge[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((edge) => edge.close()));
});

/** A site file that remembers what it was given; `answer` is what it says to a draft. */
function scriptedFile(answer: ReturnType<ZonesPort["put"]>, hasFile = true) {
  const drafts: ZonesDraft[] = [];
  const cameras = SITE.cameras.map(({ id, zones, crosswalk, lanes }) => {
    return { id, zones, crosswalk, lanes };
  });
  const zones: ZonesPort = {
    hasFile,
    read: () => ({ base: "b1", cameras }),
    put: (draft) => (drafts.push(draft), answer),
  };
  return { zones, drafts };
}

const GOOD: ZonesAnswer = { saved: true, problems: [], base: "b2" };

const draft = (more: object = {}): object => {
  const { id: camera, zones, crosswalk, lanes } = SITE.cameras[0]!;
  return { camera, zones, crosswalk, lanes, base: "b1", save: true, ...more };
};

async function start(zones: ZonesPort, more: Partial<EdgeOptions> = {}) {
  const world = options({ zones, ...more });
  const edge = await startEdge(world.edge);
  open.push(edge);
  const ask = (body?: object, headers: Record<string, string> = {}) =>
    fetch(`${edge.address.url}/api/v1/zones`, {
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      headers: { "content-type": "application/json", ...headers },
    });
  return { ...world, ask };
}

const guarded = { http: { host: "127.0.0.1", port: 0, token: TOKEN } };
const withToken = { authorization: `Bearer ${TOKEN}` };

test("the editor gets the zones as the file has them, and whether they may be saved", async () => {
  const { ask } = await start(scriptedFile(GOOD).zones, guarded);
  expect(await (await ask(undefined, withToken)).json()).toMatchObject({
    base: "b1",
    locked: null,
    cameras: [{ id: "A", zones: SITE.cameras[0]!.zones }, { id: "B" }],
  });
});

test("nothing is saved while no token guards the API, but drawing can be checked", async () => {
  const { zones, drafts } = scriptedFile({ ...GOOD, saved: false });
  const { ask } = await start(zones);
  expect(await (await ask()).json()).toMatchObject({ locked: "no-token" });
  const refused = await ask(draft());
  expect([refused.status, await refused.json()]).toMatchObject([403, { error: "no-token" }]);
  expect(drafts).toEqual([]);
  expect((await ask(draft({ save: false }))).status).toBe(200);
  expect(drafts).toHaveLength(1);
});

test("who brings no token, or a wrong one, saves nothing", async () => {
  const { zones, drafts } = scriptedFile(GOOD);
  const { ask } = await start(zones, guarded);
  expect((await ask(draft())).status).toBe(401);
  expect((await ask(draft(), { authorization: "Bearer wrong-horse-battery" })).status).toBe(401);
  const elsewhere = { ...withToken, origin: "http://elsewhere.example" };
  expect((await ask(draft(), elsewhere)).status).toBe(403);
  expect(drafts).toEqual([]);
  expect(await (await ask(draft(), withToken)).json()).toEqual(GOOD);
  expect(drafts).toHaveLength(1);
});

test("problems of the site file come back as they are", async () => {
  const problem = { path: "cameras.0.crosswalk", value: [], wanted: "at least 3 points" };
  const wrong = { saved: false, problems: [problem], base: "b1" };
  const { ask } = await start(scriptedFile(wrong).zones, guarded);
  expect(await (await ask(draft(), withToken)).json()).toEqual(wrong);
});

test.each([
  ["changed meanwhile", "changed", 409],
  ["not to be read", null, 500],
] as const)("a file that is %s is told so", async (_name, answer, status) => {
  const { ask } = await start(scriptedFile(answer).zones, guarded);
  expect((await ask(draft(), withToken)).status).toBe(status);
});

test.each([
  ["a word for a corner", { crosswalk: [["left", 0]] }],
  ["another part of the site file", { timing: { walk_min_s: 1 } }],
  ["a polygon of a thousand corners", { crosswalk: Array.from({ length: 1000 }, () => [0, 0]) }],
])("a draft with %s is refused before anybody looks at it", async (_name, more) => {
  const { zones, drafts } = scriptedFile(GOOD);
  const { ask } = await start(zones, guarded);
  expect((await ask(draft(more), withToken)).status).toBe(400);
  expect(drafts).toEqual([]);
});

test("in the demo there is nothing to save to", async () => {
  const { ask } = await start(scriptedFile(GOOD, false).zones, guarded);
  expect((await ask(draft(), withToken)).status).toBe(403);
  expect(await (await ask(undefined, withToken)).json()).toMatchObject({ locked: "no-file" });
});
