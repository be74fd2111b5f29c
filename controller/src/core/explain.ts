/** Sentences made from a reason's code and numbers. The only place where a decision becomes words. */
import type { Reason, ReasonCode } from "@crossing/config";

/** The languages every reason is explained in. */
export type Language = "zh" | "en";

type Numbers = Reason["numbers"];
type Sentence = (n: (name: string) => string) => string;

/**
 * One sentence that says why the crossing does what it does, in the given language.
 *
 * Numbers are rounded to whole seconds or people, seconds still to come upwards, chances to hundredths; one that the reason does not carry reads "?".
 * A code of another version, as an old or a newer recording may have, stands for itself.
 */
export function explain(reason: Reason, language: Language): string {
  if (!Object.hasOwn(SENTENCES, reason.code)) return reason.code;
  return SENTENCES[reason.code][language]((name) => spoken(reason.numbers, name));
}

const spoken = (numbers: Numbers, name: string): string => {
  const value = numbers[name];
  if (value === undefined) return "?";
  if (name.endsWith("_chance")) return value.toFixed(2);
  return String(STILL_TO_COME.includes(name) ? Math.ceil(value) : Math.round(value));
};

/** Seconds that are still to come are rounded up, as on the displays: "0 s more" is never said of a lamp that is lit. */
const STILL_TO_COME: readonly string[] = ["remaining_s", "walk_in_s"];

