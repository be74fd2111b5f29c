/** A program that is started again whenever it ends, as systemd does it with what is installed. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { membersOf, signal } from "./cast.ts";

/** The program and how it is kept. */
export interface ServiceOptions {
  readonly words: readonly string[];
  readonly cwd: string;
  /** Pause before it is started again, ms: RestartSec of the unit. */
  readonly again_ms: number;
  readonly onLine: (line: string) => void;
  /** It ended and nobody asked it to. */
  readonly onFall?: () => void;
}

/** The program, over all its runs. */
export interface Service {
  /** The process group of the run that lives; null between two runs. */
  group(): number | null;
  /** Ends it by force, with all it has started, and does not start it again before `resume`. */
  hold(): void;
  resume(): void;
  /** Asks it to end as systemd does; settles when nobody of it is left, or was forced after `patience_ms`. */
  stop(patience_ms: number): Promise<void>;
}

/** Words of a run that npm started are not for it. */
const ENV = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_OPTIONS$)/i.test(name)),
);

export function keep(options: ServiceOptions): Service {
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let wanted = true;
  let gone = Promise.resolve();

  const start = (): void => {
    const [command, ...words] = options.words;
    const started = spawn(command!, words, {
      cwd: options.cwd,
      env: { ...ENV, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin` },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    child = started;
    for (const stream of [started.stdout, started.stderr])
      createInterface({ input: stream }).on("line", options.onLine);
    gone = new Promise((resolve) => {
      const ended = (): void => {
        // KillMode=mixed: whoever the fallen program has left behind goes too.
        killGroup(started.pid);
        if (child === started) child = null;
        resolve();
        if (!wanted) return;
        options.onFall?.();
        timer = setTimeout(start, options.again_ms);
      };
      started.on("exit", ended);
      started.on("error", (error) => {
        options.onLine(error.message);
        ended();
      });
    });
  };
  const hold = (): void => {
    wanted = false;
    if (timer !== null) clearTimeout(timer);
    killGroup(child?.pid);
  };
  // At our own end nobody stays, however it comes.
  process.on("exit", hold);
  start();
  return {
    group: () => child?.pid ?? null,
    hold,
    resume() {
      if (wanted) return;
      wanted = true;
      void gone.then(start);
    },
    async stop(patience_ms) {
      wanted = false;
      if (timer !== null) clearTimeout(timer);
      if (child?.pid !== undefined) signal(child.pid, "SIGTERM");
      const force = setTimeout(hold, patience_ms);
      await gone;
      clearTimeout(force);
      process.off("exit", hold);
    },
  };
}

function killGroup(pid: number | undefined): void {
  if (pid !== undefined && membersOf(pid).length > 0) signal(-pid, "SIGKILL");
}
