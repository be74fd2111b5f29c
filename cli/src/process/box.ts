/** What the supervisor does every second beside keeping processes alive: favour control, beat, judge the clock, report. */
import { monotonic } from "../clock.ts";
import type { Supervisor } from "../supervisor.ts";
import { clockSync } from "./clock-sync.ts";
import { createHeart } from "./heart.ts";
import type { BoxSeen, ClockSeen } from "./messages.ts";
import { type Preferred, type Scheduling, prefer } from "./scheduling.ts";

/** See the head of the file. */
export interface Box {
  /** A look of the supervisor, with the processes heard since the last one. */
  looked(supervisor: Supervisor, heard: readonly string[]): void;
  stopping(): void;
  close(): void;
}

/** What the box needs of the world. */
export interface BoxOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: (line: string) => void;
  /** How control is put before the others; by the machine when left out. */
  readonly preferred?: (pid: number) => Promise<Preferred>;
}

/** Looks between two reports to edge, and between two words on the clock to control. */
const LOOKS_A_REPORT = 5;

export function startBox({ env, log, preferred = prefer }: BoxOptions): Box {
  const heart = createHeart({ env, log, now: monotonic });
  let favoured: number | undefined;
  let scheduling: Scheduling = "unknown";
  let trouble: string | null = null;
  let looks = 0;

  const favour = async (pid: number): Promise<void> => {
    favoured = pid;
    const done = await preferred(pid);
    if (done.trouble !== null && done.trouble !== trouble) log(done.trouble);
    ({ scheduling, trouble } = done);
  };
  const report = async (supervisor: Supervisor): Promise<void> => {
    const starts = supervisor.starts();
    supervisor.send("edge", { type: "box-seen", scheduling, starts } satisfies BoxSeen);
    const sync = await clockSync();
    supervisor.send("control", { type: "clock-seen", sync } satisfies ClockSeen);
  };

  return {
    looked(supervisor, heard) {
      // Only now: loading a program is the last thing that should come before everything else.
      const pid = supervisor.pids()["control"];
      if (heard.includes("control")) {
        if (pid !== undefined && pid !== favoured) void favour(pid);
        heart.ready();
        heart.beat();
      }
      if (looks++ % LOOKS_A_REPORT === 0) void report(supervisor);
    },
    stopping: () => heart.stopping(),
    close: () => heart.close(),
  };
}