const SENTENCES: Readonly<Record<ReasonCode, Readonly<Record<Language, Sentence>>>> = {
  "start-up": {
    en: (n) => `Starting up: all heads red for ${n("remaining_s")} s more.`,
    zh: (n) => `系统启动：全部红灯，还需 ${n("remaining_s")} 秒。`,
  },
  "rest-no-demand": {
    en: () => "Resting in vehicle green: nobody is waiting to cross.",
    zh: () => "保持机动车绿灯：无人等待过街。",
  },
  "confirm-dwell": {
    en: (n) =>
      `Holding vehicle green: ${n("waiting")} at the kerb, making sure within ${n("dwell_s")} s that they want to cross.`,
    zh: (n) =>
      `保持机动车绿灯：路缘有 ${n("waiting")} 人，正在 ${n("dwell_s")} 秒内确认是否要过街。`,
  },
  "hold-min-green": {
    en: (n) =>
      `Holding vehicle green: ${n("waiting")} waiting, longest ${n("oldest_s")} s; minimum green ends in ${n("remaining_s")} s.`,
    zh: (n) =>
      `保持机动车绿灯：${n("waiting")} 人等待，最长 ${n("oldest_s")} 秒；最小绿灯还剩 ${n("remaining_s")} 秒。`,
  },
  "hold-presence": {
    en: (n) =>
      `Holding vehicle green: ${n("waiting")} waiting, longest ${n("oldest_s")} s; the countdown starts in ${n("remaining_s")} s.`,
    zh: (n) =>
      `保持机动车绿灯：${n("waiting")} 人等待，最长 ${n("oldest_s")} 秒；${n("remaining_s")} 秒后开始倒计时。`,
  },
  "extend-vehicle": {
    en: (n) =>
      `Holding vehicle green: ${n("vehicles")} vehicles near the stop line; ${n("waiting")} waiting, longest ${n("oldest_s")} s; green ends in ${n("remaining_s")} s at the latest.`,
    zh: (n) =>
      `保持机动车绿灯：停车线附近有 ${n("vehicles")} 辆车；${n("waiting")} 人等待，最长 ${n("oldest_s")} 秒；最迟 ${n("remaining_s")} 秒后结束绿灯。`,
  },
  "gap-out": {
    en: (n) =>
      `Serving people: no vehicle for ${n("gap_s")} s; ${n("waiting")} waiting, longest ${n("oldest_s")} s.`,
    zh: (n) =>
      `放行行人：${n("gap_s")} 秒内无来车；${n("waiting")} 人等待，最长 ${n("oldest_s")} 秒。`,
  },
  "max-out": {
    en: (n) =>
      `Serving people: vehicle green reached its maximum of ${n("limit_s")} s after the call; ${n("waiting")} waiting, longest ${n("oldest_s")} s.`,
    zh: (n) =>
      `放行行人：请求后机动车绿灯已达最大值 ${n("limit_s")} 秒；${n("waiting")} 人等待，最长 ${n("oldest_s")} 秒。`,
  },
  "max-wait": {
    en: (n) =>
      `Serving people: the longest wait is ${n("oldest_s")} s and nobody may wait more than ${n("limit_s")} s.`,
    zh: (n) =>
      `放行行人：最长等待已达 ${n("oldest_s")} 秒，任何人等待不得超过 ${n("limit_s")} 秒。`,
  },
  "presence-served": {
    en: (n) =>
      `Serving people: ${n("waiting")} waiting and somebody has stood there for ${n("oldest_s")} s (limit ${n("limit_s")} s).`,
    zh: (n) =>
      `放行行人：${n("waiting")} 人等待，已站立 ${n("oldest_s")} 秒（限值 ${n("limit_s")} 秒）。`,
  },
  "marginal-hold": {
    en: (n) =>
      `Holding vehicle green: ${n("vehicles")} vehicles due in the next ${n("better_in_s")} s; ${n("waiting")} waiting, longest ${n("oldest_s")} s; serving now costs ${n("costs_more_person_s")} person-s more than in ${n("better_in_s")} s; chance that someone crosses on red ${n("red_chance")}.`,
    zh: (n) =>
      `保持机动车绿灯：未来 ${n("better_in_s")} 秒内有 ${n("vehicles")} 辆车到达；${n("waiting")} 人等待，最长 ${n("oldest_s")} 秒；现在放行比 ${n("better_in_s")} 秒后多损失 ${n("costs_more_person_s")} 人·秒；有人闯红灯的概率 ${n("red_chance")}。`,
  },
  "marginal-serve": {
    en: (n) =>
      `Serving people: no later moment is better, the next best costs ${n("saved_person_s")} person-s more; ${n("waiting")} waiting, longest ${n("oldest_s")} s; ${n("vehicles")} known vehicles will be held.`,
    zh: (n) =>
      `放行行人：此刻最优，推迟将多损失 ${n("saved_person_s")} 人·秒；${n("waiting")} 人等待，最长 ${n("oldest_s")} 秒；将有 ${n("vehicles")} 辆已知来车等待。`,
  },
  "outside-window": {
    en: (n) =>
      `Holding vehicle green for the neighbouring signals: their window opens in ${n("remaining_s")} s; ${n("waiting")} waiting, longest ${n("oldest_s")} s.`,
    zh: (n) =>
      `为相邻路口协调保持机动车绿灯：${n("remaining_s")} 秒后进入放行窗口；${n("waiting")} 人等待，最长 ${n("oldest_s")} 秒。`,
  },
  "cycle-hold": {
    en: (n) =>
      `Holding vehicle green: fixed cycle of ${n("cycle_s")} s, green ends in ${n("remaining_s")} s; ${n("waiting")} waiting.`,
    zh: (n) =>
      `保持机动车绿灯：固定周期 ${n("cycle_s")} 秒，绿灯还剩 ${n("remaining_s")} 秒；${n("waiting")} 人等待。`,
  },
  "cycle-serve": {
    en: (n) =>
      `Serving people: their time in the fixed cycle of ${n("cycle_s")} s; ${n("waiting")} waiting.`,
    zh: (n) => `放行行人：固定周期 ${n("cycle_s")} 秒到点；${n("waiting")} 人等待。`,
  },
  "press-awaited": {
    en: (n) =>
      `Resting in vehicle green: ${n("waiting")} at the kerb, longest ${n("oldest_s")} s, and nobody has pressed the button.`,
    zh: (n) => `保持机动车绿灯：路侧有 ${n("waiting")} 人，最长 ${n("oldest_s")} 秒，尚无人按钮。`,
  },
  "press-hold": {
    en: (n) =>
      `Holding vehicle green: the button was pressed, its fixed green ends in ${n("remaining_s")} s; ${n("waiting")} waiting.`,
    zh: (n) =>
      `保持机动车绿灯：已收到按钮请求，固定绿灯还剩 ${n("remaining_s")} 秒；${n("waiting")} 人等待。`,
  },
  "press-served": {
    en: (n) =>
      `Serving people: the button was pressed and vehicle green has lasted its time; ${n("waiting")} waiting, longest ${n("oldest_s")} s.`,
    zh: (n) =>
      `放行行人：已收到按钮请求，机动车绿灯已满；${n("waiting")} 人等待，最长 ${n("oldest_s")} 秒。`,
  },
  "threshold-hold": {
    en: (n) =>
      `Holding vehicle green: ${n("waiting")} waiting of ${n("limit_people")}, longest ${n("oldest_s")} s of ${n("limit_s")} s; served in ${n("remaining_s")} s at the latest.`,
    zh: (n) =>
      `保持机动车绿灯：${n("waiting")} 人等待（阈值 ${n("limit_people")} 人），最长 ${n("oldest_s")} 秒（阈值 ${n("limit_s")} 秒）；最迟 ${n("remaining_s")} 秒后放行。`,
  },
  "threshold-serve": {
    en: (n) =>
      `Serving people: ${n("waiting")} waiting (threshold ${n("limit_people")}), longest ${n("oldest_s")} s (threshold ${n("limit_s")} s).`,
    zh: (n) =>
      `放行行人：${n("waiting")} 人等待（阈值 ${n("limit_people")} 人），最长 ${n("oldest_s")} 秒（阈值 ${n("limit_s")} 秒）。`,
  },
  committed: {
    en: (n) => `Walk is promised in ${n("walk_in_s")} s: the countdown runs and is kept.`,
    zh: (n) => `已承诺 ${n("walk_in_s")} 秒后行人绿灯：倒计时进行中，不再取消。`,
  },
  "yellow-change": {
    en: (n) => `Yellow for vehicles: ${n("remaining_s")} s more, then red.`,
    zh: (n) => `机动车黄灯：还剩 ${n("remaining_s")} 秒，随后红灯。`,
  },
  "red-clearance": {
    en: (n) => `All red: the last vehicles clear the crossing, ${n("remaining_s")} s more.`,
    zh: (n) => `全红：等待最后的车辆驶离，还剩 ${n("remaining_s")} 秒。`,
  },
  walk: {
    en: (n) =>
      `Walk: people cross, ${n("remaining_s")} s more to step off; ${n("on_crossing")} on the road.`,
    zh: (n) =>
      `行人绿灯：正在过街，还可起步 ${n("remaining_s")} 秒；路面上 ${n("on_crossing")} 人。`,
  },
  "walk-held": {
    en: (n) =>
      `Walk goes on: few vehicles would lose by it, people still step off, or those on the road hold traffic anyway; ${n("remaining_s")} s more at most, ${n("on_crossing")} on the road.`,
    zh: (n) =>
      `延长行人绿灯：来车很少、仍有人起步，或路面行人本就需要时间；最多再延长 ${n("remaining_s")} 秒，路面上 ${n("on_crossing")} 人。`,
  },
  "clear-fixed": {
    en: (n) => `Clearing the crossing: fixed time, ${n("remaining_s")} s more.`,
    zh: (n) => `行人清空：固定时长，还剩 ${n("remaining_s")} 秒。`,
  },
  "clear-minimum": {
    en: (n) => `Clearing the crossing: the minimum ends in ${n("remaining_s")} s.`,
    zh: (n) => `行人清空：最短时长还剩 ${n("remaining_s")} 秒。`,
  },
  "clear-occupied": {
    en: (n) =>
      `Clearing the crossing: ${n("on_crossing")} still on the road; at most ${n("remaining_s")} s more.`,
    zh: (n) => `行人清空：路面上还有 ${n("on_crossing")} 人；最多再等 ${n("remaining_s")} 秒。`,
  },
  "clear-empty": {
    en: () => "Clearing the crossing: it is seen empty, making sure for a second.",
    zh: () => "行人清空：路面已无人，再确认一秒。",
  },
  "clear-in-doubt": {
    en: (n) =>
      `Clearing the crossing: it cannot be seen whether it is empty, so for the full time; ${n("remaining_s")} s more.`,
    zh: (n) => `行人清空：无法确认路面是否无人，按最长时间清空；还剩 ${n("remaining_s")} 秒。`,
  },
  buffer: {
    en: (n) => `All red before vehicles go: ${n("remaining_s")} s more.`,
    zh: (n) => `机动车放行前全红：还剩 ${n("remaining_s")} 秒。`,
  },
  "red-yellow": {
    en: (n) => `Red with yellow: vehicles get ready, ${n("remaining_s")} s more.`,
    zh: (n) => `红黄灯：机动车准备起步，还剩 ${n("remaining_s")} 秒。`,
  },
  withdrawn: {
    en: () => "Withdrawn on request: the cabinet runs its own plan and we only listen.",
    zh: () => "已按要求退出控制：信号机执行自身方案，本机只监听。",
  },
  "link-lost": {
    en: () => "The cabinet is not heard: it runs its own plan until it answers again.",
    zh: () => "与信号机失去联系：在恢复之前由信号机执行自身方案。",
  },
  "link-mismatch": {
    en: () => "The heads do not show what was asked for: control is handed to the cabinet.",
    zh: () => "灯色与请求不一致：已将控制交还信号机。",
  },
  "link-refused": {
    en: () => "The cabinet refuses control: it runs its own plan.",
    zh: () => "信号机拒绝控制：由信号机执行自身方案。",
  },
  rejoin: {
    en: (n) =>
      `Listening: the cabinet is heard; control is taken when nothing is under way, in ${n("remaining_s")} s at the earliest.`,
    zh: (n) =>
      `监听中：信号机通信正常；最早 ${n("remaining_s")} 秒后，在无行人放行过程时接管控制。`,
  },
  pinned: {
    en: (n) =>
      `Listening: control came and went too often, so it is left to the cabinet for ${n("remaining_s")} s more; "resume" takes it again.`,
    zh: (n) =>
      `监听中：控制频繁得失，暂由信号机自行控制，还需 ${n("remaining_s")} 秒；“恢复控制”可提前接管。`,
  },
  fault: {
    en: () => "Fault: an unsafe step was refused; an engineer must clear it.",
    zh: () => "故障：已拒绝不安全的灯色变化，须由工程师清除。",
  },
};
