/** Short streams and small crossings for tests of the point-queue street. */
import type { PolicySite, Site } from "@crossing/config";
import { chanceOf } from "../src/chance.ts";
import { behaviourOf } from "../src/behaviour.ts";
import type { PointPerson, PointStream } from "../src/point/index.ts";
import { pilotSite } from "./pilot-site.ts";

/** Somebody who never crosses on red, never leaves, presses, and is seen. */
export const person = (t: number, more: Partial<PointPerson> = {}): PointPerson => ({
  t,
  side: 0,
  speed: 1,
  patience: -1,
  gap: 6,
  leave: -1,
  press: true,
  det: true,
  ...more,
});

export const stream = (
  people: readonly PointPerson[],
  vehicles: readonly (readonly [t: number, lane: number])[],
  more: Partial<PointStream> = {},
): PointStream => ({
  id: "test",
  arrivals_end_s: 100,
  end_s: 300,
  lanes: 4,
  width_m: 15,
  people,
  vehicles: vehicles.map(([t, lane]) => ({ t, lane })),
  ...more,
});

/** An hour's worth of chance in `span` seconds: people and vehicles of all kinds. */
export function drawnStream(
  seed: number,
  span: number,
  { people, vehicles, lanes = 4 }: { people: number; vehicles: number; lanes?: number },
): PointStream {
  const chance = chanceOf(seed, "a short stream");
  const at = (): number => Math.round(chance.uniform(0, span) * 16) / 16;
  const inOrder = <T extends { t: number }>(list: T[]): T[] => list.sort((a, b) => a.t - b.t);
  return stream([], [], {
    id: `drawn ${seed}`,
    arrivals_end_s: span,
    end_s: span + 300,
    lanes,
    people: inOrder(
      Array.from({ length: people }, () => {
        const side = chance.below(2) as 0 | 1;
        return { t: at(), side, ...behaviourOf(chance) };
      }),
    ),
    vehicles: inOrder(
      Array.from({ length: vehicles }, () => ({ t: at(), lane: chance.below(lanes) })),
    ),
  });
}

/** The pilot crossing as it is in the timing study, under a policy. */
export function studySite(policy: PolicySite, timing: Partial<Site["timing"]> = {}): Site {
  const site = pilotSite();
  return {
    ...site,
    policy,
    timing: {
      ...site.timing,
      vehicle_min_green_s: 20,
      ped_clearance_min_s: 4,
      countdown_s: 0,
      ...timing,
    },
  };
}
