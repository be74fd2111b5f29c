/** What each event is called. Events carry names and numbers only; the log is free of language. */
import type { EventView } from "@crossing/config";
import type { Language } from "../settings.ts";

type Told = Readonly<
  Record<Language, (numbers: EventView["numbers"], param: number, cause: string) => string>
>;

/** One line for the log. An event this page does not know yet is told by its own name. */
export function tell(event: EventView, language: Language): string {
  const told = EVENTS[event.name];
  return told === undefined
    ? event.name.replaceAll("-", " ")
    : told[language](event.numbers, event.param, event.cause ?? "?");
}

/** Events too many to read one by one, or said already by another: the page leaves them out. */
export const QUIET: ReadonlySet<string> = new Set([
  "vehicle-passed",
  "end-green",
  "end-yellow",
  "end-red-clearance",
]);

const plain = (en: string, zh: string): Told => ({ en: () => en, zh: () => zh });
const whole = (value: number | undefined): string =>
  value === undefined ? "?" : String(Math.round(value));
/** Channels 1, 2, ... are the zones in the order of the site file, 11, 12, ... their buttons. */
const kerb = (param: number): string => String.fromCodePoint(64 + (param % 10));

const EVENTS: Readonly<Record<string, Told>> = {
  "begin-green": plain("Vehicle green begins", "机动车绿灯开始"),
  "begin-yellow": plain("Yellow change begins", "黄灯开始"),
  "begin-red-clearance": plain("Red clearance begins", "全红清空开始"),
  "begin-walk": {
    en: (n) => `Walk begins: ${whole(n["waiting"])} waiting, longest ${whole(n["wait_max_s"])} s`,
    zh: (n) => `行人绿灯开始：${whole(n["waiting"])} 人等待，最长 ${whole(n["wait_max_s"])} 秒`,
  },
  "begin-ped-clearance": plain("Ped clearance begins", "行人清空开始"),
  "begin-dont-walk": plain("Don't walk begins", "行人红灯开始"),
  "begin-flash": plain("Fault flash begins", "故障黄闪开始"),
  "service-end": {
    en: (n) =>
      n["known"] === 0
        ? "Service ends: nobody could see who crossed"
        : n["empty"] === 1
          ? "Service ends: nobody crossed"
          : `Service ends: ${whole(n["people"])} at most on the road together`,
    zh: (n) =>
      n["known"] === 0
        ? "放行结束：看不见有谁过街"
        : n["empty"] === 1
          ? "放行结束：无人过街"
          : `放行结束：路面上最多同时 ${whole(n["people"])} 人`,
  },
  "zone-on": {
    en: (_, param) => `Kerb ${kerb(param)}: somebody waits`,
    zh: (_, param) => `${kerb(param)} 侧：有人等待`,
  },
  "zone-off": {
    en: (_, param) => `Kerb ${kerb(param)}: nobody waits any more`,
    zh: (_, param) => `${kerb(param)} 侧：不再有人等待`,
  },
  "zone-blind": {
    en: (_, param) => `Kerb ${kerb(param)} is not seen any more`,
    zh: (_, param) => `${kerb(param)} 侧看不见了`,
  },
  "zone-restored": {
    en: (_, param) => `Kerb ${kerb(param)} is seen again`,
    zh: (_, param) => `${kerb(param)} 侧恢复可见`,
  },
  "button-pressed": {
    en: (_, param) => `Kerb ${kerb(param)}: button pressed`,
    zh: (_, param) => `${kerb(param)} 侧：按下按钮`,
  },
  "call-registered": plain("Ped call registered", "登记行人请求"),
  "call-dropped": plain("Ped call dropped", "取消行人请求"),
  "left-waiting": {
    en: (n) => `Gave up after waiting ${whole(n["wait_s"])} s`,
    zh: (n) => `等待 ${whole(n["wait_s"])} 秒后离开`,
  },
  "red-crossing": {
    en: (n) => `Crossing on red: ${whole(n["people"])} on the road`,
    zh: (n) => `闯红灯：路面上 ${whole(n["people"])} 人`,
  },
  "gap-out": {
    en: (n) => `Gap-out: no vehicle for ${whole(n["gap_s"])} s`,
    zh: (n) => `间隔结束绿灯：${whole(n["gap_s"])} 秒内无来车`,
  },
  "max-out": {
    en: (n) => `Max-out: green reached ${whole(n["limit_s"])} s after the call`,
    zh: (n) => `最大绿灯：请求后已 ${whole(n["limit_s"])} 秒`,
  },
  "max-wait": {
    en: (n) => `Longest wait reached: ${whole(n["oldest_s"])} s`,
    zh: (n) => `达到最长等待：${whole(n["oldest_s"])} 秒`,
  },
  "presence-served": {
    en: (n) => `Presence served after ${whole(n["oldest_s"])} s`,
    zh: (n) => `有人站立 ${whole(n["oldest_s"])} 秒，予以放行`,
  },
  "level-down": {
    en: (n, level, cause) => `Level ${whole(n["from"])} down to ${level}: ${cause}`,
    zh: (n, level, cause) => `降级：L${whole(n["from"])} 至 L${level}（${cause}）`,
  },
  "level-up": {
    en: (n, level, cause) => `Level ${whole(n["from"])} up to ${level}: ${cause}`,
    zh: (n, level, cause) => `恢复：L${whole(n["from"])} 至 L${level}（${cause}）`,
  },
  "level-pinned": {
    en: (_, level) => `Up and down too often: kept at level ${level} for half an hour`,
    zh: (_, level) => `升降过于频繁：保持 L${level} 半小时`,
  },
  "zone-doubted": {
    en: (_, param, cause) => `Kerb ${kerb(param)} is not believed: ${cause}`,
    zh: (_, param, cause) => `${kerb(param)} 侧检测存疑：${cause}`,
  },
  "zone-believed": {
    en: (_, param) => `Kerb ${kerb(param)} is believed again`,
    zh: (_, param) => `${kerb(param)} 侧检测恢复可信`,
  },
  "crossing-doubted": {
    en: (_n, _p, cause) => `The view of the road is not believed: ${cause}`,
    zh: (_n, _p, cause) => `路面视野存疑：${cause}`,
  },
  "crossing-believed": plain("The view of the road is believed again", "路面视野恢复可信"),
  "adaptive-idle": {
    en: (n) =>
      `For a day time alone decided every walk (${whole(n["services"])}): look at the detectors`,
    zh: (n) => `一整天的放行（${whole(n["services"])} 次）都只由时间决定：请检查检测器`,
  },
  "adaptive-again": plain("Walks are decided by what is seen again", "放行恢复由检测决定"),
  "invariant-broken": {
    en: (_n, _p, cause) => `A rule would have been broken, control was given up: ${cause}`,
    zh: (_n, _p, cause) => `将违反规则，已放弃控制：${cause}`,
  },
  "control-taken": plain("Control of the cabinet taken", "取得信号机控制"),
  "control-left": plain("Control left to the cabinet", "控制交还信号机"),
  "fault-latched": plain("Fault: unsafe step refused", "故障：拒绝不安全的灯色变化"),
  "fault-cleared": plain("Fault cleared by an engineer", "工程师已清除故障"),
};
