/**
 * What comes back from the cabinet: the driver is fed with answers spoilt, made up, cut in pieces and doubled.
 *
 * It never throws, its report stays whole, and what it is given costs it little.
 */
import type { Outputs } from "@crossing/config";
import {
  type Cabinet,
  type Stream,
  type Surroundings,
  createDriver,
} from "@crossing/signal-driver";
import { chanceOf } from "@crossing/simulator";
import { type CabinetHost, createCabinetHost } from "@crossing/simulator/cabinet";
import fc from "fast-check";
import { byteChanges, inPieces, spoilt } from "../nasty.ts";
import { must, plainTarget } from "../target.ts";
import { PILOT } from "./pilot.ts";

/** What becomes of the right answer to one request. */
const answers = fc.array(
  fc.record({
    changes: fc.oneof({ weight: 3, arbitrary: byteChanges }, fc.constant([])),
    madeUp: fc.oneof(
      { weight: 8, arbitrary: fc.constant(null) },
      fc.uint8Array({ maxLength: 3000 }),
    ),
    cuts: fc.array(fc.nat({ max: 300 }), { maxLength: 5 }),
    twice: fc.boolean(),
    silent: fc.boolean(),
    ends: fc.constantFrom(null, null, null, null, "end", "close", "error"),
  }),
  { minLength: 1, maxLength: 12 },
);

type Answer = typeof answers extends fc.Arbitrary<(infer T)[]> ? T : never;

export const cabinetAnswers = plainTarget(
  {
    name: "cabinet's answers",
    fed: "right answers of any words, spoilt, made up, in pieces, doubled, silent, and lines that end",
    inControl: true,
  },
  fc.record({
    profile: fc.constantFrom("direct-lamps" as const, "phase-request" as const),
    withCrc: fc.boolean(),
    harmless: fc.integer({ min: 0, max: 120 }),
    answers,
  }),
  async ({ profile, withCrc, harmless, answers }) => {
    const street = new Street(answers, harmless, (now) =>
      createCabinetHost({
        profile,
        withCrc,
        without: [],
        unit: PILOT.cabinet.unit,
        now,
        chance: chanceOf(1, "cabinet"),
        wrote: () => undefined,
      }),
    );
    const driver: Cabinet = createDriver({
      cabinet: { ...PILOT.cabinet, profile, adapter: null, transport: "tcp", serial: null },
      zones: PILOT.zones.map(({ id }) => id),
      now: () => street.now,
      random: () => 0.5,
      surroundings: street,
    });
    for (let ticks = 0; ticks < TICKS; ticks++) {
      driver.show(ticks < TICKS / 2 ? WITHDRAWN : ALL_RED);
      await street.passes(100);
      checkReport(driver);
    }
    const stopped = driver.stop();
    for (let ticks = 0; ticks < 20; ticks++) await street.passes(100);
    await stopped;
  },
);

const TICKS = 40;

const WITHDRAWN: Outputs = {
  vehicle: "red",
  ped: "dont-walk",
  interval: "start-up",
  vehicle_countdown_s: null,
  ped_countdown_s: null,
  bollards: "dark",
  voice: null,
  call_lamps: {},
  reason: { code: "start-up", numbers: {} },
  mode: "withdrawn",
};
const ALL_RED: Outputs = { ...WITHDRAWN, mode: "normal" };

function checkReport(driver: Cabinet): void {
  const { health, buttons, loops } = driver.report();
  must(["up", "lost", "mismatch", "refused"].includes(health.link), "a link is one of four");
  must(buttons.length <= 16 && loops.length <= 16, "no more inputs than the map has");
  must(
    loops.every(({ count }) => count >= 0 && count <= 0xffff),
    "a count is 16 bits",
  );
  must((health.trouble ?? "").length < 1000, "trouble is a sentence");
}

interface Due {
  readonly at: number;
  readonly run: () => void;
  cancelled: boolean;
}

/** Time that passes when it is told to, and a wire whose other end answers by the list. */
class Street implements Surroundings {
  now = 1000;
  readonly #answers: readonly Answer[];
  readonly #harmless: number;
  readonly #cabinet: CabinetHost;
  #written = 0;
  #due: Due[] = [];

  constructor(
    answers: readonly Answer[],
    harmless: number,
    cabinetOf: (now: () => number) => CabinetHost,
  ) {
    this.#answers = answers;
    this.#harmless = harmless;
    this.#cabinet = cabinetOf(() => this.now);
  }

  // Bound to its street, so that it may be handed on alone.
  readonly after: Surroundings["after"] = (ms, run) => {
    let due = this.#plan(ms, run);
    return {
      restart: () => {
        due.cancelled = true;
        due = this.#plan(ms, run);
      },
      cancel: () => {
        due.cancelled = true;
      },
    };
  };

  soon(run: () => void): void {
    this.#plan(0, run);
  }

  connect(): Stream {
    const heard: Record<string, ((word: never) => void)[]> = {};
    let alive = true;
    const tell: Tell = (event, word) => {
      if (alive || event === "close") for (const hear of heard[event] ?? []) hear(word as never);
    };
    const cabinet = this.#cabinet.answer({
      send: (right) => void this.#plan(1, () => this.#deliver(right, tell)),
      end: () => tell("close"),
      drop: () => undefined,
    });
    this.#plan(1, () => tell("connect"));
    return {
      on: (event: string, hear: (word: never) => void) => void (heard[event] ??= []).push(hear),
      write: (request: Buffer) => void this.#plan(1, () => cabinet.data(Buffer.from(request))),
      destroy: () => {
        alive = false;
      },
    };
  }

  /** Lets time pass; promises are let go on in between. */
  async passes(ms: number): Promise<void> {
    const until = this.now + ms;
    for (;;) {
      for (let turns = 0; turns < 5; turns++) await Promise.resolve();
      this.#due = this.#due.filter(({ cancelled }) => !cancelled).sort((a, b) => a.at - b.at);
      const first = this.#due[0];
      if (first === undefined || first.at > until) break;
      this.#due.shift();
      this.now = Math.max(this.now, first.at);
      first.run();
    }
    this.now = until;
  }

  #plan(ms: number, run: () => void): Due {
    const due = { at: this.now + ms, run, cancelled: false };
    this.#due.push(due);
    return due;
  }

  /** What the cabinet wrote, as it comes through. The first exchanges come through unharmed, so that later ones are reached. */
  #deliver(right: Buffer, tell: Tell): void {
    this.#written += 1;
    if (this.#written <= this.#harmless) return tell("data", right);
    const { silent, madeUp, changes, cuts, twice, ends } =
      this.#answers[this.#written % this.#answers.length]!;
    if (silent) return;
    const bytes = spoilt(madeUp === null ? right : Buffer.from(madeUp), changes);
    for (const piece of inPieces(bytes, cuts)) if (piece.length > 0) tell("data", piece);
    if (twice) tell("data", bytes);
    if (ends !== null) tell(ends, new Error("reset by peer"));
  }
}

type Tell = (event: string, word?: unknown) => void;
