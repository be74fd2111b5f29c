/**
 * What somebody should look at while the crossing goes on, and since when: control's own alarms, and what only shows
 * from outside.
 *
 * Control doubts zones by their counts. A button that sticks, a camera whose picture is bad, a line that is down and
 * what the cabinet says of itself are no reason for control to decide otherwise; somebody should know all the same.
 */
import type { Instant, TraceRecord } from "@crossing/config";

export interface Alarms {
  /** Takes a tick. */
  trace(record: TraceRecord): void;
  /** All alarms now, those of the cameras after control's own; by name, RFC 3339 UTC since when. */
  now(cameras: readonly string[]): Readonly<Record<string, string>>;
}

/** No finger stays so long: the maximum presence of a detector, as control has it for zones. */
const STUCK_MS = 180_000;
/** A line is found and tried for some seconds whenever control starts. */
const LINK_DOWN_MS = 5_000;

/** Alarms that began before this was made are told as if they began now. */
export function createAlarms(wallClock: () => Date): Alarms {
  const since = new Map<string, string>();
  const pressedSince = new Map<string, Instant>();
  let downSince: Instant | null = null;
  let last: TraceRecord | null = null;

  /** A button that is not told of is not pressed: nobody knows it while the line is down. */
  function press({ at, inputs: { buttons } }: TraceRecord): void {
    for (const zone of pressedSince.keys()) if (!buttons[zone]) pressedSince.delete(zone);
    for (const [zone, pressed] of Object.entries(buttons))
      if (pressed && !pressedSince.has(zone)) pressedSince.set(zone, at);
  }
  const stuck = (at: Instant): readonly string[] =>
    [...pressedSince].filter(([, from]) => at - from >= STUCK_MS).map(([zone]) => zone);

  const seen = (): readonly string[] => {
    if (last === null) return [];
    const { at, alarms = [], cabinet } = last;
    const down = downSince !== null && at - downSince >= LINK_DOWN_MS;
    return [
      ...alarms,
      ...stuck(at).map((zone) => `button-${zone}-stuck`),
      ...(down ? [`link-${cabinet.link}`] : []),
      ...cabinet.faults.map((fault) => `cabinet-${fault}`),
    ];
  };

  return {
    trace(record) {
      // What was pressed while no control ran, nobody knows.
      if (last !== null && last.boot !== record.boot) pressedSince.clear();
      if (record.cabinet.link === "up") downSince = null;
      else downSince ??= record.at;
      press(record);
      last = record;
    },
    now(cameras) {
      const names = [...new Set([...seen(), ...cameras])];
      for (const name of since.keys()) if (!names.includes(name)) since.delete(name);
      const moment = wallClock().toISOString();
      for (const name of names) if (!since.has(name)) since.set(name, moment);
      return Object.fromEntries(names.map((name) => [name, since.get(name)!]));
    },
  };
}
