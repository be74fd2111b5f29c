/** Who holds the lamps, call by call: when they are ours, when they are given up, and what a cabinet is blamed for. */
import type { CabinetState } from "@crossing/config";
import { beforeEach, describe, expect, test } from "vitest";
import { Takeover } from "../src/takeover.ts";
import { Tenure, type TenureNews } from "../src/tenure.ts";

const TIMES = { unlikeMs: 500, rejoinMs: { least: 5000, most: 20_000 } };

let tenure: Tenure;
beforeEach(() => {
  tenure = new Tenure(TIMES);
});

const see = (now: number, news: Partial<TenureNews> = {}): void =>
  tenure.see({ state: "remote", latched: false, alike: true, now, ...news });

/** Asks at `now` and has the lamps at once. */
function held(now: number): void {
  expect(tenure.asks(now)).toBe(true);
  see(now);
  expect(tenure.held).toBe(true);
}

describe("the lamps are ours", () => {
  test("neither before we ask nor by asking, but when the cabinet shows what was asked", () => {
    see(0);
    expect([tenure.held, tenure.trouble(0)]).toEqual([false, null]);
    expect([tenure.asks(0), tenure.held]).toEqual([true, false]);
    see(100, { alike: false });
    see(200, { state: "local" });
    expect(tenure.held).toBe(false);
    see(300);
    expect([tenure.held, tenure.asks(300), tenure.trouble(300)]).toEqual([true, true, null]);
  });

  test("no longer when the core withdraws, and nobody is to blame", () => {
    held(0);
    tenure.withdraw();
    expect([tenure.held, tenure.trouble(0), tenure.asks(0)]).toEqual([false, null, true]);
    expect(tenure.held).toBe(false);
  });

  test("though they differed for a while, if they were right again in between", () => {
    held(0);
    for (const now of [100, 600]) see(now, { alike: false });
    see(601);
    for (const now of [700, 1200]) see(now, { alike: false });
    expect(tenure.held).toBe(true);
    see(1201, { alike: false });
    expect(tenure.held).toBe(false);
  });
});

describe("control that the cabinet does not give", () => {
  test("is waited for half a second from when it was asked for", () => {
    tenure.asks(1000);
    see(1500, { state: "local" });
    expect([tenure.asks(1500), tenure.trouble(1500)]).toEqual([true, null]);
    see(1501, { state: "local" });
    expect(tenure.asks(1501)).toBe(false);
    expect(tenure.trouble(1501)).toBe(
      "has not given control for 500 ms: it is in state local; check its remote switch",
    );
  });

  test("is given with lamps that are wrong: the lamps are to blame", () => {
    tenure.asks(0);
    see(501, { alike: false });
    expect(tenure.trouble(501)).toBe(
      "does not show what was asked for 500 ms; check lamps, fuses and lamp feedback",
    );
  });

  test("is asked for anew with a new half second", () => {
    tenure.asks(0);
    tenure.withdraw();
    tenure.asks(10_000);
    see(10_500, { state: "local" });
    expect(tenure.asks(10_500)).toBe(true);
  });

  test("is not asked for a second time by asking again", () => {
    tenure.asks(0);
    tenure.asks(400);
    see(501, { state: "local" });
    expect(tenure.asks(501)).toBe(false);
  });
});

describe("control that is taken away", () => {
  test.each<[what: string, look: (state: CabinetState) => void]>([
    ["seen before a write", (state) => tenure.look(state, 1000)],
    ["seen in an answer, the lamps alike by chance", (state) => see(1000, { state })],
  ])("is given up at once, %s", (_, look) => {
    held(0);
    look("local");
    expect([tenure.held, tenure.asks(1000)]).toEqual([false, false]);
    expect(tenure.trouble(1000)).toBe("took control away: it is in state local");
  });

  test("is none while the cabinet stays in remote, or before it has given it", () => {
    held(0);
    tenure.look("remote", 100);
    expect(tenure.held).toBe(true);
    tenure.withdraw();
    tenure.asks(200);
    tenure.look("local", 300);
    expect([tenure.asks(300), tenure.trouble(300)]).toEqual([true, null]);
  });
});

