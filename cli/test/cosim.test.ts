import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { type Answerer, talkInLines } from "../src/line-talk.ts";
import { CROSSING } from "./e2e/program.ts";
import { spawnSync } from "node:child_process";

/** Talks with the program as another program would. */
function talk(lines: readonly string[]): { exit: number | null; out: readonly string[] } {
  const { status, stdout } = spawnSync(process.execPath, [...CROSSING, "cosim"], {
    input: lines.map((line) => `${line}\n`).join(""),
    encoding: "utf8",
  });
  return { exit: status, out: stdout.split("\n").filter((line) => line !== "") };
}

const HELLO = '{"type":"hello","protocol":"crossing-cosim/1","dt_s":0.5}';
const OBS =
  '{"type":"obs","t_s":0,"zones":{"A":{"waiting":1},"B":null},"crossing":{"count":0},"lanes":[],"lookahead_s":0}';

describe("crossing cosim", () => {
  test("answers line by line, says nothing else on stdout, and ends with 0", () => {
    const { exit, out } = talk([HELLO, OBS, "noise", '{"type":"end"}']);
    expect(exit).toBe(0);
    expect(out.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
      "ready",
      "lamps",
      "error",
    ]);
  });

  test("refuses a site that breaks a rule, with everything that is wrong, and ends with 2", () => {
    const { exit, out } = talk([HELLO.replace("}", ',"site":{"yellow_s":1}}')]);
    expect(exit).toBe(2);
    expect(JSON.parse(out[0]!)).toMatchObject({
      type: "error",
      errors: [expect.stringContaining("timing.yellow_s = 1")],
    });
  });
});

test("each line is answered before the next is read", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const answered: string[] = [];
  const answerer: Answerer = {
    line: (text) => [`${text}!`],
    get ended() {
      return answered.length >= 2;
    },
    exit: 0,
  };
  output.on("data", (chunk: Buffer) => {
    answered.push(chunk.toString());
    if (answered.length === 1) input.write("two\n");
  });
  input.write("one\n");
  const exit = talkInLines(answerer, input, output);
  await new Promise((resolve) => setTimeout(resolve, 20));
  input.write("three\n");
  expect(await exit).toBe(0);
  expect(answered.slice(0, 2)).toEqual(["one!\n", "two!\n"]);
});
