/** Eyes that cannot be believed: when they are doubted, what it does to people, and what it takes to believe them again. */
import { type Inputs, type ZoneInput, instant, milliseconds } from "@crossing/config";
import {
  type Plan,
  type State,
  type Step,
  alarmsOf,
  initialState,
  step,
} from "@crossing/controller";
import { describe, expect, test } from "vitest";
import { PLAN, QUIET } from "./strip.ts";

type Seen = (second: number, state: State) => Partial<Inputs>;

/** So many seconds of a street, a tick a second, from a desk's beginning. */
function street(seconds: number, seen: Seen, plan: Plan = PLAN): Step[] {
  let state = initialState(plan, instant(0));
  return Array.from({ length: seconds }, (_, second) => {
    const done = step(plan, state, { ...QUIET, ...seen(second, state) }, instant(second * 1000));
    state = done.state;
    return done;
  });
}

const doubts = (steps: readonly Step[]): string[] =>
  steps.flatMap(({ events }, second) =>
    events
      .filter(({ name }) => /-(doubted|believed)$/.test(name))
      .map(({ name, param, cause }) => `${second} ${name} ${param} ${cause}`),
  );

const zones = (a: ZoneInput | null, b: ZoneInput | null = { waiting: 0 }) => ({
  zones: { A: a, B: b },
});

const walks = (steps: readonly Step[]): number =>
  steps.filter(({ events }) => events.some(({ code }) => code === 21)).length;

/** One person who comes every `every` seconds, waits, and is on the road while walk and clearance show. */
const healthy =
  (every: number): Seen =>
  (second, { interval }) => {
    const crossing = ["walk", "ped-clearance"].includes(interval) && second % 2 === 0 ? 1 : 0;
    const waits =
      second % every < every / 2 && !["walk", "ped-clearance", "buffer"].includes(interval);
    return { ...zones({ waiting: waits ? 1 : 0 }), crossing };
  };

describe("a zone that is always on", () => {
  const parcel: Seen = () => zones({ waiting: 1 });

  test("is doubted after three minutes and two services that nobody who stood there used", () => {
    const steps = street(200, parcel);
    expect(doubts(steps)).toEqual(["180 zone-doubted 1 always-on"]);
    expect(alarmsOf(steps.at(-1)!.state)).toEqual(["zone-A-always-on"]);
    expect(steps.at(-1)!.outputs).toMatchObject({ level: 1, mode: "partial" });
  });

  test("is served as one person whom nobody sees, again and again, and vehicles keep their minimum green", () => {
    const steps = street(900, parcel);
    const before = walks(steps.slice(0, 180)) / 180;
    const after = walks(steps.slice(180)) / 720;
    expect(after / before).toBeGreaterThan(0.7);
    expect(after / before).toBeLessThan(1.1);
  });

  test("is believed again after five services in which it was seen to empty", () => {
    const steps = street(700, (second) => (second < 200 ? zones({ waiting: 1 }) : QUIET));
    const [, believed] = doubts(steps);
    expect(believed).toMatch(/zone-believed 1 always-on$/);
    const at = Number(believed!.split(" ")[0]);
    expect(walks(steps.slice(200, at))).toBeGreaterThanOrEqual(4);
    expect(steps[at]!.outputs.interval).toBe("vehicle-green");
  });

  test("is not doubted while people come and go, however many, or while nothing is served", () => {
    const busy = street(900, (second, { interval }) =>
      interval === "walk" ? zones({ waiting: 1 }) : zones({ waiting: 2 + (second % 5) }),
    );
    expect(doubts(busy).filter((line) => line.includes("zone"))).toEqual([]);
    const pelican: Plan = {
      ...PLAN,
      maxWait: milliseconds(3_000_000),
      policy: { name: "push-button", green: milliseconds(20_000), walk: milliseconds(7000) },
    };
    expect(doubts(street(900, parcel, pelican))).toEqual([]);
  });

  test("one bad check begins the count of good ones anew", () => {
    let services = 0;
    const steps = street(1200, (second, { interval }) => {
      if (interval === "buffer") services = second;
      const comesBack = second > 300 && second < 360;
      return second < 200 || comesBack ? zones({ waiting: 1 }) : QUIET;
    });
    const [, believed] = doubts(steps);
    expect(services).toBeGreaterThan(0);
    expect(Number(believed!.split(" ")[0])).toBeGreaterThan(360 + 4 * 20);
  });
});

