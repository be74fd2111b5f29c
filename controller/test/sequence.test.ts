import { milliseconds } from "@crossing/config";
import { expect, test } from "vitest";
import { FIXED, PLAN, QUIET, run, strip } from "./strip.ts";

const TONGZHOU = {
  ...PLAN,
  clearance: FIXED,
  countdown: milliseconds(15_000),
  policy: { name: "tongzhou-2019", presence: milliseconds(20_000), green: milliseconds(15_000) },
} as const;

test("a press in the minimum green is remembered and served when the green gaps out", () => {
  expect(
    strip(PLAN, [
      "button  ....P...............................",
      "traffic ####................................",
    ]),
  ).toEqual([
    "vehicle rrGGGGGGGGGGYYYrrrrrrrrrrrrrrrGGGGGG",
    "ped -----------------WWWWWWWffff--------",
  ]);
});

test("a person who stands for the dwell time is a call, and is told so by the call lamp", () => {
  expect(strip(PLAN, ["waiting 0000000000000000111111110000000"], ["vehicle", "lamp"])).toEqual([
    "vehicle rrGGGGGGGGGGGGGGGGYYYrrrrrrrrrr",
    "lamp ..................*****........",
  ]);
});

test("somebody who passes by within the dwell time stops nobody", () => {
  expect(strip(PLAN, ["waiting 00000000000000011000000000"])).toEqual([
    "vehicle rrGGGGGGGGGGGGGGGGGGGGGGGG",
    "ped --------------------------",
  ]);
});

test("without a gap, vehicle green ends its maximum after the call", () => {
  const green = 20;
  expect(strip(PLAN, ["waiting 0111111111111111111111111110", "traffic #"])).toEqual([
    `vehicle rr${"G".repeat(green + 3 - 2)}YYYrr`,
    `ped ${"-".repeat(28)}`,
  ]);
});

test("a call whose people left before anything was promised is dropped", () => {
  expect(
    strip(
      PLAN,
      ["waiting 01111111100000000000000000000000", "traffic ####################....."],
      ["vehicle", "lamp"],
    ),
  ).toEqual(["vehicle rrGGGGGGGGGGGGGGGGGGGGGGGGGGGGGG", "lamp ...*********...................."]);
});

test("a zone that cannot be seen is served as if somebody were there", () => {
  expect(strip(PLAN, ["waiting ????????????????????"])).toEqual([
    "vehicle rrGGGGGGGGGGYYYrrrrr",
    "ped -----------------WWW",
  ]);
});

test.each([
  ["ends at its minimum when the road is empty", "0", "ffff--"],
  ["waits for the last one across", "00000000000000000000000001111110000", "ffffffff--"],
  ["runs to its maximum when the road cannot be seen", "?", "ffffffffffff--"],
  ["runs to its maximum when somebody never leaves", "1", "ffffffffffff--"],
])("clearance %s", (_, crossing, clearance) => {
  const [row] = strip(
    PLAN,
    ["waiting 11110", `crossing ${crossing}`, `button P${".".repeat(45)}`],
    ["ped"],
  );
  expect(row).toContain(`WWWWWWW${clearance}`);
  expect(row).not.toContain(`f${clearance}`);
});

test("Tongzhou 2019: 20 s of presence, a 15 s countdown to both, 15 s of green, a whole clearance", () => {
  expect(
    strip(
      TONGZHOU,
      [`waiting ${"0".repeat(22)}${"1".repeat(36)}${"0".repeat(30)}`],
      ["vehicle", "ped", "count", "drivers"],
    ),
  ).toEqual([
    "vehicle rrGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGYYYrrrrrrrrrrrrrrrrrrrrrrrrrGGGGGGGG",
    "ped ---------------------------------------------------------WWWWWWWWWWWWWWWffffff----------",
    "count ..........................................++++++987654321++++++++++++987654321..........".replace(
      "++++++++++++987654321",
      "++++++++++++987654321",
    ),
    "drivers ..........................................+987654321.....++++++++++++++987654321........",
  ]);
});

test("a countdown once begun is kept, though everybody has left", () => {
  const plan = { ...PLAN, countdown: milliseconds(8000) };
  expect(
    strip(plan, ["waiting 0000011110000000000000000000"], ["vehicle", "ped", "count", "drivers"]),
  ).toEqual([
    "vehicle rrGGGGGGGGGGYYYrrrrrrrrrrrrr",
    "ped -----------------WWWWWWWffff",
    "count .........87654321...........",
    "drivers .........321................",
  ]);
});