describe("control that was given up", () => {
  test("is asked for again only after the core withdrew and the time is over, to the millisecond", () => {
    held(0);
    tenure.lose("was lost", 1000);
    expect([tenure.asks(1000), tenure.asks(90_000)]).toEqual([false, false]);
    expect(tenure.trouble(90_000)).toBe("was lost");
    tenure.withdraw();
    expect([tenure.trouble(5999), tenure.asks(5999)]).toEqual(["was lost", false]);
    expect([tenure.trouble(6000), tenure.asks(6000)]).toEqual([null, true]);
  });

  test("is not given up twice: the time out is not doubled, nor the reason changed", () => {
    held(0);
    expect(tenure.lose("was lost", 0)).toBe(true);
    expect(tenure.lose("was lost again", 100)).toBe(false);
    see(600, { state: "local" });
    see(9000, { state: "local", alike: false });
    expect(tenure.trouble(9000)).toBe("was lost");
    tenure.withdraw();
    expect(tenure.asks(5000)).toBe(true);
  });

  test("does not come back by itself when the lamps are right again", () => {
    held(0);
    tenure.lose("was lost", 0);
    see(100);
    expect([tenure.held, tenure.asks(100)]).toEqual([false, false]);
  });

  test("was never there to lose before it was asked for, and can be lost while it is", () => {
    expect([tenure.lose("was lost", 0), tenure.trouble(0)]).toEqual([false, null]);
    tenure.asks(0);
    expect([tenure.lose("was lost", 0), tenure.trouble(0)]).toEqual([true, "was lost"]);
    tenure.withdraw();
    expect(tenure.lose("was lost", 1)).toBe(false);
  });
});

describe("the time out", () => {
  /** Loses control at `now` and says how long it is out. */
  const out = (now: number): number => {
    tenure.lose("was lost", now);
    tenure.withdraw();
    let wait = 0;
    while (tenure.trouble(now + wait) !== null) wait += 1000;
    return wait;
  };

  test("doubles after each loss until control was held for longer than three minutes", () => {
    held(0);
    expect(out(0)).toBe(5000);
    held(10_000);
    expect(out(10_000 + 180_000)).toBe(10_000);
    held(300_000);
    for (let now = 310_000; now <= 480_000; now += 10_000) see(now);
    expect(out(300_000 + 180_001)).toBe(5000);
  });

  test("is not made short again by asking long and in vain", () => {
    held(0);
    expect(out(200_000)).toBe(5000);
    tenure.asks(1_000_000);
    expect(out(2_000_000)).toBe(10_000);
    tenure.asks(3_000_000);
    expect(out(4_000_000)).toBe(20_000);
    tenure.asks(5_000_000);
    expect(out(6_000_000)).toBe(20_000);
  });
});

describe("a cabinet that is unwilling", () => {
  test.each<CabinetState>(["boot", "fault", "manual-panel", "police-flash"])(
    "in state %s is not asked, and says so",
    (state) => {
      see(0, { state });
      expect(tenure.trouble(0)).toBe(`is in state ${state} and takes no commands`);
      expect(tenure.asks(0)).toBe(false);
      see(100, { state: "local" });
      expect([tenure.trouble(100), tenure.asks(100)]).toEqual([null, true]);
    },
  );

  test.each<CabinetState>(["local", "remote", "safe"])("in state %s it is not", (state) => {
    see(0, { state });
    expect([tenure.trouble(0), tenure.asks(0)]).toEqual([null, true]);
  });

  test("with a latched fault is not asked until it was reset there", () => {
    see(0, { latched: true });
    expect(tenure.trouble(0)).toBe(
      "has latched a fault (state remote); find the cause and reset it there",
    );
    expect(tenure.asks(0)).toBe(false);
    see(100);
    expect(tenure.asks(100)).toBe(true);
  });
});

describe("a cabinet that was just reached", () => {
  const mine = { seq: 7, heartbeat: 1 };
  const look = { state: "remote", hand: "foreign", echo: mine, owned: false, now: 0 } as const;

  test.each<CabinetState>(["local", "safe", "boot"])("in state %s may be written to", (state) => {
    expect(new Takeover().judge({ ...look, state, owned: true })).toBe("take");
  });

  test.each(["ours", "stale"] as const)(
    "in remote with a block that was %s may be written to, unless it says that it is another's",
    (hand) => {
      expect(new Takeover().judge({ ...look, hand })).toBe("take");
      expect(new Takeover().judge({ ...look, hand, owned: true })).toBe("wait");
    },
  );

  test.each([
    ["sequence number", { seq: 1, heartbeat: 0 }],
    ["heartbeat", { seq: 0, heartbeat: 1 }],
  ])("was written to by somebody when its %s is not 0", (_, echo) => {
    expect(new Takeover().judge({ ...look, echo })).toBe("wait");
  });

  test("is watched anew after a new connection", () => {
    const takeover = new Takeover();
    takeover.judge(look);
    takeover.restart();
    expect(takeover.judge({ ...look, now: 2500 })).toBe("wait");
    expect(takeover.judge({ ...look, now: 4999 })).toBe("wait");
    expect(takeover.judge({ ...look, now: 5000 })).toBe("dead");
  });

  test("that somebody wrote to while nobody looked is watched anew, and not taken for another's", () => {
    const takeover = new Takeover();
    takeover.judge(look);
    takeover.restart();
    expect(takeover.judge({ ...look, echo: { seq: 9, heartbeat: 9 }, now: 100 })).toBe("wait");
  });
});
