/** The bench's own small programs, which run as processes of their own. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

/** A running program that answers to words. */
export interface Program {
  /** What it said first. */
  readonly greeting: unknown;
  /** Says something, and waits for the answer. */
  ask(word: string): Promise<unknown>;
  /** Lets it end. */
  end(): void;
}

/** Starts a program of this folder; settles with its first word, rejects when it ends before that. */
export async function startProgram(name: string, words: readonly string[] = []): Promise<Program> {
  // From source the program is .ts, when built .js: it stands beside this file.
  const here = import.meta.url;
  const file = fileURLToPath(new URL(`./${name}${extname(here)}`, here));
  const child = fork(file, words, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const greeting = await nextWord(child, name);
  return {
    greeting,
    ask(word) {
      const answer = nextWord(child, name);
      child.send(word);
      return answer;
    },
    end() {
      if (child.connected) child.disconnect();
    },
  };
}

async function nextWord(child: ChildProcess, name: string): Promise<unknown> {
  const ended = new AbortController();
  const fell = once(child, "exit", { signal: ended.signal }).then(([code]) => {
    throw new Error(`${name} ended with exit code ${String(code)}`);
  });
  const said = once(child, "message", { signal: ended.signal });
  try {
    const [word] = await Promise.race([said, fell]);
    return word;
  } finally {
    fell.catch(() => undefined);
    said.catch(() => undefined);
    ended.abort();
  }
}
