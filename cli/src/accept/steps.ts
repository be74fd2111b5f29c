/** The twenty steps of a site acceptance: what is done to the crossing, and what must then be seen. */
import type { Interval } from "@crossing/config";

/** What is looked for. Each has its judge. */
export type Expectation =
  | "right-cabinet"
  | "live-watchdog"
  | "lamp-times"
  | "press-served"
  | "silence"
  | "rejoin"
  | "power-cycle"
  | "restart"
  | "refused"
  | "other-master"
  | "conflict"
  | "camera-blind"
  | "button-stuck"
  | "broker-gone"
  | "clock-wrong"
  | "walk-tests";

/** One step. */
export interface Step {
  readonly number: number;
  readonly title: string;
  /** Rows of docs/hazards.md that it proves at this site. */
  readonly hazards: readonly string[];
  readonly expect: Expectation;
  /** What people make ready, and then do when they are told "now"; null: nothing, the step only looks. */
  readonly act: { readonly en: string; readonly zh: string } | null;
  /** "Now" is said as soon as one of these intervals begins; left out: at once. */
  readonly at?: readonly Interval[];
  /** The act is undone so long after it, while the step still looks. */
  readonly undoAfter_s?: number;
  /** How the crossing is put right again after the step; null: by itself. */
  readonly undo: string | null;
  /** Undecided after so long, the step has failed. */
  readonly patience_s: number;
  /** Nothing can be judged unless the cabinet is looked at beside the box. */
  readonly needsCabinet: boolean;
}

const LOOKS = { act: null, undo: null, needsCabinet: true } as const;
const CABLE_BACK = "Put the cable back.";

const cablePulled = (number: number, where: string, zh: string, at: readonly Interval[]): Step => ({
  number,
  title: `cable pulled in ${where}`,
  hazards: ["H4", "H14"],
  expect: "silence",
  at,
  act: {
    en: `Hold the cable between box and cabinet, at the box. Pull it when you read NOW (${where}).`,
    zh: `握住信号机与控制盒之间的网线（控制盒一端），看到“NOW”时（${zh}）拔出。`,
  },
  undo: CABLE_BACK,
  patience_s: 15,
  needsCabinet: true,
});

/**
 * In the order in which they are done: what only looks first, what latches faults late. The flap guard of the box keeps
 * it from control after a second loss within ten minutes, so coming back is judged after the first loss (5), and again
 * after the box has started anew (11).
 */
