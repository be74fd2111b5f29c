/** One child process, as the supervisor holds it. */
import { fork } from "node:child_process";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

/** A running child process, real or played by a test. */
export interface Child {
  readonly pid: number | undefined;
  /** Hands the child a message; does nothing when it is gone. */
  send(message: object): void;
  kill(signal: NodeJS.Signals): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the child is gone, with how it ended in words: `exit code 1`, `SIGKILL`. */
  onEnd(listener: (how: string) => void): void;
}

/** The programs of the child processes, by name of their file in process/. */
export type Program = "control" | "vision" | "edge" | "street" | "cabinet" | "broker";

/**
 * Node's words for every program, besides those that this process was started with: small heaps on few cores.
 *
 * Helper threads that collect garbage cost a frame more than they save it. What a tick or a frame leaves behind is a few
 * kilobytes; the usual 16 MB for new things, in each thread, would be filled all the same. And when all of it is
 * collected is for the program to say (process/tidy.ts).
 */
export const NODE_WORDS: readonly string[] = [
  "--single-threaded-gc",
  "--max-semi-space-size=2",
  "--expose-gc",
];

/**
 * Two places where the C library sets memory aside, for all threads of a process together. With one for each thread, as it
 * does when left alone, what one of them frees another cannot use, and years of opened cameras and files leave holes in all.
 */
const FEW_ARENAS = { MALLOC_ARENA_MAX: "2" };

/**
 * Starts a program of ours as a child process with `args` as its one argument, JSON.
 *
 * Its words go to our stderr; it ends by itself when we are gone, because the message channel breaks.
 */
export function forkChild(program: Program, args: object): Child {
  const here = import.meta.url;
  // From source the programs are .ts, when built .js: they stand beside this file.
  const file = fileURLToPath(new URL(`./process/${program}${extname(here)}`, here));
  const child = fork(file, [JSON.stringify(args)], {
    execArgv: [...process.execArgv, ...NODE_WORDS],
    env: { ...FEW_ARENAS, ...process.env },
    stdio: ["ignore", process.stderr, process.stderr, "ipc"],
  });
  return {
    pid: child.pid,
    send: (message) => {
      if (child.connected) child.send(message, () => {});
    },
    kill: (signal) => {
      child.kill(signal);
    },
    onMessage: (listener) => {
      child.on("message", listener);
    },
    onEnd: (listener) => {
      let told = false;
      const tell = (how: string): void => {
        if (!told) listener(how);
        told = true;
      };
      child.on("exit", (code, signal) => tell(signal ?? `exit code ${code}`));
      child.on("error", (error) => tell(error.message));
    },
  };
}
