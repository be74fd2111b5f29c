/** Germany: RiLSA and VwV-StVO for a pedestrian crossing with signals. The head shows red from the end of green on. */
import { OWN_RULES } from "./own.ts";
import type { Profile } from "./profile.ts";

export const DE_RILSA: Profile = {
  name: "de-rilsa",
  title: { zh: "德国（RiLSA）", en: "Germany (RiLSA)" },
  clearance: "dont-walk",
  red_yellow: true,
  rules: [
    {
      id: "de-rilsa-1",
      clause: "RiLSA, as in Frankfurt Magistrat ST 474/2021",
      evidence: "secondary",
      force: "shall",
      text: {
        zh: "行人清空按 1.2 米/秒的步速走完全程",
        en: "ped clearance lets somebody at 1.2 m/s finish",
      },
      limit: { kind: "clears", speed: 1.2 },
    },
    {
      id: "de-rilsa-2",
      clause: "RiLSA, as in Frankfurt Magistrat ST 474/2021",
      evidence: "secondary",
      force: "should",
      text: {
        zh: "残疾人、老人、学生多处（设计步速低于 1.2 米/秒）清空时间加 20%",
        en: "20 % more ped clearance where many are disabled, old or pupils: a design speed below 1.2 m/s",
      },
      limit: { kind: "protects", speed_m_per_s: 1.2, factor: 1.2 },
    },
    {
      id: "de-rilsa-3",
      clause: "RiLSA, as in Frankfurt Magistrat ST 474/2021",
      evidence: "secondary",
      force: "should",
      text: {
        zh: "行人绿灯内应能走过半幅路面（有安全岛时走到第二幅路面中央）",
        en: "walk lasts until half the carriageway is passed; with a refuge, half of the second one",
      },
      limit: { kind: "covers", speed_m_per_s: 1.2, part: 0.5, part_with_refuge: 0.75 },
    },
    {
      id: "de-rilsa-4",
      clause: "RiLSA",
      evidence: "unverified",
      force: "shall",
      text: { zh: "行人绿灯不少于 5 秒", en: "walk lasts at least 5 s" },
      limit: { kind: "at-least", path: "timing.walk_min_s", value: 5 },
    },
    {
      id: "de-rilsa-5",
      clause: "VwV-StVO zu § 37 IX",
      evidence: "secondary",
      force: "shall",
      text: {
        zh: "机动车黄灯：50 公里/小时 3 秒，60 公里/小时 4 秒，70 公里/小时 5 秒",
        en: "vehicle yellow is 3 s at 50 km/h, 4 s at 60 km/h, 5 s at 70 km/h",
      },
      limit: {
        kind: "yellow-by-speed",
        steps: [
          { up_to_km_per_h: 50, yellow_s: 3 },
          { up_to_km_per_h: 60, yellow_s: 4 },
          { up_to_km_per_h: 70, yellow_s: 5 },
        ],
      },
    },
    {
      id: "de-rilsa-6",
      clause: "VwV-StVO zu § 37 IX",
      evidence: "secondary",
      force: "shall",
      text: { zh: "红黄灯为 1 秒，最多 2 秒", en: "red-yellow is 1 s, at most 2 s" },
      limit: { kind: "between", path: "timing.red_yellow_s", from: 1, to: 2 },
    },
    {
      id: "de-rilsa-7",
      clause: "RiLSA",
      evidence: "unverified",
      force: "should",
      text: { zh: "行人等待时间宜不超过 60 秒", en: "nobody waits longer than 60 s" },
      limit: { kind: "wait", without_refuge_s: 60, with_refuge_s: 60 },
    },
    ...OWN_RULES,
  ],
};
