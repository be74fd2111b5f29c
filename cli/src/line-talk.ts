/** A dialogue in lines: each line in is answered before the next is read. */
import type { Readable, Writable } from "node:stream";
import { createInterface } from "node:readline";
import { EXIT, type Exit } from "./exit.ts";

/** Who answers. */
export interface Answerer {
  /** The lines to answer one line with, without newline. */
  line(text: string): readonly string[];
  /** True once nothing more is to be said. */
  readonly ended: boolean;
  /** How it ended. */
  readonly exit: number;
}

/** Talks until the answerer has ended or the input has; gives the exit code. */
export async function talkInLines(
  answerer: Answerer,
  input: Readable,
  output: Writable,
): Promise<Exit> {
  const lines = createInterface({ input, crlfDelay: Infinity });
  for await (const line of lines) {
    if (line.trim() === "") continue;
    const answers = answerer.line(line);
    if (answers.length > 0) output.write(`${answers.join("\n")}\n`);
    if (answerer.ended) break;
  }
  lines.close();
  input.destroy();
  return exitOf(answerer.exit);
}

const exitOf = (code: number): Exit =>
  Object.values(EXIT).find((known) => known === code) ?? EXIT.failed;
