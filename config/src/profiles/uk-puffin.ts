/**
 * United Kingdom: a PUFFIN crossing by its periods 1 to 9.
 *
 * Periods and our intervals: 1 vehicle green, 2 yellow change, 3 red clearance, 4 walk, 5 ped clearance at its
 * shortest, 6 its extension by whoever is seen crossing, 7 and 8 buffer, 9 red-yellow. The near-side head shows a
 * red figure from period 5 on.
 */
import { OWN_RULES } from "./own.ts";
import type { Profile, Rule } from "./profile.ts";

const PERIODS = "LTN 2/95, TAL 1/02, TSM chapter 6: PUFFIN period";

/** A range of one period; from memory all of them. */
const period = (
  id: string,
  what: string,
  force: Rule["force"],
  text: Rule["text"],
  limit: Rule["limit"],
): Rule => ({ id, clause: `${PERIODS} ${what}`, evidence: "unverified", force, text, limit });

export const UK_PUFFIN: Profile = {
  name: "uk-puffin",
  title: { zh: "英国（PUFFIN）", en: "United Kingdom (PUFFIN)" },
  clearance: "dont-walk",
  red_yellow: true,
  rules: [
    period(
      "uk-puffin-1",
      "1",
      "should",
      { zh: "机动车最小绿灯为 7 至 15 秒", en: "vehicle min green is 7 to 15 s" },
      { kind: "between", path: "timing.vehicle_min_green_s", from: 7, to: 15 },
    ),
    period(
      "uk-puffin-2",
      "1",
      "should",
      { zh: "机动车最大绿灯为 10 至 60 秒", en: "vehicle max green is 10 to 60 s" },
      { kind: "between", path: "timing.vehicle_max_green_s", from: 10, to: 60 },
    ),
    period(
      "uk-puffin-3",
      "2",
      "shall",
      { zh: "机动车黄灯为 3 秒", en: "vehicle yellow (amber) is 3 s" },
      { kind: "between", path: "timing.yellow_s", from: 3, to: 3 },
    ),
    period(
      "uk-puffin-4",
      "3",
      "shall",
      { zh: "黄灯后的全红为 1 至 3 秒", en: "red clearance after yellow is 1 to 3 s" },
      { kind: "between", path: "timing.red_clearance_s", from: 1, to: 3 },
    ),
    period(
      "uk-puffin-5",
      "4",
      "should",
      {
        zh: "行人绿灯为 4 至 9 秒（人多或无安全岛时可更长）",
        en: "walk is 4 to 9 s, more where it is busy or without a refuge",
      },
      { kind: "between", path: "timing.walk_min_s", from: 4, to: 9 },
    ),
    period(
      "uk-puffin-6",
      "5",
      "shall",
      { zh: "行人清空的最短时间为 1 至 5 秒", en: "ped clearance at its shortest is 1 to 5 s" },
      { kind: "between", path: "timing.ped_clearance_min_s", from: 1, to: 5 },
    ),
    period(
      "uk-puffin-7",
      "6",
      "should",
      { zh: "行人清空的延长宜不超过 22 秒", en: "ped clearance is extended by at most 22 s" },
      { kind: "extends", at_most_s: 22 },
    ),
    period(
      "uk-puffin-8",
      "6",
      "shall",
      {
        zh: "行人清空的延长无论如何不超过 30 秒",
        en: "ped clearance is never extended by more than 30 s",
      },
      { kind: "extends", at_most_s: 30 },
    ),
    period(
      "uk-puffin-9",
      "7 and 8",
      "shall",
      { zh: "清空后的全红不超过 3 秒", en: "all red after ped clearance (buffer) is at most 3 s" },
      { kind: "at-most", path: "timing.buffer_s", value: 3 },
    ),
    period(
      "uk-puffin-10",
      "9",
      "shall",
      { zh: "红黄灯为 2 秒", en: "red-yellow (red with amber) is 2 s" },
      { kind: "between", path: "timing.red_yellow_s", from: 2, to: 2 },
    ),
    {
      id: "uk-puffin-11",
      clause: "Puffin Good Practice Guide 2006",
      evidence: "secondary",
      force: "shall",
      text: {
        zh: "行人清空由路面行人检测延长",
        en: "ped clearance is extended by people seen on the crossing",
      },
      limit: { kind: "sees-the-crossing" },
    },
    {
      id: "uk-puffin-12",
      clause: "TSM chapter 6",
      evidence: "unverified",
      force: "should",
      text: {
        zh: "清空按不大于 1.2 米/秒的步速设计",
        en: "clearances are made for a walking speed of at most 1.2 m/s",
      },
      limit: { kind: "at-most", path: "crossing.design_speed_m_per_s", value: 1.2 },
    },
    {
      id: "uk-puffin-13",
      clause: "TSM chapter 6",
      evidence: "unverified",
      force: "shall",
      text: {
        zh: "行人清空的最长时间应能让以设计步速行走者走完",
        en: "ped clearance at its longest lets somebody at the design speed finish",
      },
      limit: { kind: "clears", speed: "design_speed_m_per_s" },
    },
    {
      id: "uk-puffin-14",
      clause: "TSM chapter 6",
      evidence: "unverified",
      force: "should",
      text: { zh: "路缘检测确认时间不超过 3 秒", en: "a kerbside call is delayed by at most 3 s" },
      limit: { kind: "at-most", path: "demand.dwell_s", value: 3 },
    },
    {
      id: "uk-puffin-15",
      clause: "TSM chapter 6",
      evidence: "unverified",
      force: "should",
      text: { zh: "取消请求的延时为 2 至 5 秒", en: "a call is cancelled after 2 to 5 s" },
      limit: { kind: "between", path: "demand.cancel_s", from: 2, to: 5 },
    },
    {
      id: "uk-puffin-16",
      clause: "LTN 2/95",
      evidence: "unverified",
      force: "should",
      text: { zh: "PUFFIN 不设倒计时", en: "a PUFFIN has no countdown" },
      limit: { kind: "at-most", path: "timing.countdown_s", value: 0 },
    },
    ...OWN_RULES,
  ],
};
