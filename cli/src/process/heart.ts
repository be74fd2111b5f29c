/**
 * The pulse that systemd feels: READY, WATCHDOG and STOPPING over its notification socket.
 *
 * Node cannot speak to that socket (it takes datagrams), so a shell passes our words on to systemd-notify, and the unit
 * says NotifyAccess=all. The shell lives as long as our end of its pipe: it can never beat for a dead supervisor.
 */
import { type ChildProcess, spawn } from "node:child_process";

/** See the head of the file. Each call returns at once and never throws. */
export interface Heart {
  /** The crossing's control works; said once. */
  ready(): void;
  /** A tick of control was completed, and the other processes were looked at. */
  beat(): void;
  /** The end was asked for. */
  stopping(): void;
  /** Lets the shell end. */
  close(): void;
}

/** What a heart needs. */
export interface HeartOptions {
  /** NOTIFY_SOCKET and WATCHDOG_USEC, as systemd sets them. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: (line: string) => void;
  /** Milliseconds on a monotonic clock. */
  readonly now: () => number;
}

const SHELL = 'while IFS= read -r word; do systemd-notify "$word" || exit 1; done';
const AGAIN_MS = 5000;

/** A heart that beats for systemd; one that does nothing where no systemd asked for it. */
export function createHeart({ env, log, now }: HeartOptions): Heart {
  if (!env["NOTIFY_SOCKET"]) return SILENT;
  // Four beats in the time after which systemd loses patience; it wants two at least.
  const pause_ms = Number(env["WATCHDOG_USEC"] ?? 0) / 1000 / 4;
  let shell: ChildProcess | null = null;
  let startedAt = -Infinity;
  let beatAt = -Infinity;
  let told = false;

  const start = (): void => {
    if (now() - startedAt < AGAIN_MS) return;
    startedAt = now();
    const started = spawn("/bin/sh", ["-c", SHELL], { stdio: ["pipe", "ignore", "inherit"] });
    started.stdin.on("error", () => {});
    started.on("error", () => {});
    started.on("exit", (code) => {
      if (shell === started) shell = null;
      if (code !== 0)
        log("systemd-notify failed; is it installed, and NotifyAccess=all in the unit?");
    });
    shell = started;
  };
  const say = (word: string): void => {
    if (shell === null) start();
    shell?.stdin?.write(`${word}\n`);
  };

  return {
    ready() {
      if (!told) say("READY=1");
      told = true;
    },
    beat() {
      if (pause_ms === 0 || now() - beatAt < pause_ms) return;
      beatAt = now();
      say("WATCHDOG=1");
    },
    stopping: () => say("STOPPING=1"),
    close: () => void shell?.stdin?.end(),
  };
}

const SILENT: Heart = { ready: () => {}, beat: () => {}, stopping: () => {}, close: () => {} };
