import { expect, test } from "vitest";
import { createCommands } from "../src/mqtt/commands.ts";

test.each([
  ["a name with line ends", "a\r\n2026-11-21 mqtt: connected", "1"],
  ["an end with line ends", "ped-call", "1\r\nmqtt: connected"],
  ["an end with a separator of lines", "ped-call", "1\u2028mqtt: connected"],
  ["a name of a whole packet", "x".repeat(60_000), "1"],
])("%s stays one short line in the log", async (_, name, exp) => {
  const said: string[] = [];
  const commands = createCommands({
    request: () => Promise.resolve({ accepted: true, why: "" }),
    wallClock: () => new Date("2026-11-21T12:00:00Z"),
    now: () => 0,
    log: (line) => said.push(line),
  });
  await commands.handle(name, JSON.stringify({ v: 1, id: "a1", exp }), false);
  await commands.handle(name, "no JSON", false);
  expect(said).toHaveLength(2);
  for (const line of said) {
    expect(line).not.toMatch(/[\r\n\u2028]/);
    expect(line.length).toBeLessThan(600);
  }
});
