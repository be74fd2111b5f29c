/** Kept evenings: what was told then is answered today as it was then, to the tick and to the hundredth. */
import { describe, expect, test } from "vitest";
import { kept, names, replayed } from "./golden/files.ts";
import { NOTHING, type Told, toldBy, wordsOf } from "./golden/record.ts";

describe("kept evenings", () => {
  test("are twenty at least, of every policy, each small enough to read", () => {
    const all = names();
    expect(all.length).toBeGreaterThanOrEqual(20);
    for (const policy of ["marginal", "puffin", "tongzhou", "fixed", "push-button", "threshold"])
      expect(all.filter((name) => name.startsWith(policy)).length).toBeGreaterThan(1);
    for (const name of all) expect([name, kept(name).length < 30_000]).toEqual([name, true]);
  });

  // Meant to change? `npm run golden -- --write`, and say in the commit why.
  test.each(names())("%s", (name) => {
    expect(replayed(kept(name))).toBe(kept(name));
  });

  test("show most of what can happen", () => {
    const told = names().map(kept).join("");
    for (const seen of ["pinned", "max-wait", "marginal-serve", "gap-out", "no-vision", "rejoin"])
      expect(told).toContain(seen);
  });

  test("another answer is seen: without its presses the evening goes otherwise", () => {
    const text = kept("push-button-steady");
    const answers = (of: string): readonly string[] =>
      of.split("\n").filter((line) => line.includes(" = ") || line.includes(" # "));
    // No passages: a word that tells nothing.
    const without = replayed(text.replaceAll(/![AB]/g, "p0"));
    expect(answers(without)).not.toEqual(answers(text));
  });
});

test("what is told is written and read back alike", () => {
  const told: Told = {
    zones: { A: 3, B: null },
    presses: ["A"],
    crossing: null,
    queue: 2,
    passages: 1,
    arrivals: [7.5, 9],
    link: "refused",
    requests: ["withdraw", "ped-call"],
  };
  expect(toldBy(wordsOf(told, NOTHING), NOTHING, 5)).toEqual(told);
  expect(toldBy([], told, 8)).toEqual({
    ...told,
    presses: [],
    passages: 0,
    arrivals: [9],
    requests: [],
  });
});
