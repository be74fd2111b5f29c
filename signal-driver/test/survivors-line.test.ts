/** Who may feed the watchdog, whose blocks are whose, and how long is waited: each limit from both sides. */
import { describe, expect, test } from "vitest";
import { Commands } from "../src/command.ts";
import { Handwriting, type Mark } from "../src/handwriting.ts";
import { Takeover } from "../src/takeover.ts";
import { Tenure } from "../src/tenure.ts";
import { ALL_RED, GREEN, WITHDRAWN } from "./crossing.ts";
import { at, cabinet } from "./street.ts";

test("after a refusal of the last check the heartbeat stands still, block after block", () => {
  const commands = new Commands(["A", "B"], 2000);
  const { mark: green } = commands.next({ wanted: GREEN, asks: true, lit: null });
  const refused = [1, 2, 3].map(() => commands.next({ wanted: ALL_RED, asks: true, lit: null }));
  expect(refused.map(({ control, mark }) => [control, mark.heartbeat])).toEqual([
    [["go-safe"], green.heartbeat],
    [["go-safe"], green.heartbeat],
    [["go-safe"], green.heartbeat],
  ]);
});

test("the line speaks only when the loop ticks: one wish is one cycle, and nothing goes on by itself", async () => {
  let cycles = 0;
  const street = await cabinet();
  const crossing = at(street.address.port, {}, { onCycle: () => (cycles += 1) });
  crossing.driver.show(WITHDRAWN);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(cycles).toBeLessThanOrEqual(1);
});

test("an echo of the last block or the one before is ours, an older one is stale, any other foreign", () => {
  const hand = new Handwriting();
  hand.adopt({ seq: 0xffff, heartbeat: 0xfffe });
  const marks = ["a", "a", "b"].map((said) => hand.next(said));
  expect(marks).toEqual([
    { seq: 0, heartbeat: 0xffff },
    { seq: 0, heartbeat: 0 },
    { seq: 1, heartbeat: 1 },
  ]);
  expect(marks.map((mark) => hand.judge(mark))).toEqual(["stale", "ours", "ours"]);
  expect(hand.judge({ seq: 1, heartbeat: 0 })).toBe("foreign");
  expect(hand.judge({ seq: 0, heartbeat: 1 })).toBe("foreign");
});

describe("a cabinet in remote with the block of another", () => {
  const look = (echo: Mark, now: number, owned = false) =>
    ({ state: "remote", hand: "foreign", echo, owned, now }) as const;
  const first = { seq: 7, heartbeat: 1 };

  test("is watched for two and a half seconds, and then its watchdog is none", () => {
    const takeover = new Takeover();
    const verdicts = [0, 2499, 2500].map((now) => takeover.judge(look(first, now)));
    expect(verdicts).toEqual(["wait", "wait", "dead"]);
  });

  test.each<[string, Mark]>([
    ["heartbeat", { seq: 7, heartbeat: 2 }],
    ["sequence number", { seq: 8, heartbeat: 1 }],
  ])("is another master's as soon as its %s moves, and is watched anew", (_, moved) => {
    const takeover = new Takeover();
    takeover.judge(look(first, 0));
    expect(takeover.judge(look(moved, 2500))).toBe("foreign");
    expect(takeover.judge(look(moved, 4999))).toBe("wait");
    expect(takeover.judge(look(moved, 5000))).toBe("dead");
  });

  test("is taken when nobody ever wrote to it, unless it says whose it is", () => {
    expect(new Takeover().judge(look({ seq: 0, heartbeat: 0 }, 0))).toBe("take");
    expect(new Takeover().judge(look({ seq: 0, heartbeat: 0 }, 0, true))).toBe("wait");
  });
});

describe("lamps that differ from what was asked", () => {
  const times = { unlikeMs: 500, rejoinMs: { least: 5000, most: 20_000 } };
  const remote = { state: "remote", latched: false } as const;

  test("are put up with for half a second", () => {
    const tenure = new Tenure(times);
    tenure.asks(0);
    tenure.see({ ...remote, alike: true, now: 100 });
    tenure.see({ ...remote, alike: false, now: 200 });
    tenure.see({ ...remote, alike: false, now: 700 });
    expect([tenure.held, tenure.trouble(700)]).toEqual([true, null]);
    tenure.see({ ...remote, alike: false, now: 701 });
    expect([tenure.held, tenure.trouble(701)]).toEqual([
      false,
      expect.stringMatching(/does not show what was asked for 500 ms/),
    ]);
  });

  test("keep us out twice as long each time, up to the longest", () => {
    const tenure = new Tenure(times);
    let now = 0;
    for (const wait of [5000, 10_000, 20_000, 20_000]) {
      expect(tenure.asks(now)).toBe(true);
      expect(tenure.lose("was lost", now)).toBe(true);
      tenure.withdraw();
      expect(tenure.asks(now + wait - 1)).toBe(false);
      now += wait;
    }
    expect(tenure.asks(now)).toBe(true);
  });
});
