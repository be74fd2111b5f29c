/** What is walked through at the kerb, and what the camera must then tell. */

/** What must be told while somebody does it. */
export type Expectation =
  /** So many people wait, soon and steadily. */
  | { readonly kind: "waiting"; readonly people: number }
  /** Nobody waits and nobody is on the crosswalk, for a while. */
  | { readonly kind: "nobody" }
  /** Somebody is seen, but hardly counted as waiting. */
  | { readonly kind: "passing" }
  /** Somebody is on the crosswalk. */
  | { readonly kind: "crossing" }
  /** Somebody is seen to step off the kerb. */
  | { readonly kind: "stepping-off" };

/** One thing to do. */
export interface Item {
  readonly id: string;
  /** Once for the camera, or at each zone that it sees. */
  readonly where: "camera" | "zone";
  /** What to do, to the people at the kerb. */
  readonly zh: string;
  readonly en: string;
  readonly expect: Expectation;
}

const ONE = { kind: "waiting", people: 1 } as const;

/** In the order in which they are walked: simple ones first, those that need props or the night last. */
export const ITEMS: readonly Item[] = [
  {
    id: "nobody",
    where: "camera",
    en: "Keep everybody out of the waiting zones and off the crosswalk.",
    zh: "请所有人离开等待区和人行横道。",
    expect: { kind: "nobody" },
  },
  {
    id: "adult",
    where: "zone",
    en: "One adult stands in the middle of the zone.",
    zh: "一名成人站在等待区中间。",
    expect: ONE,
  },
  {
    id: "corner",
    where: "zone",
    en: "One adult stands in the corner of the zone that is farthest from the camera.",
    zh: "一名成人站在离摄像机最远的等待区角落。",
    expect: ONE,
  },
  {
    id: "child",
    where: "zone",
    en: "A child, or a figure 1.1 m tall, stands in the zone without an adult.",
    zh: "一名儿童（或 1.1 米高的人形）独自站在等待区，无成人陪同。",
    expect: ONE,
  },
  {
    id: "umbrella",
    where: "zone",
    en: "One person with an open umbrella stands in the zone.",
    zh: "一人撑伞站在等待区。",
    expect: ONE,
  },
  {
    id: "wheelchair",
    where: "zone",
    en: "A person in a wheelchair waits in the zone.",
    zh: "一名轮椅使用者在等待区等待。",
    expect: ONE,
  },
  {
    id: "pram",
    where: "zone",
    en: "One adult with a pram waits in the zone.",
    zh: "一名成人推婴儿车在等待区等待。",
    expect: ONE,
  },
  {
    id: "bicycle",
    where: "zone",
    en: "One person who holds a bicycle waits in the zone.",
    zh: "一人扶自行车在等待区等待。",
    expect: ONE,
  },
  {
    id: "group",
    where: "zone",
    en: "Three people stand close together in the zone.",
    zh: "三人紧挨着站在等待区。",
    expect: { kind: "waiting", people: 3 },
  },
  {
    id: "passing",
    where: "zone",
    en: "One adult walks along the pavement through the zone and does not stop.",
    zh: "一名成人沿人行道穿过等待区，不停留。",
    expect: { kind: "passing" },
  },
  {
    id: "crossing",
    where: "camera",
    en: "One adult crosses in walk, from kerb to kerb.",
    zh: "一名成人在行人绿灯时从一侧走到另一侧。",
    expect: { kind: "crossing" },
  },
  {
    id: "stepping-off",
    where: "camera",
    en: "With the road closed by a second person: one adult steps off the kerb on red and walks on.",
    zh: "由另一人封路后：一名成人在红灯时走下路缘并继续前行。",
    expect: { kind: "stepping-off" },
  },
  {
    id: "dark",
    where: "zone",
    en: "After dark: one adult in dark clothes stands in the zone.",
    zh: "天黑以后：一名穿深色衣服的成人站在等待区。",
    expect: ONE,
  },
];
