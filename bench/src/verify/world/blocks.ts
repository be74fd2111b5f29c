/** Command blocks as they leave the box: what they ask for, and whether anybody wanted that. */
import {
  CONTROLS,
  LAMP_COMMAND,
  PHASE_COMMAND,
  bitsOf,
  decodeBlock,
  lampMask,
} from "@crossing/config";
import type { TraceRecord } from "@crossing/config";

const HEADER = 6;
const ASKS = bitsOf(CONTROLS, ["request-control"]);
const GREENS = lampMask("vehicle-A-green", "vehicle-B-green", "ped-A-green", "ped-B-green");

/** What the lamps show. */
export interface LitNow {
  readonly lit: number;
  /** For so long that the box must have been told: then it may ask for nothing else. */
  readonly told: boolean;
}

/** The words of a command block in a frame; null: it carries none. */
export function blockIn(frame: Buffer): readonly number[] | null {
  const code = frame[HEADER + 1];
  if (code !== 16 && code !== 23) return null;
  const [at, words] = code === 16 ? [HEADER + 2, HEADER + 7] : [HEADER + 6, HEADER + 11];
  if (frame.readUInt16BE(at) !== LAMP_COMMAND.at) return null;
  const block: number[] = [];
  for (let n = frame.readUInt16BE(at + 2); n > 0; n -= 1)
    block.push(frame.readUInt16BE(words + block.length * 2));
  return block;
}

/** Sequence number and heartbeat in one word. */
export const markOf = (words: readonly number[]): number =>
  (words[0] ?? 0) * 65_536 + (words[1] ?? 0);

/** Whether it asks for control. */
export const asksIn = (words: readonly number[]): boolean => ((words[2] ?? 0) & ASKS) !== 0;

/**
 * What is wrong with a block that leaves the box while the core wants nothing; null: nothing.
 *
 * Control may then be asked for only to put the watchdog to the proof, and of what is shown anyhow: of what the box was
 * told last, because lamps can change while a status is on its way, and a cabinet that stands still tells of long ago.
 * Never of a green that is not lit.
 */
export function unwanted(
  words: readonly number[],
  last: TraceRecord | null,
  profile: "phase-request" | "direct-lamps",
  litNow: () => LitNow | null,
): string | null {
  if (!asksIn(words)) return null;
  if (last === null) return "control was asked for before the first tick";
  if (last.outputs.mode !== "withdrawn") return null;
  if (profile === "phase-request") {
    const { ped_call, vehicle_call, hold, force_off, clearance_extension } = decodeBlock(
      PHASE_COMMAND,
      words,
    );
    const asked = ped_call | vehicle_call | hold | force_off | clearance_extension;
    return asked === 0 ? null : "phases were asked for while withdrawn";
  }
  const { on } = decodeBlock(LAMP_COMMAND, words);
  const now = litNow();
  if (on === 0 || now === null || on === now.lit) return null;
  const moves = (on & GREENS & ~now.lit) !== 0;
  return moves || now.told
    ? `lamps ${on.toString(2)} were asked for while withdrawn, lit were ${now.lit.toString(2)}`
    : null;
}
