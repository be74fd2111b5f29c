import { expect, test } from "vitest";
import { PILOT_SITE } from "../src/places.ts";
import { told } from "./desk.ts";

test.each([
  ["cn-gb", 0, "keeps the rules of cn-gb"],
  ["us-mutcd", 3, "timing.buffer_s = 2: at least 3"],
  ["uk-puffin", 3, "timing.red_yellow_s = 0: exactly 2"],
  ["de-rilsa", 3, "timing.red_yellow_s = 0: 1 to 2"],
])("the pilot crossing by the rules of %s ends with %d", async (profile, wanted, line) => {
  const { exit, out, said } = await told("check", PILOT_SITE, "--profile", profile);
  expect({ exit, said }).toEqual({ exit: wanted, said: "" });
  expect(out).toContain(line);
});

test("a profile that is not there is refused with those that are", async () => {
  const { exit, said } = await told("check", PILOT_SITE, "--profile", "fr-iisr");
  expect(exit).toBe(2);
  expect(said).toContain("cn-gb, us-mutcd, uk-puffin, de-rilsa");
});

test("every rule is shown with what was found, what is wanted, its clause and whether that was read", async () => {
  const { out } = await told("check", PILOT_SITE, "--profile", "us-mutcd", "--rules");
  expect(out).toContain("BROKEN    us-mutcd-5");
  expect(out).toContain("MUTCD 2009 4E.06, 11th ed. 4I.06, shall, unverified");
  expect(out).toContain("timing.buffer_s = 2; wanted at least 3");
  const chinese = await told("check", PILOT_SITE, "--rules", "--lang", "zh");
  expect(chinese.out).toContain(
    "符合     cn-gb-1  机动车黄灯不少于 3 秒 (GB 14886-2016 4.3.4, 应，未核对原文)",
  );
});

test("machines get every rule, broken or kept", async () => {
  const { out } = await told("check", PILOT_SITE, "--profile", "de-rilsa", "--json");
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    problems: [{ path: "timing.red_yellow_s", rule: { id: "de-rilsa-6", force: "shall" } }],
    rules: { profile: "de-rilsa", broken: 1 },
  });
});
