import { expect, test } from "vitest";
import { retryAfter } from "../src/mqtt/broker-link.ts";
import { createCommands } from "../src/mqtt/commands.ts";

const NOON = new Date("2026-11-21T12:00:00.000Z");
const SOON = "2026-11-21T12:00:10.000Z";

function listen() {
  const clock = { ms: 0 };
  const asked: string[] = [];
  const commands = createCommands({
    request: (request) => {
      asked.push(request);
      return Promise.resolve({ accepted: true, why: "walk follows" });
    },
    wallClock: () => NOON,
    now: () => clock.ms,
    log: () => undefined,
  });
  return { commands, asked, clock };
}

const text = (id: unknown, exp: unknown = SOON) => JSON.stringify({ v: 1, id, exp });

test.each(["ped-call", "clear-fault", "withdraw", "resume"])(
  "%s is handed to control",
  async (name) => {
    const { commands, asked } = listen();
    const result = await commands.handle(name, text("a1"), false);
    expect(result).toEqual({ id: "a1", name, accepted: true, why: "walk follows" });
    expect(asked).toEqual([name]);
  },
);

test.each([
  ["an unknown command", "set-lamps", text("a1"), false, "unknown command"],
  ["a retained command", "ped-call", text("a1"), true, "retained"],
  ["a command that has expired", "ped-call", text("a1", NOON.toISOString()), false, "expired"],
  ["a command for later", "ped-call", text("a1", "2026-11-21T12:01:00.001Z"), false, "60 s"],
  ["an end that is no moment", "ped-call", text("a1", "soon"), false, "RFC 3339"],
])("%s is refused and told why", async (_, name, message, retained, why) => {
  const { commands, asked } = listen();
  const result = await commands.handle(name, message, retained);
  expect(result).toMatchObject({ id: "a1", accepted: false });
  expect(result?.why).toContain(why);
  expect(asked).toEqual([]);
});

test.each([
  ["no JSON", "press the button"],
  ["no object", "null"],
  ["no id", JSON.stringify({ v: 1, exp: SOON })],
  ["an id that would change the topic", text("a/b")],
  ["an unknown version", JSON.stringify({ v: 2, id: "a1", exp: SOON })],
  ["too long", text("a1").padEnd(2_000)],
])("%s is not answered and not handed on", async (_, message) => {
  const { commands, asked } = listen();
  expect(await commands.handle("ped-call", message, false)).toBeNull();
  expect(asked).toEqual([]);
});

test("one command a second, and one delivered twice is carried out once", async () => {
  const { commands, asked, clock } = listen();
  await commands.handle("ped-call", text("a1"), false);
  expect(await commands.handle("ped-call", text("a1"), false)).toBeNull();
  clock.ms = 999;
  expect(await commands.handle("ped-call", text("a2"), false)).toMatchObject({ accepted: false });
  clock.ms = 1_000;
  expect(await commands.handle("ped-call", text("a3"), false)).toMatchObject({ accepted: true });
  expect(asked).toHaveLength(2);
});

test.each([
  ["the first retry is soon", 0, 60_000, 0, 250],
  ["each wait doubles", 3, 60_000, 0, 2_000],
  ["up to the cap", 20, 60_000, 0, 60_000],
  ["chance takes off up to half", 20, 60_000, 1, 30_000],
])("the broker is tried again: %s", (_, failed, cap, chance, ms) => {
  expect(retryAfter(failed, cap, chance)).toBe(ms);
});
