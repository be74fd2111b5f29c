/** Whether the event log kept what it said it kept. */
import type { EdgeProcess } from "./edge.ts";

/** Every event that is missing, twice there or out of order, of each run of control; in words. */
export function lostEvents({
  lines,
  acknowledged,
}: Pick<EdgeProcess, "lines" | "acknowledged">): readonly string[] {
  const newest = new Map<string, number>();
  const wrong: string[] = [];
  for (const { boot, seq } of lines) {
    const before = newest.get(boot) ?? 0;
    if (seq !== before + 1) wrong.push(`event log: ${boot} ${seq} came after ${before}`);
    newest.set(boot, seq);
  }
  for (const [boot, seq] of acknowledged)
    if ((newest.get(boot) ?? 0) < seq)
      wrong.push(`event log: ${boot} ${seq} was acknowledged and is not there`);
  return wrong;
}
