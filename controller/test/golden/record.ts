/**
 * What an evening was told, in words: only what changes is written.
 *
 *   A2 B?       people at a kerb; ? unseen          !A      a press
 *   x0 x?       people on the carriageway           v22.5   a vehicle that will be at the stop line at 22.5 s
 *   q1          vehicles in the queue               p1      passages, in this tick only
 *   Llost Lup   the line                            Rresume a request, in this tick only
 *   late12.5    the tick that was due at 12.5 s is this one
 */
import type { Inputs, Link, Request } from "@crossing/config";

/** What one tick is told, before it is made into inputs. */
export interface Told {
  readonly zones: Readonly<Record<string, number | null>>;
  readonly presses: readonly string[];
  readonly crossing: number | null;
  readonly queue: number;
  readonly passages: number;
  /** When each vehicle in sight will be at the stop line, s. */
  readonly arrivals: readonly number[];
  readonly link: Link;
  readonly requests: readonly Request[];
}

/** An empty street. */
export const NOTHING: Told = {
  zones: { A: 0, B: 0 },
  presses: [],
  crossing: 0,
  queue: 0,
  passages: 0,
  arrivals: [],
  link: "up",
  requests: [],
};

/** The words for what is told now and was not before. */
export function wordsOf(told: Told, before: Told): readonly string[] {
  const count = (seen: number | null): string => (seen === null ? "?" : String(seen));
  return [
    ...Object.entries(told.zones)
      .filter(([zone, seen]) => before.zones[zone] !== seen)
      .map(([zone, seen]) => `${zone}${count(seen)}`),
    ...told.presses.map((zone) => `!${zone}`),
    ...(told.crossing === before.crossing ? [] : [`x${count(told.crossing)}`]),
    ...(told.queue === before.queue ? [] : [`q${told.queue}`]),
    ...(told.passages === 0 ? [] : [`p${told.passages}`]),
    ...told.arrivals.filter((at) => !before.arrivals.includes(at)).map((at) => `v${at}`),
    ...(told.link === before.link ? [] : [`L${told.link}`]),
    ...told.requests.map((request) => `R${request}`),
  ];
}

/** What is told at `t` s by these words, after what was told before. */
export function toldBy(words: readonly string[], before: Told, t: number): Told {
  const zones = { ...before.zones };
  const once: Record<"presses" | "requests", string[]> = { presses: [], requests: [] };
  const arrivals = [...before.arrivals];
  let { crossing, queue, link } = before;
  let passages = 0;
  for (const word of words) {
    const rest = word.slice(1);
    const count = rest === "?" ? null : Number(rest);
    if (word.startsWith("late")) continue;
    if (word.startsWith("!")) once.presses.push(rest);
    else if (word.startsWith("x")) crossing = count;
    else if (word.startsWith("q")) queue = Number(rest);
    else if (word.startsWith("p")) passages = Number(rest);
    else if (word.startsWith("v")) arrivals.push(Number(rest));
    else if (word.startsWith("L")) link = rest as Link;
    else if (word.startsWith("R")) once.requests.push(rest);
    else zones[word[0]!] = count;
  }
  return {
    zones,
    presses: once.presses,
    crossing,
    queue,
    passages,
    arrivals: arrivals.filter((at) => at > t),
    link,
    requests: once.requests as Request[],
  };
}

/** The core's inputs at `t` s. Vehicles are told of the first lane. */
export const inputsOf = (told: Told, lanes: readonly string[], t: number): Inputs => ({
  zones: Object.fromEntries(
    Object.entries(told.zones).map(([zone, seen]) => [
      zone,
      seen === null ? null : { waiting: seen },
    ]),
  ),
  buttons: Object.fromEntries(told.presses.map((zone) => [zone, true])),
  crossing: told.crossing,
  lanes: lanes.map((id, at) => ({
    id,
    queue: at === 0 ? told.queue : 0,
    eta_s: at === 0 ? told.arrivals.map((arrival) => arrival - t) : [],
    passages: at === 0 ? told.passages : 0,
  })),
  lookahead_s: 10,
  shown: null,
  link: told.link,
  requests: told.requests,
  time_of_day_s: (64_800 + t) % 86_400,
});
