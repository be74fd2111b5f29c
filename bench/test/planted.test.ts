/** The list of planted bugs fits the code as it is, and the hunt tells a bug from none. All of them: `npm run verify:nightly`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { planted } from "../src/verify/planted/bug.ts";
import { BUGS } from "../src/verify/planted/bugs.ts";
import { TREE } from "../src/verify/planted/copy.ts";
import { hunted } from "../src/verify/planted/index.ts";

test("there are twenty bugs or more, each of its own name", () => {
  expect(BUGS.length).toBeGreaterThanOrEqual(20);
  expect(new Set(BUGS.map(({ name }) => name)).size).toBe(BUGS.length);
});

test.each(BUGS.map((bug) => [bug.name, bug] as const))("%s: can be planted", (_, bug) => {
  const text = readFileSync(join(TREE, bug.file), "utf8");
  const broken = planted(text, bug);
  expect(
    broken,
    `${bug.file}: the text to replace must be there once; mend the list`,
  ).not.toBeNull();
  expect(broken).not.toBe(text);
});

test("a bug is found by its test, a harmless change by none, and a file that cannot be loaded is no finding", async () => {
  const [bug] = BUGS.filter(({ by }) => by.file === "controller/test/interlock.test.ts");
  const { sound, hunts } = await hunted(
    [
      bug!,
      { ...bug!, put: `${bug!.find} /* the same */` },
      { ...bug!, put: `this is no program ${bug!.find}` },
    ],
    () => undefined,
  );
  expect(sound).toBeNull();
  expect(hunts.map(({ outcome, why }) => `${outcome}: ${why}`)).toEqual([
    `found: ${bug!.by.file}: ${bug!.by.test}`,
    expect.stringMatching(/^missed: all \d+ tests passed$/),
    expect.stringMatching(/^missed: could not be run: /),
  ]);
}, 120_000);
