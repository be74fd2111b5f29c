import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PILOT_SITE } from "../src/places.ts";
import { told } from "./desk.ts";

type Sheet = Record<string, Record<string, unknown>>;

const pilot = (): Sheet => JSON.parse(readFileSync(PILOT_SITE, "utf8")) as Sheet;

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "check-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function siteFile(text: string): string {
  const file = join(dir, "site.json");
  writeFileSync(file, text);
  return file;
}

test("the pilot crossing is good, and its assumed values are counted", async () => {
  const { exit, out, said } = await told("check", PILOT_SITE);
  expect({ exit, said }).toEqual({ exit: 0, said: "" });
  expect(out).toContain("good");
  expect(out).toContain("assumed values");
});

describe("a wrong site file", () => {
  const changed = (room: string, key: string, value: unknown): string => {
    const sheet = pilot();
    sheet[room]![key] = value;
    return JSON.stringify(sheet);
  };

  test.each([
    [
      2,
      "walk too short",
      () => changed("timing", "walk_min_s", 2),
      "timing.walk_min_s = 2: walk is never shorter than 4 s",
    ],
    [
      2,
      "a word for a number",
      () => changed("crossing", "length_m", "15"),
      'crossing.length_m = "15": ',
    ],
    [2, "an unknown key", () => changed("timing", "walk_s", 7), "timing.walk_s = 7: "],
    [2, "no JSON", () => '{"version": 1,', "JSON"],
    [2, "an empty file", () => "", "JSON"],
    [2, "another language", () => "version: 1", "JSON"],
    [3, "amber below the rule", () => changed("timing", "yellow_s", 2), "timing.yellow_s = 2: "],
    [
      3,
      "a clearance that clears nobody",
      () => changed("timing", "ped_clearance_max_s", 6),
      "timing.ped_clearance_max_s = 6: ",
    ],
  ])("ends with %d: %s", async (wanted, _name, text, line) => {
    const file = siteFile(text());
    const { exit, said, out } = await told("check", file);
    expect({ exit, said }).toEqual({ exit: wanted, said: "" });
    expect(out).toContain(`${file}: ${line}`);
  });

  test("is told all at once", async () => {
    const sheet = pilot();
    sheet["timing"]!["walk_min_s"] = 2;
    sheet["crossing"]!["length_m"] = -1;
    sheet["cabinet"]!["port"] = 0;
    const { out } = await told("check", siteFile(JSON.stringify(sheet)));
    expect(out.split("\n")).toHaveLength(3);
  });

  test("is told to machines on stdout", async () => {
    const { exit, out } = await told("check", siteFile(changed("timing", "yellow_s", 2)), "--json");
    expect(exit).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      problems: [{ path: "timing.yellow_s", value: 2 }],
    });
  });

  test("stops run before anything is started", async () => {
    const { exit, said } = await told("run", siteFile(changed("timing", "walk_min_s", 2)));
    expect(exit).toBe(2);
    expect(said).toContain("timing.walk_min_s = 2");
  });
});

test("a file that is not there is told so, with its path", async () => {
  const { exit, out } = await told("check", join(dir, "nowhere.json"));
  expect(exit).toBe(2);
  expect(out).toMatch(/nowhere\.json: cannot be read; check the path/);
});

test("a page open to the network without a token is not allowed", async () => {
  const { exit, said } = await told("run", PILOT_SITE, "--http", "0.0.0.0:8080");
  expect(exit).toBe(5);
  expect(said).toContain("http.token_file");
});
