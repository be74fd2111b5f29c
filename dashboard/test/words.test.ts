import { expect, test } from "vitest";
import { en, tell, zh } from "../src/index.ts";

/** Every text of a catalogue by its path; functions as they come. */
function texts(branch: object, path = ""): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(branch).flatMap(([key, value]) =>
      typeof value === "object" ? [...texts(value, `${path}${key}.`)] : [[`${path}${key}`, value]],
    ),
  );
}

/** The same in both languages on purpose: names, and the mark for nothing. */
const NAMES = [/^policyName\.puffin$/, /^nothingYet$/, /^breakable\.modbus$/, /^morePeople$/];

test("both languages have the same words, and none is empty", () => {
  expect([...texts(zh).keys()].sort()).toEqual([...texts(en).keys()].sort());
  expect([...texts(en), ...texts(zh)].filter(([, text]) => text === "")).toEqual([]);
});

test("nothing was left in English", () => {
  const english = texts(en);
  const same = [...texts(zh)]
    .filter(([path, text]) => typeof text === "string" && text === english.get(path))
    .map(([path]) => path);
  expect(same.filter((path) => !NAMES.some((name) => name.test(path)))).toEqual([]);
});

const event = (name: string, numbers: Record<string, number> = {}, param = 0) => ({
  v: 1 as const,
  ts: "2026-11-20T08:00:00.000Z",
  boot: "a",
  seq: 1,
  mono_ms: 1,
  class: "signal",
  name,
  code: null,
  param,
  numbers,
  historical: false,
});

test.each([
  ["begin-walk", { waiting: 3, wait_max_s: 21.6 }, 4, "Walk begins: 3 waiting, longest 22 s"],
  ["zone-on", {}, 2, "Kerb B: somebody waits"],
  ["button-pressed", {}, 11, "Kerb A: button pressed"],
  [
    "service-end",
    { known: 0, empty: 0, people: 0 },
    4,
    "Service ends: nobody could see who crossed",
  ],
  ["service-end", { known: 1, empty: 1, people: 0 }, 4, "Service ends: nobody crossed"],
  ["left-waiting", {}, 4, "Gave up after waiting ? s"],
  ["something-new", {}, 0, "something new"],
])("%s is told with its numbers", (name, numbers, param, sentence) => {
  expect(tell(event(name, numbers, param), "en")).toBe(sentence);
});
