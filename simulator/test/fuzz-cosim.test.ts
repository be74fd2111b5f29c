import { readFileSync } from "node:fs";
import { siteSchema } from "@crossing/config";
import { expect, test } from "vitest";
import { createCosim } from "../src/index.ts";

const PILOT = new URL("../../config/sites/yudaihe-beixiaoyuan.json", import.meta.url);
const SITE = siteSchema.parse(JSON.parse(readFileSync(PILOT, "utf8")));
const DEEP = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;

test.each([
  ["type", `{"type":${DEEP}}`],
  ["protocol", `{"type":"hello","protocol":${DEEP}}`],
  ["dt_s", `{"type":"hello","protocol":"crossing-cosim/1","dt_s":${DEEP}}`],
  ["site", `{"type":"hello","protocol":"crossing-cosim/1","site":${DEEP}}`],
])("a line whose %s is nested without end is answered with an error", (key, line) => {
  const [answer] = createCosim(SITE).line(line);
  const { type, errors } = JSON.parse(answer!) as { type: string; errors: string[] };
  expect(type).toBe("error");
  expect(errors[0]).toContain(`${key} = `);
});
