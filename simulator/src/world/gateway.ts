/** What a bad gateway, or a bad cabinet, makes of the answers that pass through it. */
import type { Answering } from "../cabinet/modbus-server.ts";
import type { Chance } from "../chance.ts";
import type { LineEnd } from "./virtual-line.ts";

/** What becomes of an answer, now and then. */
export type Mischief =
  | "garbage"
  | "wrong-id"
  | "wrong-unit"
  | "stale"
  | "twice"
  | "swallowed"
  | "exception"
  | "flipped-length"
  | "unasked";

/** Which one, and how often. */
export interface Trouble {
  readonly kind: Mischief;
  /** The share of answers it befalls. */
  readonly share: number;
}

const HEADER = 6;

/** The cabinet's side of a connection, behind the gateway. */
export function troubled(end: LineEnd, trouble: () => Trouble | null, chance: Chance): Answering {
  let before: Buffer | null = null;
  return {
    write(frame) {
      const now = trouble();
      if (now === null || !chance.happens(now.share)) end.send(frame);
      else for (const bytes of changed(now.kind, frame, before, chance)) end.send(bytes);
      before = frame;
    },
    destroy: () => end.end(),
  };
}

/** What goes out instead of `frame`. */
function changed(
  kind: Mischief,
  frame: Buffer,
  before: Buffer | null,
  chance: Chance,
): readonly Buffer[] {
  switch (kind) {
    case "garbage":
      return [Buffer.from(Array.from({ length: 1 + chance.below(40) }, () => chance.below(256)))];
    case "wrong-id":
      return [withByte(frame, 1, frame[1]! ^ 1)];
    case "wrong-unit":
      return [withByte(frame, HEADER, frame[HEADER]! ^ 3)];
    case "stale":
      return [before ?? frame];
    case "twice":
      return [frame, frame];
    case "swallowed":
      return [];
    case "exception":
      return [exceptionOf(frame, [1, 2, 3, 4, 6, 10, 11][chance.below(7)]!)];
    case "flipped-length":
      return [withByte(frame, 5, chance.below(256))];
    case "unasked":
      return [frame, withByte(frame, 1, frame[1]! + 1)];
  }
}

function withByte(frame: Buffer, at: number, byte: number): Buffer {
  const copy = Buffer.from(frame);
  copy[at] = byte & 0xff;
  return copy;
}

function exceptionOf(frame: Buffer, code: number): Buffer {
  const answer = Buffer.from([
    ...frame.subarray(0, 4),
    0,
    3,
    frame[HEADER]!,
    frame[HEADER + 1]! | 0x80,
    code,
  ]);
  return answer;
}
