/** How well the street was seen when it was recorded, so that plans in the simulator know as much and no more. */
import type { Inputs } from "@crossing/config";
import type { Quality } from "@crossing/simulator";

/** Takes the inputs of each tick, and says in the end what detectors there were. */
export interface SeenAs {
  tick(inputs: Inputs): void;
  result(): Quality;
}

/** What was never told in the whole recording is taken as not known. */
export function seenAs(): SeenAs {
  const ever = { lookahead_s: 0, approach: false, crossing: false, queues: false, counted: false };
  return {
    tick({ zones, lanes, crossing, lookahead_s }) {
      ever.lookahead_s = Math.max(ever.lookahead_s, lookahead_s);
      ever.crossing ||= crossing !== null;
      ever.queues ||= lanes.some(({ queue }) => queue !== null);
      for (const zone of Object.values(zones)) {
        ever.approach ||= zone?.approaching_s !== undefined;
        ever.counted ||= zone !== null && zone.waiting > 0 && zone.waits_s === undefined;
      }
    },
    result: () => ({
      lookahead_s: ever.lookahead_s,
      ...(ever.approach ? {} : { approach_s: 0 }),
      crossing: ever.crossing,
      queues: ever.queues,
      waits: !ever.counted,
    }),
  };
}

/** The same in words. */
export function seenAsInWords({
  lookahead_s = 0,
  approach_s,
  crossing,
  queues,
  waits,
}: Quality): string {
  const known = [
    `vehicles ${Math.round(lookahead_s)} s ahead`,
    `queues${queues === false ? " not" : ""} known`,
    `who is on the road${crossing === false ? " not" : ""} known`,
    waits === false ? "people counted" : "each wait known",
    approach_s === 0 ? "people not seen before the kerb" : "people seen before the kerb",
  ];
  return known.join(", ");
}