describe("a zone that is never on", () => {
  const pressedOften: Seen = (second, { interval }) => ({
    ...zones({ waiting: 0 }),
    buttons: { A: second % 40 === 0 && interval !== "walk" },
  });

  test("is doubted after ten presses for which nobody was seen, and people are recalled every two minutes", () => {
    const steps = street(1300, (second, state) =>
      second < 420 ? pressedOften(second, state) : zones({ waiting: 0 }),
    );
    const [doubted] = doubts(steps);
    expect(doubted).toMatch(/zone-doubted 1 never-on$/);
    expect(walks(steps.slice(500))).toBeGreaterThanOrEqual(5);
    expect(walks(steps.slice(500))).toBeLessThanOrEqual(7);
  });

  test("still counts when it does see somebody, and is believed again after five sightings", () => {
    const steps = street(900, (second, state) =>
      second < 420 ? pressedOften(second, state) : zones({ waiting: second % 30 < 4 ? 1 : 0 }),
    );
    const [, believed] = doubts(steps);
    expect(believed).toMatch(/^5[4-9]\d zone-believed 1 never-on$/);
    expect(steps[420 + 6]!.outputs.mode).toBe("normal");
  });

  test("an unseen press among the sightings begins the count anew", () => {
    const steps = street(1100, (second, state) => {
      if (second < 420) return pressedOften(second, state);
      const pressed = second === 535 || second === 541;
      return {
        ...zones({ waiting: second % 30 < 4 && second < 530 ? 1 : 0 }),
        buttons: { A: pressed },
      };
    });
    expect(doubts(steps)).toHaveLength(1);
  });

  test("a press of somebody who is seen within three seconds, or as walk begins, says nothing against it", () => {
    const seen = street(1200, (second, { interval }) => ({
      ...zones({ waiting: second % 40 < 8 && second % 40 > 1 ? 1 : 0 }),
      buttons: { A: second % 40 === 0 },
      crossing: interval === "walk" ? 1 : 0,
    }));
    expect(doubts(seen)).toEqual([]);
    const inWalk = street(1200, (_, { interval }) => ({
      ...zones({ waiting: 0 }, { waiting: 1 }),
      buttons: { A: interval === "walk" },
      crossing: 1,
    }));
    expect(doubts(inWalk).filter((line) => line.includes("never-on"))).toEqual([]);
  });

  test("is doubted after a day without anybody", () => {
    let state = initialState(PLAN, instant(0));
    const plan = { ...PLAN, maxStep: milliseconds(120_000) };
    let at = -1;
    for (let minute = 0; minute <= 1500 && at < 0; minute++) {
      const done = step(plan, state, QUIET, instant(minute * 60_000));
      state = done.state;
      if (doubts([done]).length > 0) at = minute;
    }
    expect(at).toBe(1440);
    expect(alarmsOf(state)).toEqual(["zone-A-never-on", "zone-B-never-on"]);
  });
});

describe("an erratic zone", () => {
  const flicker: Seen = (second) => zones({ waiting: second % 2 });
  const fast = (ticks: number, seen: Seen): Step[] => {
    let state = initialState(PLAN, instant(0));
    return Array.from({ length: ticks }, (_, tick) => {
      const done = step(PLAN, state, { ...QUIET, ...seen(tick, state) }, instant(tick * 500));
      state = done.state;
      return done;
    });
  };

  test("is doubted when somebody appears more than thirty times a minute, and after a minute of calm believed", () => {
    const steps = fast(600, (tick, state) => (tick < 90 ? flicker(tick, state) : QUIET));
    const [doubted, believed] = doubts(steps);
    expect(doubted).toBe("61 zone-doubted 1 erratic");
    expect(believed).toMatch(/zone-believed 1 erratic$/);
    expect(Number(believed!.split(" ")[0])).toBeGreaterThanOrEqual(90 + 2 * 48);
  });

  test("is not doubted at thirty", () => {
    expect(doubts(street(300, flicker))).toEqual([]);
  });
});

