/** China: GB and GB/T rules for a pedestrian crossing with signals. */
import type { Profile } from "./profile.ts";

export const CN_GB: Profile = {
  name: "cn-gb",
  title: { zh: "中国（GB、GB/T）", en: "China (GB, GB/T)" },
  clearance: "flashing-walk",
  red_yellow: false,
  rules: [
    {
      id: "cn-gb-1",
      clause: "GB 14886-2016 4.3.4",
      evidence: "unverified",
      force: "shall",
      text: { zh: "机动车黄灯不少于 3 秒", en: "vehicle yellow lasts at least 3 s" },
      limit: { kind: "at-least", path: "timing.yellow_s", value: 3 },
    },
    {
      id: "cn-gb-2",
      clause: "GB/T 51439-2021 9.2.1(3)",
      evidence: "secondary",
      force: "shall",
      text: {
        zh: "绿闪时间应保证绿灯末尾进入的行人走完人行横道",
        en: "flashing green lets whoever entered in the last second of green finish the crossing",
      },
      limit: { kind: "clears", speed: "design_speed_m_per_s" },
    },
    {
      id: "cn-gb-3",
      clause: "GB/T 51439-2021 9.2.1(4)",
      evidence: "secondary",
      force: "should",
      text: {
        zh: "行人等待时间不宜超过 70 秒，有安全岛时不宜超过 90 秒",
        en: "nobody waits longer than 70 s, or 90 s with a refuge",
      },
      limit: { kind: "wait", without_refuge_s: 70, with_refuge_s: 90 },
    },
    {
      id: "cn-gb-4",
      clause: "GA/T 508-2014",
      evidence: "unverified",
      force: "shall",
      text: {
        zh: "倒计时一经显示须真实并走完",
        en: "a countdown once shown is true and runs to its end",
      },
      limit: { kind: "countdown" },
    },
    {
      id: "cn-gb-5",
      clause: "GB 50647 / GB 51038",
      evidence: "unverified",
      force: "should",
      text: {
        zh: "行人设计步速不大于 1.2 米/秒",
        en: "clearances are made for a walking speed of at most 1.2 m/s",
      },
      limit: { kind: "at-most", path: "crossing.design_speed_m_per_s", value: 1.2 },
    },
    {
      id: "cn-gb-6",
      clause: "our own, no clause",
      evidence: "read",
      force: "should",
      text: {
        zh: "自适应清空的最长时间应能等到最慢的行人走完",
        en: "adaptive clearance can wait for the slowest walker the site names",
      },
      limit: { kind: "clears", speed: "slow_speed_m_per_s" },
    },
    {
      id: "cn-gb-7",
      clause: "GB 14886-2016 4.3",
      evidence: "secondary",
      force: "shall",
      text: {
        zh: "机动车信号由红灯直接转为绿灯，不设红黄灯",
        en: "vehicle red turns to green without red-yellow",
      },
      limit: { kind: "at-most", path: "timing.red_yellow_s", value: 0 },
    },
  ],
};