test("with adaptive clearance the end of walk is not certain, so its displays stay dark", () => {
  const plan = { ...PLAN, countdown: milliseconds(5000) };
  expect(
    strip(plan, ["button P...........................", "waiting 0"], ["ped", "count", "drivers"]),
  ).toEqual([
    "ped -----------------WWWWWWWffff",
    "count ............54321...........",
    "drivers ............................",
  ]);
});

test("the voice invites in walk, and warns only who steps out against red", () => {
  expect(
    strip(
      PLAN,
      ["button P", "crossing 0000000011100000000022222222222222222222220000"],
      ["ped", "voice", "bollards"],
    ),
  ).toEqual([
    "ped -----------------WWWWWWWffffffffffff----------",
    "voice ........www......ccccccc......................",
    "bollards rrrrrrrrrrrrrrrrrgggggggrrrrrrrrrrrrrrrrrrrrrr",
  ]);
});

test("nobody waits beyond the maximum wait, gaps or none", () => {
  const plan = { ...PLAN, maxWait: milliseconds(18_000), vehicleMaxGreen: milliseconds(60_000) };
  expect(strip(plan, [`waiting ${"0".repeat(12)}${"1".repeat(20)}`, "traffic #"])).toEqual([
    `vehicle rr${"G".repeat(22)}YYYrrrrr`,
    `ped ${"-".repeat(29)}WWW`,
  ]);
});

test("a countdown shorter than yellow and red begins within them", () => {
  const plan = { ...PLAN, countdown: milliseconds(3000) };
  expect(strip(plan, ["button P...................."], ["vehicle", "count", "drivers"])).toEqual([
    "vehicle rrGGGGGGGGGGYYYrrrrrr",
    "count ..............321....",
    "drivers .....................",
  ]);
});

test("a site that shows red with yellow shows it before vehicle green", () => {
  const plan = { ...PLAN, redYellow: milliseconds(2000) };
  expect(strip(plan, [`button P${".".repeat(33)}`], ["vehicle"])).toEqual([
    "vehicle rrGGGGGGGGGGYYYrrrrrrrrrrrrrrrOOGG",
  ]);
});

test("with fixed clearance and a countdown, drivers also see the seconds of the buffer and of red with yellow", () => {
  const plan = {
    ...PLAN,
    clearance: FIXED,
    redYellow: milliseconds(1000),
    countdown: milliseconds(5000),
  };
  expect(strip(plan, [`button P${".".repeat(34)}`], ["vehicle", "count", "drivers"])).toEqual([
    "vehicle rrGGGGGGGGGGYYYrrrrrrrrrrrrrrrrrOGG",
    "count ............54321++++987654321.....",
    "drivers .................+++++++987654321..",
  ]);
});

test("a lost line lets go of the crossing; ten seconds after it is back, heads that tell nothing go red first, and somebody is assumed to wait", () => {
  expect(
    strip(
      PLAN,
      ["waiting 0", "link ......................xxxx............................."],
      ["vehicle", "ped"],
    ),
  ).toEqual([
    "vehicle rrGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGrrGGGGGGGGGGYYYrrrrr",
    "ped ----------------------------------------------------WWW",
  ]);
});

test("a withdrawal waits until nobody is on their way and green has had its minimum, and resuming begins with a whole minimum green", () => {
  const rows = [
    "button P.",
    "asks ....................w........................r...................",
  ];
  expect(strip(PLAN, rows, ["vehicle", "bollards"])).toEqual([
    "vehicle rrGGGGGGGGGGYYYrrrrrrrrrrrrrrrGGGGGGGGGGGGGGGrrGGGGGGGGGGYYYrrrrr",
    "bollards rrrrrrrrrrrrrrrrrgggggggrrrrrrrrrrrrrrrr.....rrrrrrrrrrrrrrrrrggg",
  ]);
});

test("who stands there and lets walk go by does not hold the crossing at its maximum wait", () => {
  const standing = run(PLAN, 70, (second) => ({
    ...QUIET,
    zones: { A: { waiting: 1, waits_s: [500 + second] }, B: { waiting: 0 } },
    lanes: [{ id: "W0", queue: 1, eta_s: [], passages: 0 }],
  }));
  const walks = standing.flatMap(({ events, state }) =>
    events.filter(({ class: of }) => of === "decision").map(({ name }) => [state.at / 1000, name]),
  );
  // The first service at once, the second after a maximum green from the end of walk, not after a minimum.
  expect(walks).toEqual([
    [12, "max-wait"],
    [45, "max-out"],
  ]);
});
