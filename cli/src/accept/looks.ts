/** What is known of a crossing while a step runs: looks at the box and at the cabinet, ten times a second. */
import { setTimeout as sleep } from "node:timers/promises";
import type { StateView } from "@crossing/config";
import type { CabinetGlance, CabinetPassport, Onlooker } from "@crossing/signal-driver";

/** What of the box's state is judged. */
export type BoxGlance = Pick<
  StateView,
  | "ts"
  | "boot"
  | "interval"
  | "ped"
  | "time_in_interval_s"
  | "call_lamps"
  | "waiting"
  | "mode"
  | "level"
  | "alarms"
  | "link"
  | "faults"
  | "cabinet"
  | "mqtt_connected"
  | "stale"
>;

/** One look. */
export interface Look {
  /** Seconds since the step began to look. */
  readonly t_s: number;
  /** Null: the box did not answer, or control was not heard by it. */
  readonly box: BoxGlance | null;
  /** Null: the cabinet did not answer, or is not looked at. */
  readonly cabinet: CabinetGlance | null;
  /** As it was read last, once a second. */
  readonly passport: CabinetPassport | null;
}

/** Where the looks come from. */
export interface Windows {
  readonly box: () => Promise<BoxGlance | null>;
  /** Null: nobody looks at the cabinet beside the box. */
  readonly cabinet: Onlooker | null;
  /** What an engineer presses on the page to end the half hour of the flap guard. */
  readonly resume: () => Promise<void>;
}

/** Eyes on a crossing. */
export interface Lookout {
  /** The next look; there is one every `LOOK_MS`. */
  next(): Promise<Look>;
  stop(): void;
}

/** Every figure is as fine as this, and no finer. */
export const LOOK_MS = 100;
const PASSPORT_MS = 1000;
/** An answer of the box counts for so long. */
const BOX_TTL_MS = 1500;

/** Opens both windows; times count from now. */
export function lookOut({ box, cabinet }: Pick<Windows, "box" | "cabinet">): Lookout {
  const begun = performance.now();
  const t_s = (): number => (performance.now() - begun) / 1000;
  const ending = new AbortController();
  let seen: { readonly glance: BoxGlance | null; readonly at: number } = { glance: null, at: 0 };
  let passport: CabinetPassport | null = null;

  const watchBox = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const glance = await box();
      if (glance !== null) seen = { glance, at: performance.now() };
      await sleep(LOOK_MS);
    }
  };
  const readPassport = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      passport = (await cabinet?.passport()) ?? passport;
      await sleep(PASSPORT_MS);
    }
  };
  void watchBox();
  void readPassport();

  return {
    async next() {
      await sleep(LOOK_MS);
      const glance = (await cabinet?.glance()) ?? null;
      const fresh = performance.now() - seen.at <= BOX_TTL_MS && seen.glance?.stale === false;
      return { t_s: t_s(), box: fresh ? seen.glance : null, cabinet: glance, passport };
    },
    stop: () => ending.abort(),
  };
}

/** The box's state over HTTP; null when it does not answer within a second. */
export const boxAt =
  (page: string, token: string | null): Windows["box"] =>
  async () => {
    try {
      const answer = await fetch(`${page}/api/v1/state`, {
        headers: token === null ? {} : { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(1000),
      });
      return answer.ok ? ((await answer.json()) as StateView) : null;
    } catch {
      return null;
    }
  };

/** Asks the box to take control again. What comes of it is seen in its state. */
export const resumeAt =
  (page: string, token: string | null): Windows["resume"] =>
  async () => {
    try {
      await fetch(`${page}/api/v1/requests`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ request: "resume" }),
        signal: AbortSignal.timeout(1000),
      });
    } catch {
      // It is asked again as long as the guard holds.
    }
  };
