/**
 * The event log in virtual time: what control tells, kept on a disk that can be full, fail or tear a line.
 *
 * A model of the promise, not the log of the device (that writes real files): nothing is acknowledged before it is on the
 * disk, and what is on the disk is read again at the next start. What is tried here is the other half, control's: that it
 * sends again what was not acknowledged, over any death of either.
 */
import type { EventAck, TraceRecord } from "@crossing/config";
import type { VirtualTime } from "@crossing/simulator/cabinet";

/** One event on the disk. */
interface Line {
  readonly boot: string;
  readonly seq: number;
}

/** How the disk is. Changed by whoever brings the trouble. */
export interface Disk {
  full: boolean;
  /** The share of writes that fail. */
  fails: number;
  /** The next write leaves half a line, and the process dies with it. */
  tears: boolean;
}

/** The edge process as far as it keeps events. */
export interface EdgeProcess {
  readonly disk: Disk;
  /** Cut off from control while false. */
  reached: boolean;
  offer(record: TraceRecord): void;
  kill(): void;
  start(): void;
  /** Every event on the disk, in the order in which they were written. */
  readonly lines: readonly Line[];
  /** The highest event of each run that control was told is safe. */
  readonly acknowledged: ReadonlyMap<string, number>;
}

const WRITE_MS = 8;
const RETRY_MS = 1000;

/** An edge process that runs. */
export function createEdge(
  time: VirtualTime,
  chance: () => number,
  ack: (ack: EventAck) => void,
): EdgeProcess {
  const disk: Disk = { full: false, fails: 0, tears: false };
  const lines: Line[] = [];
  const acknowledged = new Map<string, number>();
  let life = 0;
  let alive = true;
  let seen = new Map<string, number>();
  let pending: Line[] = [];
  let writing = false;

  function write(): void {
    if (writing || pending.length === 0) return;
    writing = true;
    const mine = life;
    const group = pending;
    const failed = disk.full || chance() < disk.fails;
    time.after(failed ? RETRY_MS : WRITE_MS, () => {
      if (mine !== life || !alive) return;
      writing = false;
      if (failed) return write();
      if (disk.tears) return torn(group);
      lines.push(...group);
      pending = pending.slice(group.length);
      for (const { boot, seq } of group) tell(boot, seq);
      write();
    });
  }

  /** Half of a group reached the disk when the power went: whole lines are kept, the torn one is set aside. */
  function torn(group: readonly Line[]): void {
    disk.tears = false;
    lines.push(...group.slice(0, Math.floor(group.length / 2)));
    edge.kill();
    time.after(RETRY_MS, () => edge.start());
  }

  function tell(boot: string, seq: number): void {
    if (!edge.reached) return;
    acknowledged.set(boot, Math.max(seq, acknowledged.get(boot) ?? 0));
    ack({ type: "event-ack", boot, seq });
  }

  const edge: EdgeProcess = {
    disk,
    reached: true,
    lines,
    acknowledged,
    offer({ boot, events }) {
      const newest = events.at(-1)?.seq;
      if (!alive || !edge.reached || newest === undefined) return;
      const before = seen.get(boot) ?? 0;
      const fresh = events.filter(({ seq }) => seq > before).map(({ seq }) => ({ boot, seq }));
      const safe = pending.length === 0 && fresh.length === 0;
      if (safe) tell(boot, newest);
      if (fresh.length === 0) return;
      seen.set(boot, newest);
      pending = [...pending, ...fresh];
      write();
    },
    kill() {
      alive = false;
      life += 1;
      writing = false;
      pending = [];
    },
    start() {
      if (alive) return;
      alive = true;
      seen = new Map(lines.map(({ boot, seq }) => [boot, seq]));
    },
  };
  return edge;
}
