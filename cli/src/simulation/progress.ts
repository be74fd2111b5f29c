/** How far a long command is, on stderr: a bar in a terminal, a line now and then in a log. */

/** Told how much is done, and ended. */
export interface Progress {
  /** `done`: 0 to 1. */
  readonly tell: (done: number) => void;
  /** Takes the bar away. */
  readonly close: () => void;
}

/** The part of a terminal that a bar needs. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const BAR_CELLS = 24;
const REDRAWN_EVERY_MS = 100;
const LINE_EVERY_MS = 10_000;

/** A progress that has begun now. `what` is a word or two for what is being done. */
export function progressOn(
  what: string,
  screen: Screen = process.stderr,
  now: () => number = () => performance.now(),
): Progress {
  const begun = now();
  const bar = screen.isTTY === true;
  const every = bar ? REDRAWN_EVERY_MS : LINE_EVERY_MS;
  let told = bar ? -Infinity : begun;
  let drawn = false;
  return {
    tell(done) {
      const at = now();
      if (at - told < every) return;
      told = at;
      drawn = bar;
      const line = `${what} ${bar ? `${barOf(done)} ` : ""}${share(done)}${left(done, at - begun)}`;
      screen.write(bar ? `\r${line}\u001B[K` : `${line}\n`);
    },
    close() {
      if (drawn) screen.write("\r\u001B[K");
      drawn = false;
    },
  };
}

function barOf(done: number): string {
  const full = Math.round(Math.min(1, Math.max(0, done)) * BAR_CELLS);
  return `[${"#".repeat(full)}${".".repeat(BAR_CELLS - full)}]`;
}

const share = (done: number): string => `${Math.floor(done * 100)} %`;

/** Nothing is said of the time left before a hundredth is done: it would be guessed. */
function left(done: number, elapsed_ms: number): string {
  if (done < 0.01 || done >= 1) return "";
  return `, ${inWords((elapsed_ms * (1 - done)) / done / 1000)} left`;
}

function inWords(time_s: number): string {
  if (time_s < 90) return `${Math.ceil(time_s)} s`;
  return time_s < 5400 ? `${Math.round(time_s / 60)} min` : `${(time_s / 3600).toFixed(1)} h`;
}
