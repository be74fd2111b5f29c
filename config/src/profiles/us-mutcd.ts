/** United States: MUTCD rules for a pedestrian crossing with signals. Speeds of 3.5 and 3.0 ft/s are 1.07 and 0.91 m/s. */
import { OWN_RULES } from "./own.ts";
import type { Profile } from "./profile.ts";

export const US_MUTCD: Profile = {
  name: "us-mutcd",
  title: { zh: "美国（MUTCD）", en: "United States (MUTCD)" },
  clearance: "flashing-dont-walk",
  red_yellow: false,
  rules: [
    {
      id: "us-mutcd-1",
      clause: "MUTCD 11th ed. 4I.06",
      evidence: "unverified",
      force: "shall",
      text: {
        zh: "行人绿灯不少于 4 秒",
        en: "walk lasts at least 4 s, even where it is kept short",
      },
      limit: { kind: "at-least", path: "timing.walk_min_s", value: 4 },
    },
    {
      id: "us-mutcd-2",
      clause: "MUTCD 11th ed. 4I.06",
      evidence: "unverified",
      force: "should",
      text: {
        zh: "行人绿灯宜不少于 7 秒（条件受限处可为 4 秒）",
        en: "walk lasts at least 7 s; 4 s may do where it must be short",
      },
      limit: { kind: "at-least", path: "timing.walk_min_s", value: 7 },
    },
    {
      id: "us-mutcd-3",
      clause: "MUTCD 2009 4E.06 P7-8",
      evidence: "secondary",
      force: "should",
      text: {
        zh: "行人清空时间按 1.07 米/秒（3.5 英尺/秒）走完全程",
        en: "ped clearance lets somebody at 1.07 m/s (3.5 ft/s) reach the far side",
      },
      limit: { kind: "clears", speed: 1.07 },
    },
    {
      id: "us-mutcd-4",
      clause: "MUTCD 2009 4E.06 P14",
      evidence: "secondary",
      force: "should",
      text: {
        zh: "行人绿灯与清空之和，应能让 0.91 米/秒（3 英尺/秒）者自路缘外 1.8 米走到对面",
        en: "walk and ped clearance let somebody at 0.91 m/s (3 ft/s) cross from 1.8 m behind the kerb",
      },
      limit: { kind: "walk-and-clears", speed_m_per_s: 0.91, more_m: 1.8 },
    },
    {
      id: "us-mutcd-5",
      clause: "MUTCD 2009 4E.06, 11th ed. 4I.06",
      evidence: "unverified",
      force: "shall",
      text: {
        zh: "机动车放行前，行人红灯稳定显示不少于 3 秒",
        en: "steady don't walk (buffer) lasts at least 3 s before vehicles go",
      },
      limit: { kind: "at-least", path: "timing.buffer_s", value: 3 },
    },
    {
      id: "us-mutcd-6",
      clause: "MUTCD 2009 chapter 4E",
      evidence: "secondary",
      force: "shall",
      text: {
        zh: "倒计时只在行人清空时显示",
        en: "a countdown shows in ped clearance only, so there is none to walk",
      },
      limit: { kind: "at-most", path: "timing.countdown_s", value: 0 },
    },
    {
      id: "us-mutcd-7",
      clause: "MUTCD, as in FHWA interpretation 4(09)-14",
      evidence: "secondary",
      force: "should",
      text: { zh: "机动车黄灯为 3 至 6 秒", en: "vehicle yellow lasts 3 to 6 s" },
      limit: { kind: "between", path: "timing.yellow_s", from: 3, to: 6 },
    },
    {
      id: "us-mutcd-8",
      clause: "MUTCD chapter 4",
      evidence: "unverified",
      force: "shall",
      text: {
        zh: "机动车信号由红灯直接转为绿灯，不设红黄灯",
        en: "vehicle red turns to green without red-yellow",
      },
      limit: { kind: "at-most", path: "timing.red_yellow_s", value: 0 },
    },
    ...OWN_RULES,
  ],
};
