/** Counts for people to read; `--json` has everything. */

/** What is said of a frame. */
interface Frame {
  readonly frame: number;
  readonly t_s: number;
  readonly people: number;
  readonly zones: Readonly<Record<string, number>>;
}

/** What is said at the end. */
interface Summary {
  readonly type: "summary";
  readonly frames: number;
  readonly fps: number;
  readonly detector: string;
}

/** One line about a frame or about the whole; null when the frame is not worth one: only each tenth is. */
export function countLine(line: Frame | Summary): string | null {
  if ("type" in line)
    return `${line.frames} frames at ${line.fps.toFixed(1)} a second, seen by ${line.detector}`;
  if (line.frame % 10 !== 1) return null;
  const zones = Object.entries(line.zones).map(([zone, people]) => `${zone} ${people}`);
  const t_s = line.t_s.toFixed(1).padStart(7);
  return `${t_s} s  ${String(line.people).padStart(3)} people  ${zones.join("  ")}`.trimEnd();
}
