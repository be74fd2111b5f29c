/**
 * The gate of an upgrade: a new release stays only if it comes up healthy, else the old one comes back by itself.
 *
 *   gate.js before <home> <site.json>     ahead of every start: after two starts that did not prove it, the old one starts
 *   gate.js after <home> <site.json>      control works: is control heard by the report, for a minute at most?
 *
 * Run by systemd from its own folder, with its own Node, so that it works when a slot does not. Without a trial both do
 * nothing. A power cut at any moment is one start more.
 */
import { readFileSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Trial, currentSlot, keepTrial, pointTo, trialIn } from "./slots.ts";

/** Starts that a new release has. */
const STARTS = 2;
const LOOKS = 60;

/** Ahead of a start. What it did, in words; null: nothing. */
export function before(home: string): string | null {
  const trial = trialIn(home);
  if (trial === null) return null;
  // The power went before the upgrade switched, or somebody has switched since.
  if (currentSlot(home) !== trial.to) return ended(home, "a trial that was never switched to ends");
  if (trial.starts >= STARTS) return rolledBack(home, trial, `${STARTS} starts did not prove it`);
  keepTrial(home, { ...trial, starts: trial.starts + 1 });
  return `slot ${trial.to} on trial, start ${trial.starts + 1}`;
}

/** What is asked of the world after a start. */
export interface AfterOptions {
  /** Whether control is heard by the report now. */
  readonly healthy: () => Promise<boolean>;
  readonly pause: () => Promise<void>;
  readonly say: (line: string) => void;
}

/** After a start: true when it may stay. False: the old release has been switched back to, and must be started. */
export async function after(home: string, options: AfterOptions): Promise<boolean> {
  const trial = trialIn(home);
  if (trial === null) return true;
  for (let look = 0; look < LOOKS; look += 1) {
    if (await options.healthy()) {
      options.say(ended(home, `slot ${trial.to} is healthy and stays`));
      return true;
    }
    await options.pause();
  }
  options.say(rolledBack(home, trial, `control was not heard in ${LOOKS} looks`));
  return false;
}

function ended(home: string, words: string): string {
  keepTrial(home, null);
  return words;
}

/** First the switch, then the end of the trial: a power cut between them ends it at the next start. */
function rolledBack(home: string, { from, to }: Trial, why: string): string {
  pointTo(home, from);
  return ended(home, `slot ${to} failed (${why}); back to slot ${from}`);
}

/** Whether page and API of the site say that control is heard. One without a fixed port cannot be asked: READY must do. */
async function isReady(siteFile: string): Promise<boolean> {
  try {
    const { http } = JSON.parse(readFileSync(siteFile, "utf8")) as {
      readonly http: {
        readonly host: string;
        readonly port: number;
        readonly token_file?: string | null;
      };
    };
    if (http.port === 0) return true;
    const host = ["0.0.0.0", "::"].includes(http.host) ? "127.0.0.1" : http.host;
    const shown = host.includes(":") ? `[${host}]` : host;
    const url = `http://${shown}:${http.port}/readyz`;
    const token = http.token_file ? readFileSync(http.token_file, "utf8").trim() : null;
    const headers = token === null ? {} : { authorization: `Bearer ${token}` };
    const answer = await fetch(url, { headers, signal: AbortSignal.timeout(2000) });
    return answer.ok;
  } catch {
    return false;
  }
}

function say(line: string | null): void {
  if (line !== null) process.stderr.write(`gate: ${line}\n`);
}

async function main([when, home, siteFile]: readonly string[]): Promise<number> {
  if (home === undefined || siteFile === undefined) {
    say("usage: gate.js before|after <home> <site.json>");
    return 2;
  }
  if (when === "before") {
    say(before(home));
    return 0;
  }
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, 1000);
    });
  return (await after(home, { healthy: () => isReady(siteFile), pause, say })) ? 0 : 1;
}

if (realpathSync(process.argv[1] ?? "/") === fileURLToPath(import.meta.url))
  process.exitCode = await main(process.argv.slice(2));
