/** What waits to be sent to one peer: of each kind only the newest. */

/** Bounded, so a peer that is slow or away costs nothing but its own news. */
export interface Mailbox {
  /** Puts a line in, in place of an older one with the same key; beyond the limit the oldest goes. */
  put(key: string, line: string): void;
  /** Takes the line that has waited longest; null when there is none. */
  take(): string | null;
  readonly size: number;
}

/** A mailbox for at most `limit` different keys. */
export function createMailbox(limit: number): Mailbox {
  const lines = new Map<string, string>();
  return {
    put(key, line) {
      lines.delete(key);
      lines.set(key, line);
      if (lines.size > limit) lines.delete(first(lines)!);
    },
    take() {
      const key = first(lines);
      if (key === undefined) return null;
      const line = lines.get(key)!;
      lines.delete(key);
      return line;
    },
    get size() {
      return lines.size;
    },
  };
}

const first = (lines: ReadonlyMap<string, string>): string | undefined => lines.keys().next().value;