export const STEPS: readonly Step[] = [
  {
    ...LOOKS,
    number: 1,
    title: "the right cabinet, with watchdog and conflict monitor",
    hazards: ["H1", "H20"],
    expect: "right-cabinet",
    patience_s: 20,
  },
  {
    ...LOOKS,
    number: 2,
    title: "a watchdog that runs",
    hazards: ["H4", "H16"],
    expect: "live-watchdog",
    patience_s: 120,
  },
  {
    ...LOOKS,
    number: 3,
    title: "times at the lamps over one walk",
    hazards: ["H2", "H3"],
    expect: "lamp-times",
    patience_s: 300,
  },
  {
    number: 4,
    title: "a press is served",
    hazards: ["H5"],
    expect: "press-served",
    at: ["vehicle-green"],
    act: {
      en: "With nobody waiting: press one button once when you read NOW.",
      zh: "在无人等待时，看到“NOW”后按一次行人按钮。",
    },
    undo: null,
    patience_s: 200,
    needsCabinet: true,
  },
  {
    number: 5,
    title: "control comes back slowly",
    hazards: ["H12", "H37"],
    expect: "rejoin",
    at: ["vehicle-green"],
    undoAfter_s: 4,
    act: {
      en: "Pull the cable at NOW and put it back when you are told.",
      zh: "看到“NOW”时拔出网线，按提示插回。",
    },
    undo: CABLE_BACK,
    patience_s: 150,
    needsCabinet: true,
  },
  cablePulled(6, "vehicle green", "机动车绿灯", ["vehicle-green"]),
  cablePulled(7, "yellow or red clearance", "黄灯或全红", ["yellow-change", "red-clearance"]),
  cablePulled(8, "walk", "行人绿灯", ["walk"]),
  cablePulled(9, "ped clearance", "行人绿闪", ["ped-clearance"]),
  {
    number: 10,
    title: "the box loses its power in walk",
    hazards: ["H4", "H19", "H22"],
    expect: "restart",
    at: ["walk"],
    undoAfter_s: 5,
    act: {
      en: "Cut the power of the box at NOW; switch it on again when you are told. Press nothing.",
      zh: "看到“NOW”时切断控制盒电源，按提示重新上电。不要按按钮。",
    },
    undo: "Switch the box on.",
    patience_s: 300,
    needsCabinet: true,
  },
  {
    number: 11,
    title: "the cabinet is switched off and on",
    hazards: ["H15"],
    expect: "power-cycle",
    act: {
      en: "Switch the cabinet's controller (the Modbus slave) off at NOW, and on again after 5 s.",
      zh: "看到“NOW”时关闭信号机（Modbus 从站）电源，5 秒后重新上电。",
    },
    undo: null,
    patience_s: 300,
    needsCabinet: true,
  },
  {
    number: 12,
    title: "a cabinet without watchdog is refused",
    hazards: ["H4"],
    expect: "refused",
    act: {
      en: "Switch the communication watchdog of the cabinet (or I/O module) off, or its time to 0. Pull the cable and put it back at NOW. (n: it cannot be switched off)",
      zh: "将信号机（或 I/O 模块）的通信看门狗关闭或设为 0，看到“NOW”时拔插一次网线。（n：无法关闭）",
    },
    undo: "Switch the watchdog on again, with its time as before, and pull the cable once.",
    patience_s: 90,
    needsCabinet: true,
  },
  {
    number: 13,
    title: "a second master",
    hazards: ["H17"],
    expect: "other-master",
    at: ["vehicle-green"],
    act: {
      en: "With a Modbus tool on a laptop: write a command block that asks for control, ten times a second for 5 s, from NOW on.",
      zh: "用笔记本上的 Modbus 工具，从“NOW”起每秒写入十次带控制请求的命令块，持续 5 秒。",
    },
    undo: "Take the laptop's tool off the line.",
    patience_s: 60,
    needsCabinet: true,
  },
  {
    number: 14,
    title: "a conflict is injected",
    hazards: ["H1"],
    expect: "conflict",
    at: ["vehicle-green"],
    act: {
      en: "Close the road. With the maker's test plug: feed the pedestrian green in vehicle green, at NOW.",
      zh: "封路后，用厂家测试插头在机动车绿灯期间给行人绿灯供电（看到“NOW”时）。",
    },
    undo: "Take the plug out, reset the monitor at the cabinet, and clear the fault on the page if it shows one.",
    patience_s: 40,
    needsCabinet: true,
  },
  {
    number: 15,
    title: "a camera is covered",
    hazards: ["H7", "H29"],
    expect: "camera-blind",
    act: {
      en: "Cover the first camera with a cloth at NOW, and leave it covered.",
      zh: "看到“NOW”时用布遮住第一台摄像机，并保持遮挡。",
    },
    undo: "Take the cloth off.",
    patience_s: 45,
    needsCabinet: false,
  },
  {
    number: 16,
    title: "a camera is unplugged",
    hazards: ["H6", "H8"],
    expect: "camera-blind",
    act: {
      en: "Pull the cable of the first camera at NOW.",
      zh: "看到“NOW”时拔出第一台摄像机的网线。",
    },
    undo: "Plug the camera in.",
    patience_s: 20,
    needsCabinet: false,
  },
  {
    number: 17,
    title: "a button is stuck",
    hazards: ["H9", "H10"],
    expect: "button-stuck",
    act: {
      en: "Wedge one button so that it stays pressed, at NOW.",
      zh: "看到“NOW”时将一个行人按钮卡住，使其保持按下。",
    },
    undo: "Free the button.",
    patience_s: 400,
    needsCabinet: true,
  },
  {
    number: 18,
    title: "the broker is gone",
    hazards: ["H24"],
    expect: "broker-gone",
    undoAfter_s: 30,
    act: {
      en: "Pull the uplink at NOW; put it back when you are told. (n: nothing is reported from here)",
      zh: "看到“NOW”时断开上行网络，按提示恢复。（n：本路口不上报）",
    },
    undo: "Put the uplink back.",
    patience_s: 400,
    needsCabinet: false,
  },
  {
    number: 19,
    title: "the wall clock is an hour wrong",
    hazards: ["H18", "H40"],
    expect: "clock-wrong",
    act: {
      en: "Stop the time service and set the clock of the box one hour ahead at NOW: timedatectl set-ntp false; date -s '+1 hour'.",
      zh: "看到“NOW”时停止时间同步并将控制盒时钟拨快一小时。",
    },
    undo: "Switch the time service on again: timedatectl set-ntp true.",
    patience_s: 120,
    needsCabinet: false,
  },
  {
    ...LOOKS,
    number: 20,
    title: "every camera has passed its walk test",
    hazards: ["H5", "H34"],
    expect: "walk-tests",
    patience_s: 5,
    needsCabinet: false,
  },
];
