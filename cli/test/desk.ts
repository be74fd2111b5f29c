/** A desk that remembers what was said. */
import type { Desk } from "../src/desk.ts";
import type { Exit } from "../src/exit.ts";
import { crossing } from "../src/program.ts";

/** What came of one command line. */
export interface Told {
  readonly exit: Exit;
  readonly out: string;
  readonly said: string;
}

/** Runs a command line in this process. */
export async function told(...argv: readonly string[]): Promise<Told> {
  const out: string[] = [];
  const said: string[] = [];
  const desk: Desk = { out: (line) => out.push(line), say: (line) => said.push(line) };
  const exit = await crossing(argv, desk);
  return { exit, out: out.join("\n"), said: said.join("\n") };
}
