import { describe, expect, test } from "vitest";
import { told } from "./desk.ts";

const COMMANDS = [
  "run",
  "demo",
  "check",
  "simulate",
  "cosim",
  "replay",
  "sweep",
  "explain",
  "accept",
  "service",
  "vision preview",
  "vision calibrate",
  "vision walk-test",
  "vision count",
  "doctor",
  "schema",
] as const;

test("the help names every command and every exit code", async () => {
  const { exit, out } = await told("--help");
  expect(exit).toBe(0);
  for (const command of COMMANDS) expect(out).toContain(`  ${command.split(" ")[0]!}`);
  for (const code of ["0 ok", "2 usage", "3 rule broken", "130 interrupted"])
    expect(out).toContain(code);
});

test.each(COMMANDS)("crossing %s --help shows an example", async (command) => {
  const { exit, out } = await told(...command.split(" "), "--help");
  expect(exit).toBe(0);
  expect(out).toMatch(/Examples?:\n\s+\$ /);
});

describe("a wrong command line ends with 2 and says what is wanted", () => {
  test.each([
    [["rnu"], /unknown command 'rnu'[\s\S]*Did you mean run\?/],
    [["run"], /missing required argument 'site.json'/],
    [["check"], /missing required argument 'site.json'/],
    [["demo", "--port", "http"], /wanted a whole number from 0 to 65535/],
    [["demo", "--people", "-1"], /wanted a number from 0 to 3000/],
    [["demo", "--prot", "1"], /Did you mean --port\?/],
    [["vision"], /count/],
    [["simulate", "--hours", "soon"], /wanted a number/],
    [["replay", "no-such-recording.jsonl"], /no-such-recording.jsonl: cannot be read/],
  ])("crossing %j", async (argv, wanted) => {
    const { exit, said } = await told(...argv);
    expect({ exit, said }).toEqual({ exit: 2, said: expect.stringMatching(wanted) });
  });
});

test("schema prints a JSON Schema with a description for each field", async () => {
  const { exit, out } = await told("schema");
  const schema = JSON.parse(out) as { properties: { timing: { properties: object } } };
  expect(exit).toBe(0);
  expect(schema.properties.timing.properties).toHaveProperty("walk_min_s.description");
});