describe("a zone that tells nothing", () => {
  test("counts as occupied at once, is doubted after five seconds, and is believed after thirty good ones in vehicle green", () => {
    const steps = street(120, (second) =>
      zones(second >= 20 && second < 30 ? null : { waiting: 0 }),
    );
    expect(steps[20]!.outputs).toMatchObject({ mode: "partial", level: 0 });
    expect(steps[25]!.outputs).toMatchObject({ mode: "partial", level: 1 });
    const [doubted, believed] = doubts(steps);
    expect(doubted).toBe("25 zone-doubted 1 unseen");
    const at = Number(believed!.split(" ")[0]);
    expect(at).toBeGreaterThanOrEqual(60);
    expect(steps[at]!.outputs).toMatchObject({
      interval: "vehicle-green",
      level: 0,
      mode: "normal",
    });
  });

  test("for less than five seconds is no news for the ladder", () => {
    const steps = street(60, (second) =>
      zones(second >= 20 && second < 24 ? null : { waiting: 0 }),
    );
    expect(doubts(steps)).toEqual([]);
  });

  test("again before it was believed begins its thirty seconds anew", () => {
    const steps = street(160, (second) =>
      zones((second >= 20 && second < 30) || second === 55 ? null : { waiting: 0 }),
    );
    expect(Number(doubts(steps)[1]!.split(" ")[0])).toBeGreaterThanOrEqual(86);
  });

  test("is doubted for that even while it is doubted for something else", () => {
    const steps = street(260, (second) => zones(second < 200 ? { waiting: 1 } : null));
    expect(doubts(steps)).toEqual(["180 zone-doubted 1 always-on", "205 zone-doubted 1 unseen"]);
  });
});

describe("the view of the road", () => {
  /** So many people leave kerb A on each walk, and nobody is ever seen on the road. */
  const unseen =
    (people: number): Seen =>
    (_, { interval }) =>
      zones({ waiting: ["walk", "ped-clearance"].includes(interval) ? 0 : people });

  test("that shows nobody in a service that two people used is doubted, and clearance runs to its maximum", () => {
    const steps = street(200, unseen(2));
    const [doubted] = doubts(steps);
    expect(doubted).toMatch(/crossing-doubted 31 inactive$/);
    const at = Number(doubted!.split(" ")[0]);
    const lengths = (from: number, to: number): number =>
      steps.slice(from, to).filter(({ outputs }) => outputs.interval === "ped-clearance").length;
    expect(lengths(0, at)).toBe(4);
    const clearing = steps.slice(at).map(({ outputs }) => outputs);
    const first = clearing.findIndex(({ interval }) => interval === "ped-clearance");
    expect(
      clearing.slice(first, first + 12).every(({ interval }) => interval === "ped-clearance"),
    ).toBe(true);
    expect(clearing[first]!.reason.code).toBe("clear-in-doubt");
  });

  test("needs two services in a row when only one person left the kerb: that may have been a shadow", () => {
    const steps = street(200, unseen(1));
    const at = Number(doubts(steps)[0]!.split(" ")[0]);
    expect(walks(steps.slice(0, at))).toBe(2);
  });

  test("is believed again after five services in which somebody was seen on it; one more without anybody begins anew", () => {
    let services = 0;
    const run = (blindAgain: number) => {
      services = 0;
      return street(900, (second, state) => {
        const at = unseen(2)(second, state);
        if (state.interval === "walk" && elapsedIn(state, second) === 1) services += 1;
        const seen = services > 1 && services !== blindAgain;
        return { ...at, crossing: state.interval === "walk" && seen ? 2 : 0 };
      });
    };
    const believedAt = (steps: readonly Step[]): number =>
      walks(steps.slice(0, Number(doubts(steps)[1]!.split(" ")[0])));
    expect(believedAt(run(-1))).toBe(6);
    expect(believedAt(run(4))).toBe(9);
  });

  const elapsedIn = (state: State, second: number): number => second - state.since / 1000;

  test("a walk that nobody used, and one of which a part was not seen, say nothing", () => {
    const empty = street(600, () => ({
      ...zones({ waiting: 0 }, { waiting: 0 }),
      requests: ["ped-call"],
    }));
    expect(doubts(empty)).toEqual([]);
    const partly = street(300, (second, state) => ({
      ...unseen(3)(second, state),
      crossing: state.interval === "ped-clearance" && second % 3 === 0 ? null : 0,
    }));
    expect(doubts(partly)).toEqual([]);
  });

  test("that tells nothing is doubted after five seconds and believed after thirty", () => {
    const steps = street(120, (second) => ({
      crossing: (second >= 20 && second < 30) || second === 45 ? null : 0,
    }));
    expect(doubts(steps)).toEqual([
      "25 crossing-doubted 31 unseen",
      expect.stringMatching(/^7[6-9] crossing-believed 31 unseen$/),
    ]);
    expect(steps[26]!.outputs).toMatchObject({ level: 1, mode: "partial" });
  });
});

test("healthy eyes are never doubted, at any demand", () => {
  for (const every of [20, 45, 90]) expect(doubts(street(3000, healthy(every)))).toEqual([]);
});

test("a plan with a recall serves nobody in sight so often, and not oftener", () => {
  const steps = street(1200, () => ({}), {
    ...PLAN,
    recall: { always: true, programmes: [{ from_s: 0, after: milliseconds(200_000) }] },
  });
  expect(walks(steps)).toBe(6);
});
